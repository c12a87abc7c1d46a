"""Mongolian to Russian: ө and ү become о and у."""

SCHEME = "nearest letters"

RULES = ((r"ө", "о"), (r"ү", "у"))
