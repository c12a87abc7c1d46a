"""Azerbaijani to English: as passports and agencies write it: a for ə, j for c, kh for x, g for q and ğ."""

SCHEME = "passport"

RULES = (
    (r"ə", "a"), (r"ç", "ch"), (r"c", "j"), (r"ğ", "gh"), (r"x", "kh"), (r"ı", "i"), (r"ö", "o"), (r"q", "g"),
    (r"ş", "sh"), (r"ü", "u"), (r"j", "zh"),
)  # fmt: skip
