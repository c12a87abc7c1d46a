"""A concept entry -> its YAML block, as an editor would write it.

Texts stand plain where that cannot be misread, else in double quotes. Maps and lists stand on one line, so
that a change is a one-line diff.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence

from syndicate.model import ConceptEntry, EntryKind

FIELDS = (
    "kind", "gender", "names", "short", "also", "avoid", "fixed", "forms", "say", "note", "source", "checked",
    "status", "part_of_speech", "case_sensitive", "keep",
)  # fmt: skip
"""The fields of a block, in the order in which they are written."""

Value = str | bool | Sequence[str] | Mapping[str, "Value"]
"""What a field holds: a text, a truth, terms, or any of these by language and case."""

# A plain text begins with a letter or digit, ends without a space, and has no sign that YAML knows, nor one
# that it knows inside braces. Anything but ASCII is a letter to it; a colon is one in the middle of an address.
_PLAIN = re.compile(r"[^\W_](?:(?:[^\x00-\x1f!-&*,:-@\[-^`{-\x7f]|:(?=/))*[^\x00-\x20!-&*,:-@\[-^`{-\x7f])?")


def block(entry: ConceptEntry, languages: Sequence[str] = (), end: str = "\n") -> str:
    """Return *entry* as the lines of its block, each with its line end.

    Args:
        entry: what a glossary holds.
        languages: the order in which languages stand in this file; others come after them as they are.
        end: the line end of the file.
    """
    lines = [f"{entry.id}:"]
    lines += [f"  {line(key, value, languages)}" for key, value in values(entry).items()]
    return "".join(line + end for line in lines)


def values(entry: ConceptEntry) -> dict[str, Value]:
    """Return what *entry* says, by field in the order of `FIELDS`; a field at its default says nothing."""
    silent = {"kind": EntryKind.TERM, "case_sensitive": True, "keep": False}
    found = {key: getattr(entry, key) for key in FIELDS}
    found["kind"] = str(entry.kind)
    for key in ("also", "avoid", "forms"):
        found[key] = {tag: terms for tag, terms in found[key].items() if terms}
    return {key: value for key, value in found.items() if value != silent.get(key) and value not in ("", {}, ())}


def line(key: str, value: Value, languages: Sequence[str] = ()) -> str:
    """Return a field as its line, without indent and line end; outside of braces a comma means nothing."""
    plain = (
        isinstance(value, str)
        and not value.startswith(",")
        and value[-1:] != ","
        and scalar(value.replace(",", "")) == value.replace(",", "")
    )
    return f"{scalar(key)}: {value if plain else flow(value, languages)}"


def flow(value: Value, languages: Sequence[str] = ()) -> str:
    """Return *value* on one line: `text`, `[one, other]` or `{en: Name}`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: languages.index(key) if key in languages else len(languages))
        return "{" + ", ".join(f"{scalar(key)}: {flow(value[key], languages)}" for key in keys) + "}"
    return "[" + ", ".join(scalar(item) for item in value) + "]"


def scalar(text: str) -> str:
    """Return *text* plain or in double quotes (YAML 1.2 section 7.3.1, of which JSON's strings are a part)."""
    if _PLAIN.fullmatch(text) and not any(_unseen(sign) for sign in text):
        return text
    # A line or paragraph separator is a line break to YAML, and a no-break space is not seen by the editor.
    return "".join(f"\\u{ord(s):04X}" if _unseen(s) else s for s in json.dumps(text, ensure_ascii=False))


def _unseen(sign: str) -> bool:
    return sign != " " and unicodedata.category(sign) in {"Zs", "Zl", "Zp", "Cc"}
