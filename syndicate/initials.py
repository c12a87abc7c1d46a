"""The initials beside a person's name: A. Toktosunova, Косанов Е., and how they stand in a target."""

from __future__ import annotations

import re

from syndicate.glossary.entries import in_language
from syndicate.model import ConceptEntry, EntryKind, LanguageTag, Mention, Segment

_ONE = r"(?:[^\W\d_][^\W\d_A-ZА-Я]?\.)"
_BEFORE = re.compile(rf"(?<![\w.])((?:{_ONE}[ \u00a0]?){{1,2}})$")
_BEHIND = re.compile(rf"[ \u00a0]{_ONE}(?:[ \u00a0]?{_ONE})?(?=[ \u00a0]*[,;:)]|[ \u00a0]+[^\W\dA-ZА-ЯЁІЇЄҐ])")


def extent(segment: Segment, mention: Mention) -> tuple[int, int]:
    """Return start and end of *mention* with the initials beside it; an engine would take A. for an article.

    Initials behind a name count only where the sentence goes on: a full stop may as well end it.
    """
    start, end = mention.start, mention.end
    if mention.entry.kind is not EntryKind.PERSON or mention.field == "family":
        return start, end
    before = _BEFORE.search(segment.text, 0, start)
    if before and all(part[0].isupper() for part in before[1].split()):
        start = before.start(1)
    behind = _BEHIND.match(segment.text, end)
    if behind and all(part[0].isupper() for part in behind[0].split()):
        end = behind.end()
    return start, end


def written(initials: str, entry: ConceptEntry, source: LanguageTag, target: LanguageTag) -> str:
    """Return *initials* as they stand in *target*: those of the given name in it (Е. of Єрмек is Є.), or as they are.

    Args:
        initials: as they stand in the source, with the space about them.
        entry: whose they are.
        source: the language they are written in.
        target: the language wanted.
    """
    own, other = (in_language(entry.names, tag) or "" for tag in (source, target))
    pairs = list(zip(own.split(), other.split(), strict=False))

    def of_name(match: re.Match[str]) -> str:
        name = next((theirs for ours, theirs in pairs if ours.startswith(match[1])), "")
        return f"{name[: len(match[1])]}." if name else match[0]

    return re.sub(r"([^\W\d_]{1,2})\.", of_name, initials)
