"""Kazakh to Russian: the letters of Kazakh's own become the nearest Russian ones, as in passports."""

SCHEME = "nearest letters"

RULES = (
    (r"ә", "а"), (r"ғ", "г"), (r"қ", "к"), (r"ң", "н"), (r"ө", "о"), (r"[ұү]", "у"), (r"һ", "х"), (r"і", "и"),
)  # fmt: skip
