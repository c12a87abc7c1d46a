"""The glossaries of a run: loaded only when an article is prepared or one of their files changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from syndicate.glossary.entries import Glossary, glossary, load_all
from syndicate.glossary.match import Matcher
from syndicate.model import Failure, LanguageTag
from syndicate.runs.changes import could_meet, edited_entries, names_why
from syndicate.runs.known import Known
from syndicate.runs.world import digest as digest_of
from syndicate.state import State
from syndicate.state.looked import Looked

_FACT = "glossary"
_FAILURES = "glossary failures"


class Glossaries:
    """The names of a run, and what is wrong in their files."""

    def __init__(
        self, paths: Sequence[Path], cache: Path, digest: str, state: State, known: Known | None = None
    ) -> None:
        """Take *paths*, files and folders.

        Args:
            paths: of the glossaries.
            cache: folder for parsed glossaries.
            digest: of the files' sizes and times.
            state: what the last run had.
            known: names that somebody has read already; taken up where they are those of the files.
        """
        self._paths = paths
        self._known = known if known is not None and digest_of(known.stamps) == digest else None
        self._cache = cache
        self._digest = digest
        self._state = state
        self.matchers: dict[LanguageTag, Matcher] = self._known.matchers if self._known else {}

    @cached_property
    def _loaded(self) -> tuple[Glossary, tuple[Failure, ...]]:
        if self._known is not None:
            return self._known.glossary, self._known.failures
        return load_all(self._paths, self._cache)

    @property
    def _same(self) -> bool:
        """Whether no file moved since the last run."""
        return self._state.facts.get(_FACT) == self._digest.encode()

    @property
    def glossary(self) -> Glossary:
        """The entries that are right."""
        return self._loaded[0]

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What is wrong in the files; entries that are right are used all the same."""
        kept = self._state.facts.get(_FAILURES)
        if self._same and kept is not None:
            return msgspec.json.decode(kept, type=tuple[Failure, ...])
        return self._loaded[1]

    def meeting(self, looked: Looked) -> dict[str, str]:
        """Return the articles that met an entry that was edited since, or could meet one that is new: id, and why."""
        if self._same:
            return {}
        now = self.glossary.digests
        edited = edited_entries(self._state.entries.digests(), now)
        met = self._state.articles.meeting(edited)
        if new := [one for one in edited if one in now]:
            known = (one for one in self._state.articles.all() if one.id not in met and looked.stands(one.id))
            met |= could_meet(known, glossary([self.glossary.entries[one] for one in new]))
        return {each: names_why(entries, edited) for each, entries in met.items()}

    def keep(self) -> None:
        """Keep the entries for the next run to compare with."""
        if self._same:
            return
        self._state.entries.keep(self.glossary.entries, self.glossary.digests)
        self._state.facts.put(_FAILURES, msgspec.json.encode(self.failures))
        self._state.facts.put(_FACT, self._digest.encode())
