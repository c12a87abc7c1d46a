"""Uzbek (Latin) to Russian: through the letters of Uzbek Cyrillic, those of its own made the nearest Russian ones."""

SCHEME = "nearest letters"

RULES = (
    (r"o[‘’ʻ'ʼ`]", "у"), (r"g[‘’ʻ'ʼ`]", "г"), (r"[‘’ʻ'ʼ`]", "ъ"), (r"sh", "ш"), (r"ch", "ч"), (r"ya", "я"),
    (r"yu", "ю"), (r"yo", "ё"), (r"^ye|(?<=[aeiou])ye", "е"), (r"^e", "э"),
    (r"a", "а"), (r"b", "б"), (r"d", "д"), (r"e", "е"), (r"f", "ф"), (r"g", "г"), (r"h", "х"), (r"i", "и"),
    (r"j", "ж"), (r"k", "к"), (r"l", "л"), (r"m", "м"), (r"n", "н"), (r"o", "о"), (r"p", "п"), (r"q", "к"),
    (r"r", "р"), (r"s", "с"), (r"t", "т"), (r"u", "у"), (r"v", "в"), (r"x", "х"), (r"y", "й"), (r"z", "з"),
)  # fmt: skip
