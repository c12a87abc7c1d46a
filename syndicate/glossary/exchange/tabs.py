"""The table of `sheet` with tabs between its cells."""

from __future__ import annotations

from collections.abc import Sequence

from syndicate.glossary.entries import Glossary
from syndicate.glossary.exchange import sheet
from syndicate.glossary.exchange.sheet import LIMITS, holds, read
from syndicate.model import LanguageTag

__all__ = ["LIMITS", "holds", "read", "write"]


def write(glossary: Glossary, languages: Sequence[LanguageTag]) -> bytes:
    """Return the table."""
    return sheet.write(glossary, languages, "\t")
