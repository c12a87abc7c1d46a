"""Mongolian to English: as Mongolia's offices write names (MNS 5217): j for ж, kh for х, ii for ий."""

SCHEME = "MNS 5217"

RULES = (
    (r"ё", "yo"),
    (r"а", "a"), (r"б", "b"), (r"в", "v"), (r"г", "g"), (r"д", "d"), (r"^е", "ye"), (r"е", "e"), (r"ж", "j"),
    (r"з", "z"), (r"и", "i"), (r"й", "i"), (r"к", "k"), (r"л", "l"), (r"м", "m"), (r"н", "n"), (r"[оө]", "o"),
    (r"п", "p"), (r"р", "r"), (r"с", "s"), (r"т", "t"), (r"[уү]", "u"), (r"ф", "f"), (r"х", "kh"), (r"ц", "ts"),
    (r"ч", "ch"), (r"ш", "sh"), (r"щ", "sh"), (r"[ъь]", ""), (r"ы", "y"), (r"э", "e"), (r"ю", "yu"), (r"я", "ya"),
)  # fmt: skip
