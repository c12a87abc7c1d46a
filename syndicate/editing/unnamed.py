"""The names that no entry knows in the articles of the state: looked for once, and kept until somebody looks again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from syndicate.glossary.capitals import Passage
from syndicate.glossary.entries import Glossary, in_language
from syndicate.glossary.match import Matcher
from syndicate.glossary.never import folded
from syndicate.glossary.proposals import Proposal, propose
from syndicate.glossary.suggest import Typo, Unknown, suggest
from syndicate.model import UND, Article, LanguageTag
from syndicate.prepare import prepare_article
from syndicate.state import State

SPELLINGS = (LanguageTag("en"), LanguageTag("es"), LanguageTag("ru"), LanguageTag("uk"))
"""Languages in which spellings are proposed where nobody says which."""
_FACT = "suggestions"
KEPT = 1000
"""Proposals that are kept, the commonest."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was found."""

    proposals: tuple[Proposal, ...] = ()
    """Names that no entry knows, the commonest first."""
    typos: tuple[Typo, ...] = ()
    """Words one letter away from a known name."""
    articles: int = 0
    """Articles that were looked through."""
    looked: datetime | None = None
    """When, where that is known."""


def look(
    articles: Iterable[Article], glossary: Glossary, to: Sequence[LanguageTag], never: AbstractSet[str] = frozenset()
) -> Suggestions:
    """Return the unknown names in *articles*.

    Args:
        articles: their languages found.
        glossary: what is known.
        to: languages to propose spellings in; `SPELLINGS` where empty.
        never: words not to be asked about, folded.
    """
    matchers: dict[LanguageTag, Matcher] = {}
    passages: dict[LanguageTag, list[Passage]] = {}
    number = 0
    for article in articles:
        number += 1
        for tag in sorted({unit.language or article.language for unit in article.units} - {UND}):
            if tag not in matchers:
                matchers[tag] = Matcher(glossary, tag)
        document = article.source.document or article.name
        for segment in prepare_article(article, matchers).segments:
            passages.setdefault(segment.language, []).append(Passage(document, segment))
    unknown: list[Unknown] = []
    typos: list[Typo] = []
    for tag, matcher in sorted(matchers.items()):
        some, near = suggest(passages.get(tag, []), tag, glossary, matcher.near_misses)
        unknown += some
        typos += near
    found = propose(unknown, to or SPELLINGS, frozenset(glossary.entries))
    return without(Suggestions(tuple(found), tuple(typos), number), glossary, never)


def without(found: Suggestions, glossary: Glossary, never: AbstractSet[str]) -> Suggestions:
    """Return *found* without what is known by now, and without what nobody shall be asked about."""
    known = {
        (tag, folded(term))
        for entry in glossary.entries.values()
        for tag, term in [*entry.names.items(), *((tag, term) for tag, some in entry.also.items() for term in some)]
    }

    def asked(each: Proposal) -> bool:
        names = [(one.language, folded(form)) for one in each.found for form in (one.name, one.forms[0][0])]
        return not any(name in known or name[1] in never for name in names)

    def doubted(each: Typo) -> bool:
        entry = glossary.entries.get(each.entry.id)
        also = in_language(entry.also, each.language) or () if entry else ()
        return entry is not None and folded(each.text) not in never and each.text not in also

    return replace(
        found,
        proposals=tuple(each for each in found.proposals if asked(each)),
        typos=tuple(each for each in found.typos if doubted(each)),
    )


def kept(state: State) -> Suggestions | None:
    """Return what was found when somebody looked last; None where nobody did."""
    value = state.facts.get(_FACT)
    if value is None:
        return None
    try:
        return msgspec.json.decode(value, type=Suggestions)
    except msgspec.MsgspecError:  # of another version of syndicate
        return None


def keep(state: State, found: Suggestions, now: datetime) -> Suggestions:
    """Keep what was found, with the moment, and return it."""
    held = replace(found, proposals=found.proposals[:KEPT], typos=found.typos[:KEPT], looked=now)
    state.facts.put(_FACT, msgspec.json.encode(held))
    return held
