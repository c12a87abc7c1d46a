"""A form about an entry -> a change of its glossary file: the fewest lines, shown before they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from syndicate.glossary import save
from syndicate.model import ConceptEntry, LanguageTag

TEXTS = ("gender", "note", "source", "checked")
"""Fields of an entry that are one text."""
BY_LANGUAGE = ("names", "short", "say")
"""Fields that are one text for each language."""
LISTS = ("also", "avoid")
"""Fields that are several texts for each language; a form can add to them."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a form would do."""

    before: ConceptEntry
    """The entry as it stands in its file."""
    after: ConceptEntry
    """As it would stand there."""
    data: bytes
    """The file as it is: what was read is what may be replaced."""
    result: bytes
    """The file as it would be; the same bytes where nothing changes."""

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The lines that go (`-`) and come (`+`)."""
        made = unified_diff(self.data.decode().splitlines(), self.result.decode().splitlines(), n=0, lineterm="")
        return tuple((line[0], line[1:]) for line in list(made)[2:] if line[0] in "+-")

    def write(self) -> None:
        """Put the file in place.

        Raises:
            GlossaryError: it cannot be written, or somebody changed it since it was read.
        """
        save.write(Path(self.before.file), self.result, was=self.data)


def edited(entry: ConceptEntry, form: Mapping[str, str]) -> Edit:
    """Return what *form* makes of *entry*.

    Args:
        entry: as it was read.
        form: `names.uk`, `short.uk`, `say.tr`, `also.uk` (terms to add, with commas), `gender`, `note`, ...; what is
            empty, missing or as it stands is no change.

    Raises:
        GlossaryError: the file would not read back as meant; the message says which field and why.
    """
    path = Path(entry.file)
    data = save.read(path)
    changes = _changes(entry, form)
    if not changes:
        return Edit(entry, entry, data, data)
    result = save.revised(data, changes={entry.id: changes}, file=entry.file)
    after, _ = save.parsed(result.decode("utf-8-sig"), entry.file)
    return Edit(entry, after[entry.id], data, result)


def _changes(entry: ConceptEntry, form: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in sorted(form.items()):
        text = " ".join(value.split())
        field, _, tag = name.partition(".")
        if not text:
            continue
        if field in TEXTS and not tag and text != getattr(entry, field):
            found[field] = text
        elif field in BY_LANGUAGE and tag and text != getattr(entry, field).get(LanguageTag(tag)):
            found.setdefault(field, {})[tag] = text
        elif field in LISTS and tag:
            known = getattr(entry, field).get(LanguageTag(tag), ())
            new = tuple(dict.fromkeys(term for part in text.split(",") if (term := part.strip()) and term not in known))
            if new:
                found.setdefault(field, {})[tag] = new
    return found
