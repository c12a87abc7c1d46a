"""Characters that end and close a sentence, and the languages that write them another way."""

from __future__ import annotations

STOPS = ".!?…։。！？؟।۔"
"""Marks that end a sentence."""
CLOSERS = "\"'»”’“)]›」』）"
"""Marks that close what stands in a sentence, after its stop too."""
TAIL = 40
"""Characters before and after a border that the rules look at."""
CASELESS = frozenset({"ka"})
"""Languages whose letters Unicode calls lower-case though they begin sentences."""
UNSPACED = frozenset({"ja", "ko", "my", "th", "zh"})
"""Languages that write sentences, or what follows a quotation, without a space."""
