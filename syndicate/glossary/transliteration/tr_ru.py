"""Turkish to Russian: practical transcription, as Russian newspapers write Turkish names."""

SCHEME = "press"

RULES = (
    (r"^ye", "е"), (r"(?<=[aeıioöuü])ye", "е"), (r"ya", "я"), (r"yu", "ю"), (r"yo", "ё"), (r"^e", "э"), (r"^ö", "о"),
    (r"^ü", "у"), (r"ğ(?=[bcçdfghjklmnprsştvyz])", "г"),
    (r"a", "а"), (r"b", "б"), (r"c", "дж"), (r"ç", "ч"), (r"d", "д"), (r"e", "е"), (r"f", "ф"), (r"[gğ]", "г"),
    (r"h", "х"), (r"ı", "ы"), (r"i", "и"), (r"j", "ж"), (r"k", "к"), (r"l", "л"), (r"m", "м"), (r"n", "н"),
    (r"o", "о"), (r"ö", "ё"), (r"p", "п"), (r"r", "р"), (r"s", "с"), (r"ş", "ш"), (r"t", "т"), (r"u", "у"),
    (r"ü", "ю"), (r"v", "в"), (r"y", "й"), (r"z", "з"),
)  # fmt: skip
