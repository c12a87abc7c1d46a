"""Kyrgyz to Russian: the three letters of its own become the nearest Russian ones."""

SCHEME = "nearest letters"

RULES = ((r"ң", "н"), (r"ө", "о"), (r"ү", "у"))
