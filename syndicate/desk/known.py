"""The glossary, and what the desk's pages want to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from syndicate.glossary.audit import Finding, audit
from syndicate.glossary.entries import Glossary
from syndicate.glossary.normal import fold
from syndicate.model import UND, ConceptEntry, Failure
from syndicate.runs.known import Known


@dataclass(frozen=True)
class Names:
    """The glossary, and what the pages want to know of it."""

    known: Known
    """What the files say."""

    @property
    def glossary(self) -> Glossary:
        """The good entries."""
        return self.known.glossary

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Mistakes of the files."""
        return self.known.failures

    @cached_property
    def findings(self) -> dict[str, tuple[Finding, ...]]:
        """What is doubtful, by entry."""
        found: dict[str, list[Finding]] = {}
        for each in audit(self.glossary):
            found.setdefault(each.entry.id, []).append(each)
        return {key: tuple(some) for key, some in found.items()}

    @cached_property
    def searched(self) -> tuple[tuple[str, ConceptEntry], ...]:
        """Each entry with all that it can be found by, folded."""
        return tuple((_searched(entry), entry) for entry in self.glossary.entries.values())


def _searched(entry: ConceptEntry) -> str:
    terms = [*entry.names.values(), *entry.short.values()]
    terms += [term for some in (*entry.also.values(), *entry.avoid.values()) for term in some]
    return "\n".join([entry.id, *(fold(term, UND) for term in dict.fromkeys(terms))])
