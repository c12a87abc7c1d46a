"""Glossary files -> Glossary. Good entries survive their neighbours' mistakes, and every mistake is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from syndicate.errors import GlossaryError
from syndicate.glossary import shelf, ships
from syndicate.glossary.blocks import Problem
from syndicate.model import ConceptEntry, Failure, LanguageTag

SIZE = 64_000_000
"""Bytes of one glossary file, at most."""

FOREIGN = frozenset({".tbx", ".csv", ".tsv", ".xls", ".xlsx", ".ods"})
"""How files of glossaries end that are taken up by `syndicate glossary import`, and read by nothing else."""
_TAKE_UP = "What another program wrote is taken up by: syndicate glossary import FILE --into names.yaml"

_READER = "3"
"""Number of this reader: another one does not take up what this one has cached."""

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Glossary:
    """Entries that belong together in one run."""

    entries: Mapping[str, ConceptEntry]
    """By id, sorted by id."""
    cache: Path | None = field(default=None, compare=False)
    """Folder where what is worked out of the entries is kept for the next process; None where it is not."""
    beneath: Mapping[str, ConceptEntry] = field(default_factory=dict, compare=False)
    """By id, entries that ship and in whose place the newsroom's own stand; they count again when those go."""

    @cached_property
    def languages(self) -> tuple[LanguageTag, ...]:
        """Every language in which some entry has a preferred term, sorted."""
        return tuple(sorted({tag for entry in self.entries.values() for tag in entry.names}))

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The `entry_digest` of each entry, by id."""
        return {identifier: entry_digest(entry) for identifier, entry in self.entries.items()}

    @cached_property
    def digest(self) -> str:
        """20 hex digits of all that can change a translation; the same for the same entries in any files."""
        return _digest([(entry.id, _meaning(entry)) for entry in self.entries.values()])


def glossary(entries: Sequence[ConceptEntry]) -> Glossary:
    """Return a glossary of *entries*, whose ids must differ."""
    return Glossary(MappingProxyType({entry.id: entry for entry in sorted(entries, key=lambda entry: entry.id)}))


def load(paths: Sequence[Path], cache: Path | None = None) -> Glossary:
    """Read glossary files; nothing may be wrong in them.

    Args:
        paths: files, or folders whose `*.yaml` and `*.yml` are read, subfolders too.
        cache: folder for what was parsed, by digest of the file, and for the forms of the names; None for no cache.

    Raises:
        GlossaryError: something is wrong; the message tells everything that is.
    """
    found, failures = load_all(paths, cache)
    if len(failures) == 1:
        raise GlossaryError(failures[0].message, where=failures[0].where, advice=failures[0].advice)
    if failures:
        told = "\n".join(str(failure) for failure in failures)
        raise GlossaryError(f"there are {len(failures)} mistakes in the glossaries.\n{told}")
    return found


def load_all(paths: Sequence[Path], cache: Path | None = None) -> tuple[Glossary, tuple[Failure, ...]]:
    """Read glossary files; entries without a mistake survive. One that ships gives way to one of its id that does not.

    Args:
        paths: as for `load`.
        cache: as for `load`. What cannot be read or written there costs time, never the run.

    Returns:
        The glossary of the good entries, and every mistake of every file, by file and line.
    """
    entries: dict[str, ConceptEntry] = {}
    beneath: dict[str, ConceptEntry] = {}
    failures: list[Failure] = []
    for path in _files(paths, failures):
        try:
            found, problems = _read(path, cache)
        except OSError as error:
            failures.append(_failure(str(path), Problem(0, f"it cannot be read: {error.strerror}.", "")))
            continue
        for entry in found:
            first = entries.setdefault(entry.id, entry)
            if first is entry:
                continue
            ours, theirs = (entry, first) if ships(Path(first.file)) else (first, entry)
            if ships(Path(theirs.file)) and not ships(Path(ours.file)):
                entries[entry.id], beneath[entry.id] = ours, theirs
            else:
                message = f"{entry.id}: this entry already stands in {first.file}:{first.line}."
                problems.append(Problem(entry.line, message, "Keep one, or give one another identifier."))
        failures += [_failure(str(path), problem) for problem in sorted(problems)]
    return replace(glossary(list(entries.values())), cache=cache, beneath=beneath), tuple(failures)


def entry_digest(entry: ConceptEntry) -> str:
    """Return 20 hex digits of all in *entry* that can change a translation.

    Not its note, source, checked, file and line: a memory keyed by it survives an editor's remarks.
    """
    return _digest(_meaning(entry))


def fallbacks(language: LanguageTag) -> tuple[LanguageTag, ...]:
    """Return *language* and what may stand for it, nearest first: pt-BR, pt.

    A script is never crossed: uz-Cyrl has only itself, zh-Hant-TW has zh-Hant. (RFC 4647 section
    3.4 would go on to uz and zh.) uz-Latn has uz, whose usual script it is.
    """
    subtags = language.split("-")
    scripted = len(subtags) > 1 and len(subtags[1]) == 4 and subtags[1].isalpha()
    least = 2 if scripted else 1
    tags = [LanguageTag("-".join(subtags[:count])) for count in range(len(subtags), least - 1, -1)]
    if scripted:
        from babel.core import get_global

        usual = get_global("likely_subtags").get(subtags[0], "").split("_")
        if subtags[1] in usual:
            tags.append(LanguageTag(subtags[0]))
    return tuple(tags)


def in_language(values: Mapping[LanguageTag, _Value], language: LanguageTag) -> _Value | None:
    """Return the value of *language* or of its nearest fallback, None where there is none."""
    if language in values:
        return values[language]
    return next((values[tag] for tag in fallbacks(language) if tag in values), None)


def gender_of(entry: ConceptEntry, language: LanguageTag) -> str:
    """Return the gender of *entry*'s name in *language*: m, f, n or pl; empty where nobody said."""
    return entry.gender if isinstance(entry.gender, str) else in_language(entry.gender, language) or ""


