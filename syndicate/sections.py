"""Sections and tags: one id for each, one label in each language, kept in a file that people may edit.

`sections.yaml` has a line a section, its id first; the id is in the feeds and stays:

    roads: {en: Roads, es: Carreteras, uk: Дороги}

What stands there is never changed by the program; it only adds what is missing. The usual sections
of a newsroom are known without it (`templates/sections.yaml`): a word alone is what engines do worst.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from syndicate.errors import DetectError, PublishError
from syndicate.languages import language_tag, primary
from syndicate.model import UND, Article, Edition, LanguageTag, Source, Unit, UnitKind

_ENGLISH = LanguageTag("en")
_LONGEST = 48
_HEAD = """\
# The sections and tags of the site: an id for each, and its label in each language.
# Edit the labels as you like; ids are in the feeds, so leave them. New sections are added below by the program.
"""


@dataclass(frozen=True)
class Sections:
    """The table of labels."""

    names: Mapping[str, Mapping[LanguageTag, str]] = field(default_factory=dict)
    """For each id its labels by language."""

    @cached_property
    def ids(self) -> Mapping[tuple[str, str], str]:
        """The id for each primary language and label, the label folded."""
        found: dict[tuple[str, str], str] = {}
        for section, labels in self.names.items():
            for language, label in labels.items():
                found.setdefault(_key(language, label), section)
        return found

    def id_of(self, label: str, language: LanguageTag) -> str:
        """Return the id of the section called *label* in *language*; one made of the label where it is not known."""
        return self.ids.get(_key(language, label)) or slug(label)

    def knows(self, label: str, language: LanguageTag) -> bool:
        """Whether some section is called *label* in *language*."""
        return _key(language, label) in self.ids

    def label(self, section: str, language: LanguageTag) -> str:
        """Return what *section* is called in *language*; empty where nobody has said."""
        labels = self.names.get(section, {})
        # Of a language in another script than its usual one, the usual one's labels are no help.
        scripted = any(len(part) == 4 and part.isalpha() for part in language.split("-")[1:])
        return labels.get(language) or ("" if scripted else labels.get(primary(language), ""))


# Not state: the same label gives the same id, and a newsroom has few.
@lru_cache(maxsize=4096)
def slug(label: str) -> str:
    """Return an id for *label*: its Latin letters and digits with hyphens, else a digest of it; never empty."""
    plain = unicodedata.normalize("NFKD", label).casefold()
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    made = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    whole = all(char.isascii() or not char.isalnum() for char in letters)
    if made and whole and len(made) <= _LONGEST:
        return made
    return "s-" + sha256(_folded(label).encode("utf-8", "surrogatepass")).hexdigest()[:12]


# Not state: the file is part of the program.
@cache
def usual() -> Sections:
    """Return the sections that most newsrooms have."""
    return _read(Path(str(files("syndicate").joinpath("templates", "sections.yaml"))))


def load(path: Path) -> Sections:
    """Return the table in *path* over the usual sections; those alone where there is no file.

    Raises:
        PublishError: it is not such a table; `where` names file and section.
    """
    own = _read(path).names if path.is_file() else {}
    # The newsroom's own come first: a label that two sections have is the newsroom's.
    both = {section: {**usual().names.get(section, {}), **labels} for section, labels in own.items()}
    return Sections({**both, **{key: labels for key, labels in usual().names.items() if key not in own}})


def _read(path: Path) -> Sections:
    try:
        raw = yaml.safe_load(path.read_text("utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        said = " ".join(str(error).split())
        raise PublishError(f"the table of sections cannot be read: {said}.", where=str(path), advice=_ADVICE) from error
    if not isinstance(raw, dict):
        raise PublishError("the table of sections has no sections.", where=str(path), advice=_ADVICE)
    return Sections({_id(key, path): _labels(value, f"{path}: {key}") for key, value in raw.items()})


_ADVICE = "Write a line for each section, such as  politics: {en: Politics, es: Política}"


def _id(key: Any, path: Path) -> str:
    if not isinstance(key, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", key):
        raise PublishError(
            f"“{key}” is no id of a section.", where=str(path), advice="Use small Latin letters, digits and hyphens."
        )
    return key


def _labels(raw: Any, where: str) -> dict[LanguageTag, str]:
    if not isinstance(raw, dict) or not all(isinstance(each, str) and each.strip() for each in raw.values()):
        raise PublishError("this section has no labels.", where=where, advice=_ADVICE)
    try:
        return {language_tag(str(key)): " ".join(value.split()) for key, value in raw.items()}
    except DetectError as error:
        raise PublishError(error.message, where=where, advice=error.advice) from error


def save(path: Path, table: Sections) -> None:
    """Write what *table* has over the usual sections to *path*, one section a line, unless it says so already.

    Raises:
        PublishError: it cannot be written.
    """
    if load(path) == table:
        return
    lines = [
        f"{section}: {_flow({str(tag): label for tag, label in sorted(labels.items())})}\n"
        for section, labels in table.names.items()
        if labels != usual().names.get(section)
    ]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(_HEAD + "".join(lines), "utf-8")
        os.replace(beside, path)
    except OSError as error:
        raise PublishError(
            f"the table of sections cannot be written ({error.strerror}).",
            where=str(path),
            advice="Give yourself the right to write there.",
        ) from error


def _flow(labels: Mapping[str, str]) -> str:
    text: str = yaml.safe_dump(dict(labels), default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    return text.strip()


@dataclass(frozen=True, slots=True)
class Missing:
    """A label that has no word yet in some language."""

    section: str
    """Id of its section; empty for one that is new."""
    label: str
    """As its source has it."""
    language: LanguageTag
    """Its language."""
    target: LanguageTag
    """The language that it is wanted in."""


def missing(table: Sections, articles: Iterable[Article], to: Sequence[LanguageTag]) -> list[Missing]:
    """Return what *table* lacks for *articles* in the languages *to*, in the order of the articles, none twice."""
    found: dict[tuple[str, str, LanguageTag], Missing] = {}
    for article in articles:
        if article.language == UND:
            continue
        for raw in article.sections:
            label = " ".join(raw.split())
            # A whole sentence, or a number, is no section.
            if not label or len(label) > _LONGEST or not any(char.isalpha() for char in label):
                continue
            known = table.id_of(label, article.language) if table.knows(label, article.language) else ""
            for target in to:
                if primary(target) != primary(article.language) and not (known and table.label(known, target)):
                    one = Missing(known, label, article.language, target)
                    found.setdefault((*_key(article.language, label), target), one)
    return list(found.values())


def complete(
    table: Sections, gaps: Sequence[Missing], words: Mapping[tuple[LanguageTag, str, LanguageTag], str]
) -> Sections:
    """Return *table* with what was translated.

    Args:
        table: nothing that stands in it is changed.
        gaps: what `missing` gave.
        words: for language, label and target the label there; what could not be translated is left out.
    """
    names = {section: dict(labels) for section, labels in table.names.items()}
    known = dict(table.ids)
    for gap in gaps:
        english = words.get((gap.language, gap.label, _ENGLISH), "")
        section = gap.section or known.get(_key(gap.language, gap.label), "") or known.get(_key(_ENGLISH, english), "")
        if not section:
            section = _free(slug(english or gap.label), names)
            names[section] = {}
        word = words.get((gap.language, gap.label, gap.target), "")
        for language, label in ((gap.language, gap.label), (gap.target, word)):
            if label and language not in names[section]:
                names[section][language] = label
                known.setdefault(_key(language, label), section)
    return Sections(names)


def labelled(
    path: Path,
    articles: Sequence[Article],
    to: Sequence[LanguageTag],
    translate: Callable[[Sequence[Article]], Sequence[Edition]],
) -> Sections:
    """Return the table in *path* for *articles* in the languages *to*, with what was missing translated and kept.

    Args:
        path: of the table; it is written only when there is something to add.
        articles: whose sections are wanted.
        to: the languages of the site.
        translate: makes editions of articles. Labels go through it as headings, so that glossary and checks
            hold for them too; what a check finds fault with is left untranslated.

    Raises:
        PublishError: the table cannot be read or written.
    """
    table = load(path)
    gaps = missing(table, articles, to)
    if not gaps:
        return table
    by_language: dict[LanguageTag, dict[str, None]] = {}
    for gap in gaps:
        by_language.setdefault(gap.language, {})[gap.label] = None
    sheets = [_sheet(language, list(labels)) for language, labels in by_language.items()]
    words = {}
    for edition in translate(sheets):
        doubtful = {issue.unit for issue in edition.issues}
        # What has no way there, or failed, has neither units nor translations.
        pairs = zip(edition.article.units, edition.units, strict=True) if edition.translations else ()
        for index, (source, target) in enumerate(pairs):
            if index not in doubtful and target.text.strip():
                words[edition.article.language, source.text, edition.language] = " ".join(target.text.split())
    made = complete(table, gaps, words)
    if made != table:
        save(path, made)
    return made


def _sheet(language: LanguageTag, labels: Sequence[str]) -> Article:
    """Return *labels* as an article of headings; it is never published."""
    name = f"sections of {language}"
    units = tuple(Unit(UnitKind.HEADING, label, language=language) for label in labels)
    return Article(sha256(name.encode()).hexdigest()[:20], Source(name, name), units, language=language)


def _free(wanted: str, names: Mapping[str, object]) -> str:
    """Return *wanted*, with a number where another section has it."""
    number, name = 1, wanted
    while name in names:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _key(language: LanguageTag, label: str) -> tuple[str, str]:
    return primary(language), _folded(label)


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()
