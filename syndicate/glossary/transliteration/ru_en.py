"""Russian to English: BGN/PCGN 1947 as newspapers use it, without the signs for ь and ъ, and -y for -ий, -ый."""

SCHEME = "BGN/PCGN"

RULES = (
    (r"(?<=[кг])ий$|(?<=\w)[иы]й$", "y"),
    (r"(?:^|(?<=[аеёиоуыэюяйъь]))е", "ye"),
    (r"йе", "ye"),
    (r"ийн$", "iin"),  # a Mongolian father's name
    (r"дж", "j"),  # Джейхун, Манджиев: no Russian word has it
    (r"ё", "yo"),
    (r"кс", "x"),
    (r"а", "a"), (r"б", "b"), (r"в", "v"), (r"г", "g"), (r"д", "d"), (r"е", "e"), (r"ж", "zh"), (r"з", "z"),
    (r"и", "i"), (r"й", "y"), (r"к", "k"), (r"л", "l"), (r"м", "m"), (r"н", "n"), (r"о", "o"), (r"п", "p"),
    (r"р", "r"), (r"с", "s"), (r"т", "t"), (r"у", "u"), (r"ф", "f"), (r"х", "kh"), (r"ц", "ts"), (r"ч", "ch"),
    (r"ш", "sh"), (r"щ", "shch"), (r"[ъь]", ""), (r"ы", "y"), (r"э", "e"), (r"ю", "yu"), (r"я", "ya"),
)  # fmt: skip

WORDS = {
    "александр": "Alexander",
    "мария": "Maria",
    "виктория": "Victoria",
    "юлия": "Yulia",
    "наталия": "Natalia",
    "наталья": "Natalia",
    "татьяна": "Tatiana",
    "софия": "Sofia",
    "анастасия": "Anastasia",
    "евгения": "Yevgenia",
    "валерия": "Valeria",
    "лидия": "Lidia",
    "ксения": "Ksenia",
    "цзиньпин": "Jinping",
}
"""Given names whose usual spelling is another."""
