"""The forms of a whole glossary in one language: taken from the shelf for every entry that is as it was.

To inflect some thousand names takes a second, and every process has to know them. What is kept for an entry is found
by the entry's digest, in a file for the language, the terms that are read in it, and the rules: their source text and
the versions of the libraries that they ask. So an edit of one entry inflects one name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from syndicate.glossary import shelf
from syndicate.glossary.entries import Glossary
from syndicate.glossary.forms import SourceForm, inflects, source_forms, source_tags, source_terms
from syndicate.model import ConceptEntry, LanguageTag

_FEW = 50
"""Entries that are inflected sooner than a file is opened."""
_ASKED = ("pytrovich", "shevchenko-py")
"""Libraries that the rules ask."""
_Texts = tuple[list[str], bytes]
"""The texts of an entry, and for each the number of its sort."""
_Sorts = list[tuple[str, str]]
"""Fields and cases, by number."""


def expanded(glossary: Glossary, language: LanguageTag) -> Iterator[tuple[ConceptEntry, Sequence[SourceForm]]]:
    """Give each entry of *glossary* that is not forbidden, and every form in which it can stand in *language*.

    Where the glossary has a folder for it, what had to be inflected is kept there at the end.
    """
    tags = source_tags(glossary.languages, language)
    entries = [entry for entry in glossary.entries.values() if entry.status != "forbidden"]
    folder = glossary.cache
    inflected = inflects(language)
    if folder is None or len(entries) < _FEW or not inflected:
        for entry in entries:
            if inflected or entry.forms or entry.short:
                yield entry, tuple(source_forms(entry, language, tags))
            else:  # the most of a hundred thousand: as they are written
                yield entry, [(text, field, "") for text, field in source_terms(entry, tags)]
        return
    name = f"{sha256(repr((language, tags, _rules())).encode()).hexdigest()[:40]}.forms"
    sorts, before = _taken(folder, name)
    now: dict[str, _Texts] = {}
    fresh = False
    for entry in entries:
        digest = glossary.digests[entry.id]
        kept = before.get(digest)
        if kept is None:
            forms: Sequence[SourceForm] = tuple(source_forms(entry, language, tags))
            kept, fresh = _packed(forms, sorts), True
        else:
            forms = [(text, *sorts[sort]) for text, sort in zip(*kept, strict=True)]
        now[digest] = kept
        yield entry, forms
    if fresh:
        _put(folder, name, sorts, before, now)


def _packed(forms: Sequence[SourceForm], sorts: _Sorts) -> _Texts:
    """Return *forms* as they are kept; new *sorts* are added."""
    numbers = []
    for _, field, case in forms:
        if (field, case) not in sorts:
            sorts.append((field, case))
        numbers.append(sorts.index((field, case)))
    return [text for text, _, _ in forms], bytes(numbers)


def _taken(folder: Path, name: str) -> tuple[_Sorts, Mapping[str, _Texts]]:
    """Return what is kept under *name*; nothing where it cannot be read."""
    import msgspec

    data = shelf.take(folder, name)
    if data is None:
        return [], {}
    try:
        return msgspec.msgpack.decode(data, type=tuple[_Sorts, dict[str, _Texts]])
    except msgspec.MsgspecError:
        return [], {}


def _put(folder: Path, name: str, sorts: _Sorts, before: Mapping[str, _Texts], now: Mapping[str, _Texts]) -> None:
    """Keep the forms of *now*, and of *before* where that is not more: an edit is often taken back."""
    import msgspec

    gone = {digest: texts for digest, texts in before.items() if digest not in now}
    kept = {**gone, **now} if len(gone) <= len(now) else now
    shelf.put(folder, name, msgspec.msgpack.encode((sorts, kept)))


@cache  # neither our files nor what is installed changes while we run
def _rules() -> str:
    """Return a digest of all that decides a form, but for the entry."""
    digest = sha256()
    here = Path(__file__).parent
    for path in (*sorted(here.glob("*.py")), *sorted(here.glob("inflection/*")), here.parent / "languages.py"):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    for library in _ASKED:
        try:
            digest.update(version(library).encode())
        except PackageNotFoundError:
            digest.update(b"-")
    return digest.hexdigest()
