"""Kyrgyz to English: j for ж, as Kyrgyzstan's offices write it (Japarov); the rest as in BGN/PCGN."""

SCHEME = "as offices write"

RULES = (
    (r"(?:^|(?<=[аеёиоөуүыэюяйъь]))е", "ye"),
    (r"ё", "yo"),
    (r"а", "a"), (r"б", "b"), (r"в", "v"), (r"г", "g"), (r"д", "d"), (r"е", "e"), (r"ж", "j"), (r"з", "z"),
    (r"и", "i"), (r"й", "y"), (r"к", "k"), (r"л", "l"), (r"м", "m"), (r"н", "n"), (r"ң", "ng"), (r"[оө]", "o"),
    (r"п", "p"), (r"р", "r"), (r"с", "s"), (r"т", "t"), (r"[уү]", "u"), (r"ф", "f"), (r"х", "kh"), (r"ц", "ts"),
    (r"ч", "ch"), (r"ш", "sh"), (r"щ", "shch"), (r"[ъь]", ""), (r"ы", "y"), (r"э", "e"), (r"ю", "yu"), (r"я", "ya"),
)  # fmt: skip
