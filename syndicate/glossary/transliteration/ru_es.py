"""Russian to Spanish: the practice of Fundéu and the agencies: j for х, gu before e and i, i for -ий.

The accent is not written: it follows the stress, which Russian spelling does not show.
"""

SCHEME = "Fundéu, accents not set"

RULES = (
    (r"(?<=\w)[иы]й$", "i"),
    (r"(?:^|(?<=[аеёиоуыэюяъь]))е", "ye"),
    (r"(?:^|(?<=[аеёиоуыэюяъь]))ё", "yo"),
    (r"(?<=[жчшщ])ё", "o"),
    (r"ё", "io"),
    (r"г(?=[еиэёы])", "gu"),
    (r"(?<=[аеёоуыэюя])й", "i"),
    (r"(?:^|(?<=[аеёиоуыэюяъь]))ю", "yu"),
    (r"(?:^|(?<=[аеёоуыэюя])|(?<=и))я", "ya"),
    (r"ю", "iu"),
    (r"(?<=[ьъ])я", "ia"),
    (r"я", "ia"),
    (r"а", "a"), (r"б", "b"), (r"в", "v"), (r"г", "g"), (r"д", "d"), (r"е", "e"), (r"ж", "zh"), (r"з", "z"),
    (r"и", "i"), (r"й", "i"), (r"к", "k"), (r"л", "l"), (r"м(?=[бп])", "m"), (r"м", "m"), (r"н", "n"), (r"о", "o"),
    (r"п", "p"), (r"р", "r"), (r"с", "s"), (r"т", "t"), (r"у", "u"), (r"ф", "f"), (r"х", "j"), (r"ц", "ts"),
    (r"ч", "ch"), (r"ш", "sh"), (r"щ", "sch"), (r"[ъь]", ""), (r"ы", "i"), (r"э", "e"),
)  # fmt: skip

WORDS = {"мария": "María", "софия": "Sofía", "юлия": "Yulia", "владимир": "Vladímir", "андрей": "Andréi"}
"""Given names whose usual spelling is another."""
