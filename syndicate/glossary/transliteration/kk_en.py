"""Kazakh (Cyrillic) to English: as Kazakhstan's own English-language offices write names: q is k, ы and і as spoken."""

SCHEME = "as offices write"

RULES = (
    (r"(?<=\w)ий$", "iy"),
    (r"(?:^|(?<=[аәеёиоөуұүыіэюяйъь]))е", "ye"),
    (r"ё", "yo"),
    (r"а", "a"), (r"ә", "a"), (r"б", "b"), (r"в", "v"), (r"г", "g"), (r"ғ", "g"), (r"д", "d"), (r"е", "e"),
    (r"ж", "zh"), (r"з", "z"), (r"и", "i"), (r"й", "y"), (r"[кқ]", "k"), (r"л", "l"), (r"м", "m"), (r"н", "n"),
    (r"ң", "ng"), (r"[оө]", "o"), (r"п", "p"), (r"р", "r"), (r"с", "s"), (r"т", "t"), (r"[уұү]", "u"), (r"ф", "f"),
    (r"х", "kh"), (r"һ", "h"), (r"ц", "ts"), (r"ч", "ch"), (r"ш", "sh"), (r"щ", "shch"), (r"[ъь]", ""), (r"ы", "y"),
    (r"і", "i"), (r"э", "e"), (r"ю", "yu"), (r"я", "ya"),
)  # fmt: skip
