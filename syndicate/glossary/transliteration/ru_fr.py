"""Russian to French: the usual press spelling: ou, ch, tch, j, kh, ï after a vowel, -ine for -ин, ss between vowels."""

SCHEME = "French press"

RULES = (
    (r"(?<=\w)[иы]й$", "i"),
    (r"(?<=[бвгджзклмнпрстфхцчшщ])ин$", "ine"),
    (r"^е", "ie"),
    (r"(?<=[аоуыэюяи])е", "ïe"),
    (r"ё", "io"),
    (r"(?<=[аеёоуыэюяи])с(?=[аеёиоуыэюя])", "ss"),
    (r"г(?=[еиэё])", "gu"),
    (r"(?<=[аеоуыэюя])[йи]", "ï"),
    (r"(?<=[аоуыэюя])я", "ïa"),
    (r"я", "ia"),
    (r"ю", "iou"),
    (r"кс", "x"),
    (r"а", "a"), (r"б", "b"), (r"в", "v"), (r"г", "g"), (r"д", "d"), (r"е", "e"), (r"ж", "j"), (r"з", "z"),
    (r"и", "i"), (r"й", "i"), (r"к", "k"), (r"л", "l"), (r"м", "m"), (r"н", "n"), (r"о", "o"), (r"п", "p"),
    (r"р", "r"), (r"с", "s"), (r"т", "t"), (r"у", "ou"), (r"ф", "f"), (r"х", "kh"), (r"ц", "ts"), (r"ч", "tch"),
    (r"ш", "ch"), (r"щ", "chtch"), (r"[ъь]", ""), (r"ы", "y"), (r"э", "e"),
)  # fmt: skip

WORDS = {"мария": "Maria", "александр": "Alexandre", "юлия": "Ioulia"}
"""Given names whose usual spelling is another."""
