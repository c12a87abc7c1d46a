"""What a file of another program says -> entries, with the checks that a glossary file meets, and the same words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from syndicate.glossary import fields
from syndicate.glossary.blocks import Block, Field, Problem
from syndicate.glossary.exchange import Read
from syndicate.glossary.render import Value
from syndicate.model import ConceptEntry, LanguageTag


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as it was found, not yet looked at."""

    id: str
    """Its identifier in that file; may be anything, or empty."""
    values: Mapping[str, Value]
    """Field -> what it holds, as `render.values` gives it; languages and terms are unchecked."""
    line: int
    """Where it begins, from 1; 0 where that is not known."""


def entries(drafts: Sequence[Draft]) -> Read:
    """Check *drafts* as `fields.entry` does; ids that are no identifiers are made into some."""
    found: dict[str, ConceptEntry] = {}
    problems: list[Problem] = []
    stated = {draft.id for draft in drafts}
    for draft in drafts:
        name = draft.id
        if slug(name) != name or not name:
            name = identifier(draft.values.get("names", {}), slug(name))
            name = free(name, {*found, *stated})
        elif name in found:
            problems.append(Problem(draft.line, f"{name}: this entry stands twice.", "Keep one of them."))
            continue
        entry, wrong = checked(replace(draft, id=name))
        problems += wrong
        if entry is not None:
            found[name] = entry
    return list(found.values()), problems


def checked(draft: Draft) -> tuple[ConceptEntry | None, list[Problem]]:
    """Check one draft, whose id stays as it is: the entry, or None, and everything that is wrong."""
    return fields.entry(Field(draft.id, draft.line, _block(draft.values, draft.line)), "")


def slug(text: str) -> str:
    """Return *text* in small Latin letters, digits and hyphens; empty where nothing of it is Latin."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def identifier(names: Value | Mapping[LanguageTag, str], otherwise: str = "") -> str:
    """Return an identifier for what has *names*: *otherwise*, or its English name, or any in Latin letters."""
    known = {str(tag): str(text) for tag, text in names.items()} if isinstance(names, Mapping) else {}
    texts = [known[tag] for tag in sorted(known, key=lambda tag: (tag != "en", tag))]
    best = otherwise or next((made for text in texts if len(made := slug(text)[:80].strip("-")) > 1), "")
    # Without a Latin letter, its digest: the same name has the same identifier in every run.
    return best or f"name-{sha256(texts[0].encode() if texts else b'').hexdigest()[:8]}"


def free(name: str, taken: set[str] | frozenset[str]) -> str:
    """Return *name*, with a number where it is taken."""
    number = 2
    free_name = name
    while free_name in taken:
        free_name, number = f"{name}-{number}", number + 1
    return free_name


def _block(value: Value, line: int) -> Block:
    """Return *value* as the blocks that a YAML file with it would give."""
    if isinstance(value, Mapping):
        return Block([Field(key, line, _block(part, line)) for key, part in value.items()], "map", line)
    if isinstance(value, bool):
        return Block("true" if value else "false", "text", line)
    if isinstance(value, str):
        return Block(value, "text", line)
    return Block([_block(part, line) for part in value], "list", line)