def _meaning(entry: ConceptEntry) -> tuple[object, ...]:
    """What of *entry* can change a translation."""
    return (
        entry.kind, entry.gender, entry.names, entry.short, entry.also, entry.avoid, entry.fixed, entry.forms,
        entry.say, entry.status, entry.part_of_speech, entry.case_sensitive, entry.keep,
    )  # fmt: skip


def _digest(value: object) -> str:
    import msgspec

    return sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()[:20]


def _failure(file: str, problem: Problem) -> Failure:
    where = f"{file}:{problem.line}" if problem.line else file
    return Failure("glossary", where, problem.message, problem.advice)


# -- the rim: files and the cache --------------------------------------------------------------


def _files(paths: Sequence[Path], failures: list[Failure]) -> Iterator[Path]:
    """Give each glossary file once, in the order of *paths*, a folder's files sorted."""
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = sorted(file for suffix in ("yaml", "yml") for file in path.rglob(f"*.{suffix}") if file.is_file())
            inside = [file for file in inside if not any(part.startswith(".") for part in file.relative_to(path).parts)]
            if not inside:
                failures.append(_failure(str(path), Problem(0, "there is no .yaml file in this folder.", _TAKE_UP)))
        elif path.suffix.lower() in FOREIGN:
            failures.append(_failure(str(path), Problem(0, "it is another program's glossary.", _TAKE_UP)))
            continue
        elif path.is_file():
            inside = [path]
        else:
            failures.append(_failure(str(path), Problem(0, "there is no such file or folder.", "Check the path.")))
            continue
        for file in inside:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _read(path: Path, cache: Path | None) -> tuple[list[ConceptEntry], list[Problem]]:
    """Read one file, from *cache* where it has been read before."""
    if path.stat().st_size > SIZE:
        return [], [Problem(0, f"the file is larger than {SIZE // 1_000_000} MB.", "Split it into several.")]
    data = path.read_bytes()
    if cache is None:
        return _parse(data, str(path))
    import msgspec

    kept = _kept(data, cache)
    if kept is not None:
        entries, problems = kept
        return [replace(entry, file=str(path)) for entry in entries], problems
    found = _parse(data, str(path))
    shelf.put(cache, _name(data), msgspec.msgpack.encode(found))
    return found


def follow(cache: Path, was: bytes, now: bytes, before: ConceptEntry, after: ConceptEntry | None) -> None:
    """Keep in *cache* what a file says after one of its entries was edited, so that the others are not read again.

    Nothing is kept where the file as it was is not there, or has mistakes: it is read again then.

    Args:
        cache: as for `load`.
        was: the file before the edit.
        now: the file after it.
        before: the entry as it stood.
        after: as it stands; None where it is gone.
    """
    import msgspec

    kept = _kept(was, cache)
    if kept is None or kept[1] or sum(one.id == before.id for one in kept[0]) != 1:
        return
    entries = moved(kept[0], was, now, before, after)
    shelf.put(cache, _name(now), msgspec.msgpack.encode((entries, [])))


def moved(
    entries: Iterable[ConceptEntry], was: bytes, now: bytes, before: ConceptEntry | None, after: ConceptEntry | None
) -> list[ConceptEntry]:
    """Return *entries* as they stand after one of them was edited: it says something else, those below it moved.

    Args:
        entries: as they stood.
        was: the file of the edit before it.
        now: the file after it.
        before: the entry as it stood, by its id, file and line; None where it is new.
        after: as it stands; None where it is gone.
    """
    if before is None:
        return [*entries, after] if after is not None else [*entries]
    lines = now.count(b"\n") - was.count(b"\n")
    found: list[ConceptEntry] = []
    for one in entries:
        if one.id != before.id:
            below = lines and one.line > before.line and one.file == before.file
            found.append(replace(one, line=one.line + lines) if below else one)
        elif after is not None:
            found.append(replace(after, file=one.file, line=one.line))
    return found


def _name(data: bytes) -> str:
    return f"{sha256(_READER.encode() + data).hexdigest()[:40]}.glossary"


def _kept(data: bytes, cache: Path) -> tuple[list[ConceptEntry], list[Problem]] | None:
    """Return what is kept of a file; None where nothing is, or it was written by something else."""
    import msgspec

    kept = shelf.take(cache, _name(data))
    if kept is None:
        return None
    try:
        entries, problems = msgspec.msgpack.decode(kept, type=tuple[list[ConceptEntry], list[tuple[int, str, str]]])
    except msgspec.MsgspecError:
        return None
    return entries, [Problem(*problem) for problem in problems]


def _parse(data: bytes, file: str) -> tuple[list[ConceptEntry], list[Problem]]:
    """Read the bytes of one file."""
    from syndicate.glossary import blocks, fields

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return [], [Problem(line, "the file is not UTF-8.", "Save it in the encoding UTF-8.")]
    found, problems = blocks.read(text.replace("\r\n", "\n"))
    entries: list[ConceptEntry] = []
    for one in found:
        entry, wrong = fields.entry(one, file)
        problems += wrong
        if entry is not None:
            entries.append(entry)
    return entries, problems
