"""Transliteration: how a name would be spelt in another language, for an editor to look at. Never for a target.

To add a pair, write `transliteration/<from>_<to>.py` with a `SCHEME` (where the rules come from), `RULES` (pairs
of a regular expression over a small-lettered word and what is written for it) and, where given names have a
settled spelling, `WORDS`. At each place of a word the first rule that fits counts. The file is found by its name.

A spelling by rule is a proposal: no rule knows that Шольц is Scholz.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from types import ModuleType

from syndicate.languages import primary
from syndicate.model import LanguageTag

_AS_WRITTEN = {
    **dict.fromkeys(("en", "es", "fr", "de", "it", "pt", "ca"), ("en", "es", "fr", "de", "it", "pt", "ca", "tr")),
    "tr": ("en", "es", "fr", "de", "it", "pt", "ca"),
    "uz": ("en", "es", "fr", "de", "it", "pt", "ca", "tr"),
    "ru": ("kk", "ky", "mn", "tt", "ba", "tg"),
}
"""Languages that take up names of another as they are written there."""

_PIVOTS = {"uk": ("en",)}
"""Through which languages names go that have no rules of their own; through Russian, then English, where it is not said."""  # noqa: E501 - one sentence

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A proposed spelling."""

    text: str
    """The name in the target language's letters."""
    scheme: str
    """The rules that made it, such as `ru-en BGN/PCGN`; several with ` + ` between; or `as written`."""


def transliterate(name: str, source: LanguageTag, target: LanguageTag) -> Spelling | None:
    """Return how *name* would be spelt in *target*.

    Args:
        name: in the nominative.
        source: the language it is written in.
        target: the language it is wanted in.

    Returns:
        A proposal, or None where no rule leads there, and for abbreviations, which are translated (ООН, UN).
    """
    words = _WORD.findall(name)
    if not words or any(len(word) > 1 and word[:2].isupper() for word in words):
        return None
    start, end = primary(source), primary(target)
    if start != source or end != target:  # uz-Cyrl, zh-Hant: the rules are for the usual script
        return None
    if end in _AS_WRITTEN.get(start, ()):
        return Spelling(name, "as written")
    steps = _way(start, end)
    for step in steps:
        name = _spell(name, step)
    if not steps or name == "":
        return None
    return Spelling(name, " + ".join(_scheme(step) for step in steps))


def _way(start: str, end: str) -> tuple[str, ...]:
    """Return the steps from one language to another, none where there is no way."""
    if _known(f"{start}_{end}"):
        return (f"{start}_{end}",)
    for pivot in _PIVOTS.get(start, ("ru", "en")):
        first, second = f"{start}_{pivot}", f"{pivot}_{end}"
        if _known(first) and (_known(second) or end in _AS_WRITTEN.get(pivot, ())):
            return (first, second) if _known(second) else (first,)
    return ()


@cache  # what is installed does not change while we run
def _known(step: str) -> bool:
    return find_spec(f"{__name__}.{step}") is not None


def _module(step: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{step}")


def _scheme(step: str) -> str:
    return f"{step.replace('_', '-')} {_module(step).SCHEME}"


@cache  # the rules of a pair are compiled once
def _rules(step: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    rules: tuple[tuple[str, str], ...] = _module(step).RULES
    return re.compile("|".join(f"({pattern})" for pattern, _ in rules)), tuple(text for _, text in rules)


def _spell(name: str, step: str) -> str:
    """Return *name* by the rules of one step, capitals where they were."""
    pattern, texts = _rules(step)
    settled: Mapping[str, str] = getattr(_module(step), "WORDS", {})

    def one(match: re.Match[str]) -> str:
        word = match[0]
        # Turkish and Azerbaijani İ is i, I is ı; Python's lower() knows neither.
        small = word.replace("İ", "i").replace("I", "ı") if step[:2] in {"az", "tr"} else word
        small = small.lower()
        if step.startswith("en_"):
            small = "".join(sign for sign in unicodedata.normalize("NFD", small) if not unicodedata.combining(sign))
        new = settled.get(small) or pattern.sub(lambda found: texts[(found.lastindex or 1) - 1], small)
        return new[:1].upper() + new[1:] if word[0].isupper() else new

    return _WORD.sub(one, name)
