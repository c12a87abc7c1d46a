"""Editions -> a site of feeds and pages in every language, replaced as a whole."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from syndicate.built import Group, built
from syndicate.catalogue import Catalogue, Siblings
from syndicate.config import PublishSettings
from syndicate.difference import Difference, difference
from syndicate.errors import DetectError, PublishError
from syndicate.groups import digest, digest_of, groups_of, program
from syndicate.languages import language_tag
from syndicate.masthead import check
from syndicate.model import UND, Edition, EditionState, Failure, LanguageTag
from syndicate.released import Listed, Released, Stock
from syndicate.sections import Sections
from syndicate.site import Changes, compare, standing, update
from syndicate.writers import Channel, File
from syndicate.writers._dates import rfc3339

RELEASED = frozenset({EditionState.PUBLISHED, EditionState.NOTED})
"""The states that are written. Nothing else ever appears in a file."""

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a build did."""

    out: Path
    """Folder of the site."""
    languages: tuple[LanguageTag, ...]
    """Languages of the site, sorted."""
    editions: Mapping[LanguageTag, int]
    """Articles that each language has now."""
    written: tuple[str, ...]
    """Paths of files that are new or other than before, relative to the site, sorted."""
    unchanged: tuple[str, ...]
    """Paths of files that were not touched."""
    removed: tuple[str, ...]
    """Paths of files of an earlier build that are gone."""
    failures: tuple[Failure, ...] = ()
    """Editions that could not be published; all others were."""
    differences: tuple[Difference, ...] = ()
    """Of a rehearsal: what becomes of each article's page, by path."""

    def of(self, language: LanguageTag | None) -> Changes:
        """Return the changes to the files of one language; None gives those of the site as a whole."""

        def chosen(paths: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(path for path in paths if self._belongs(path) == language)

        return Changes(chosen(self.written), chosen(self.unchanged), chosen(self.removed))

    def _belongs(self, path: str) -> str | None:
        folder, slash, _ = path.partition("/")
        return folder if slash else None


def build(
    editions: Stock | Iterable[Edition | Released],
    settings: PublishSettings,
    out: Path,
    *,
    languages: Iterable[LanguageTag] = (),
    sections: Sections | None = None,
) -> PublishReport:
    """Write the site of *editions* into *out*: feeds, pages, and what else the writers give.

    Args:
        editions: everything that was ever released, in all languages, each with its dates. What is
            held, skipped or failed among them is left out, and what an earlier build wrote of it is
            removed. Of what is `Released` only those are loaded whose files have to be made again.
        settings: how the site calls itself.
        out: its folder: new, empty, or made by an earlier build.
        languages: that get a feed and a page even if they have no article yet.
        sections: what sections are called in each language; nothing is known of them where None.

    Raises:
        PublishError: the settings cannot be meant, the folder is not ours or cannot be written, or
            a document did not come out well-formed; the site is as it was.
    """
    languages = tuple(languages)
    with _catalogue(editions) as catalogue:
        fixed = _fixed(settings, sections or Sections())
        whole = digest_of(f"{fixed} {sorted(languages)}", map(repr, catalogue.lines()))
        check(settings)
        before = built(out)
        if standing(out, whole, before):
            paths = (path for made in before.groups.values() for path, _, _ in made.files)
            return PublishReport(out, tuple(before.counts), before.counts, (), tuple(sorted(paths)), ())
        channels, failures = _channels(catalogue, settings, languages, sections)
        counts = {channel.language: len(channel.editions) for channel in channels}
        # What could not be published is told again at every build.
        changes = update(out, groups_of(channels, fixed, before.groups), before, "" if failures else whole, counts)
        return _report(out, channels, changes, failures)


def rehearse(
    editions: Stock | Iterable[Edition | Released],
    settings: PublishSettings,
    out: Path,
    *,
    languages: Iterable[LanguageTag] = (),
    sections: Sections | None = None,
) -> PublishReport:
    """Say what `build` would do with the same arguments, article by article, and touch nothing.

    Raises:
        PublishError: as `build` does.
    """
    found: list[Difference] = []

    def watched(group: Group) -> Group:
        return dataclasses.replace(group, make=lambda: _watched(group.make(), out, found))

    check(settings)
    fixed = _fixed(settings, sections or Sections())
    with _catalogue(editions) as catalogue:
        channels, failures = _channels(catalogue, settings, languages, sections)
        before = built(out)
        changes = compare(out, map(watched, groups_of(channels, fixed, before.groups)), before)
        report = _report(out, channels, changes, failures)
    gone = (difference(path, (out / path).read_bytes(), None) for path in changes.removed if (out / path).is_file())
    found += [each for each in gone if each is not None]
    return dataclasses.replace(report, differences=tuple(sorted(found, key=lambda each: each.path)))


def _watched(files: Iterable[File], out: Path, found: list[Difference]) -> Iterator[File]:
    """Give *files*, and add to *found* what becomes of the articles among them."""
    for file in files:
        place = out / PurePosixPath(file.path)
        before = place.read_bytes() if place.is_file() else None
        if before != file.data and (made := difference(file.path, before, file.data)):
            found.append(made)
        yield file


@contextmanager
def _catalogue(editions: Stock | Iterable[Edition | Released]) -> Iterator[Catalogue]:
    """Open a catalogue of *editions* for one build.

    Raises:
        PublishError: there is no room for it.
    """
    try:
        with closing(Catalogue(editions)) as catalogue:
            yield catalogue
    except sqlite3.Error as error:
        if isinstance(editions, Stock):
            raise  # whoever keeps them knows better what is wrong
        raise PublishError(
            f"what is to be published cannot be put in order ({error}).",
            where=tempfile.gettempdir(),
            advice="See that the folder for temporary files has room; then publish again.",
        ) from error


def _report(out: Path, channels: Sequence[Channel], changes: Changes, failures: Sequence[Failure]) -> PublishReport:
    return PublishReport(
        out=out,
        languages=tuple(channel.language for channel in channels),
        editions={channel.language: len(channel.editions) for channel in channels},
        written=changes.written,
        unchanged=changes.unchanged,
        removed=changes.removed,
        failures=tuple(failures),
    )


def channels_of(
    editions: Stock | Iterable[Edition | Released],
    settings: PublishSettings,
    languages: Iterable[LanguageTag] = (),
    sections: Sections | None = None,
) -> tuple[Channel, ...]:
    """Return a channel for each language of *editions* and *languages*, sorted by language.

    Editions stand newest first, then by article id; each channel knows every edition of its articles. What a
    source has withdrawn is kept as it was, is marked, or is gone but for a word about it, as the settings say.
    """
    return _channels(Catalogue(editions), settings, languages, sections)[0]


def _channels(
    catalogue: Catalogue, settings: PublishSettings, languages: Iterable[LanguageTag], sections: Sections | None
) -> tuple[tuple[Channel, ...], list[Failure]]:
    """Return the channels of *catalogue*, and why some of it could not be published."""
    failures = list(_admit(catalogue, settings.withdrawn))
    siblings = Siblings(catalogue)
    everything = tuple(sorted({*catalogue.settle(), *languages}))
    channels = (
        Channel(
            language=language,
            editions=catalogue.published(language),
            siblings=siblings,
            languages=everything,
            settings=settings,
            withdrawn=catalogue.gone(language),
            table=sections or Sections(),
            load=catalogue.load,
        )
        for language in everything
    )
    return tuple(channels), failures


def _admit(catalogue: Catalogue, policy: str) -> Iterator[Failure]:
    """Put on the list what can be published; say why the rest cannot."""
    with catalogue.together():
        for number, one in catalogue.all():
            listed = one.listed()
            if listed.state not in RELEASED:
                continue
            problem = _problem(one, listed)
            if problem is None and listed.published is not None:
                withdrawn = None if policy == "keep" else one.withdrawn
                gone = withdrawn is not None and policy == "remove"
                first, moved = rfc3339(listed.published), listed.updated
                changed = rfc3339(moved) if moved and moved != listed.published else first
                if catalogue.admit(number, listed, withdrawn, first[:10], changed, gone=gone):
                    continue
            message, advice = problem or ("it is given twice", "Report this.")
            where = f"{one.outline().article.name} ({one.language})"
            yield Failure("publish", where, f"it cannot be published: {message}.", advice)


def _problem(one: Released, listed: Listed) -> tuple[str, str] | None:
    """Return why *one* cannot be published and what to do, or None if it can."""
    if not _ID.fullmatch(one.article):
        return f"“{one.article}” is no article id", "Ids are 20 hexadecimal digits; see the reader that made it."
    if not _speakable(one.language):
        return f"“{one.language}” is no language of a feed", "Say which language the article is in."
    for moment, name in ((listed.published, "published"), (listed.updated, "updated")):
        if moment is not None and moment.utcoffset() is None:
            return f"its date “{name}” has no zone", "Dates carry a zone; see what set it."
    if listed.published is None:
        return "it has no date of release", "Release it first."
    return None


# Not state: a tag is one or is none, and it is asked for every edition of a site.
@lru_cache(maxsize=256)
def _speakable(language: LanguageTag) -> bool:
    """Whether *language* is a tag as it should be, and says which language it is."""
    try:
        return language != UND and language_tag(language) == language
    except DetectError:
        return False


def _fixed(settings: PublishSettings, sections: Sections) -> str:
    """Digest what decides every file of the site: the program, the settings, the templates, the names of sections."""
    own = sorted(settings.templates.rglob("*")) if settings.templates else []
    templates = [(str(path), hashlib.sha256(path.read_bytes()).hexdigest()) for path in own if path.is_file()]
    names = sorted((name, sorted(said.items())) for name, said in sections.names.items())
    return digest(program(), settings, templates, names)
