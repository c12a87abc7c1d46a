"""Ukrainian to Russian: letter for letter by sound, given names as Russian has them."""

from syndicate.glossary.transliteration.ru_uk import WORDS as _TO_UKRAINIAN

SCHEME = "press"

RULES = (
    (r"(?<=[сцз])ький$", "кий"),
    (r"(?<=[сцз])ька$", "кая"),
    (r"(?<=\w)ий$", "ый"),
    (r"ьо", "ё"),
    (r"йо", "ё"),
    (r"[’'ʼ]", "ъ"),
    (r"(?<=[жчшщгкх])и", "и"),
    (r"и", "ы"),
    (r"[ії]", "и"),
    (r"є", "е"),
    (r"^е", "э"),
    (r"ґ", "г"),
)

WORDS = {new.lower(): old.capitalize() for old, new in _TO_UKRAINIAN.items() if "ё" not in old}
"""Given names that Russian has in a form of its own."""
