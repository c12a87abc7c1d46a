"""What is out, as publishing needs to know it: a line for each edition, and the edition itself only when asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, runtime_checkable

from syndicate.model import Edition, EditionState, LanguageTag, Origin, Unit, UnitKind


class Listed(Protocol):
    """What a list has to know of an edition to put it in its place."""

    @property
    def state(self) -> EditionState:
        """Whether it is out."""
        ...

    @property
    def origin(self) -> Origin:
        """Who wrote its words."""
        ...

    @property
    def published(self) -> datetime | None:
        """When it was first released."""
        ...

    @property
    def updated(self) -> datetime | None:
        """When its words last changed."""
        ...


class Released(Protocol):
    """An edition that was released, not yet read."""

    @property
    def article(self) -> str:
        """Id of its article."""
        ...

    @property
    def language(self) -> LanguageTag:
        """Its language."""
        ...

    @property
    def digest(self) -> str:
        """Of everything in it that may be published, and of whether its source has withdrawn it."""
        ...

    @property
    def withdrawn(self) -> datetime | None:
        """When its source withdrew it."""
        ...

    def listed(self) -> Listed:
        """Return its state, origin and dates: every build asks for them, of every edition."""
        ...

    def outline(self) -> Edition:
        """Return it as `outline` gives it; reading whole editions for this would cost what `load` saves."""
        ...

    def load(self) -> Edition:
        """Return it whole."""
        ...


@runtime_checkable
class Stock(Protocol):
    """Everything that was released, however much that is: a build asks again for what it has to read."""

    def __iter__(self) -> Iterator[Released]:
        """Give everything once."""
        ...

    def find(self, article: str, language: LanguageTag) -> Released:
        """Return one of them."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """An edition that is at hand: `Released` of a plain sequence."""

    edition: Edition
    """The edition."""
    digest: str
    """As `Released.digest`."""

    @property
    def article(self) -> str:
        """Id of its article."""
        return self.edition.article.id

    @property
    def language(self) -> LanguageTag:
        """Its language."""
        return self.edition.language

    @property
    def withdrawn(self) -> datetime | None:
        """When its source withdrew it."""
        return self.edition.withdrawn

    def listed(self) -> Edition:
        """Return it whole: it is in memory anyway."""
        return self.edition

    def outline(self) -> Edition:
        """Return it whole."""
        return self.edition

    def load(self) -> Edition:
        """Return it whole."""
        return self.edition


def given(edition: Edition | Released) -> Released:
    """Return *edition* as one that was released."""
    if not isinstance(edition, Edition):
        return edition
    return Given(edition, hashlib.sha256(repr(edition).encode("utf-8", "surrogatepass")).hexdigest()[:32])


def outline(edition: Edition) -> Edition:
    """Return what lists need of *edition*: ids, dates, sections, and the units that give title and summary."""
    kept = set(_told(edition.units))
    units = tuple(unit for index, unit in enumerate(edition.units) if index in kept)
    article = replace(edition.article, units=(), media=(), hints=(), notes=())
    return replace(edition, article=article, units=units, issues=(), translations=())


def _told(units: tuple[Unit, ...]) -> Iterator[int]:
    """Give the indices of the units from which title and summary may be taken, each kind up to the first with words."""
    for wanted in (None, UnitKind.TITLE, UnitKind.SUMMARY, UnitKind.PARAGRAPH):
        for index, unit in enumerate(units):
            if wanted is None or unit.kind is wanted:
                yield index
                if any(map(str.isalnum, unit.text)):
                    break
