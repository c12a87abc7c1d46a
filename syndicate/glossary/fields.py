"""Blocks -> a concept entry, each field checked; every mistake says what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from syndicate.errors import DetectError
from syndicate.glossary.blocks import Block, Field, Problem, Refused
from syndicate.languages import wanted_language
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

TERM_LENGTH = 300
"""Characters of a term, at most."""

CASES = frozenset(
    {"nom", "gen", "dat", "acc", "ins", "loc", "voc", "abl", "com", "equ", "dir", "erg", "adv", "ess", "all", "ade"}
    | {"ill", "ine", "ela", "ter", "tra", "par", "abe", "lat", "ben", "cau", "cmp"}
)
"""Grammatical cases that `forms` may name: Universal Dependencies' values of Case, lower-case."""

_CASE_NAMES = {
    "nominative": "nom", "genitive": "gen", "dative": "dat", "accusative": "acc", "instrumental": "ins",
    "locative": "loc", "prepositional": "loc", "vocative": "voc", "ablative": "abl", "prp": "loc", "pre": "loc",
    "prep": "loc", "inst": "ins", "instr": "ins", "comitative": "com", "directive": "dir", "ergative": "erg",
    "adverbial": "adv", "equative": "equ",
}  # fmt: skip

_INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff\ufffd\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def entry(field: Field, file: str) -> tuple[ConceptEntry | None, list[Problem]]:
    """Read one entry.

    Args:
        field: the entry's identifier and its block.
        file: the file's name, for `ConceptEntry.file`.

    Returns:
        The entry, or None where something is wrong; and everything that is wrong.
    """
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    place = field.key
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", field.key):
        problems.append(Problem(field.line, f"“{field.key[:80]}” is not an identifier.", _better_id(field.key)))
    if field.block.shape != "map":
        problems.append(
            Problem(field.line, f"{place}: there are no fields under it.", "Write at least names: {en: Name}.")
        )
        return None, problems
    for part in field.block.fields:
        try:
            read = _FIELDS.get(part.key)
            if read is None:
                raise Refused(
                    part.line, f"“{part.key[:80]}” is not a field.", _nearest(part.key, _FIELDS, "Fields are")
                )
            values[part.key] = read(part.block)
        except Refused as refused:
            problems.append(_placed(refused.problem, f"{place}, {part.key}" if read else place))
        except _Several as several:
            problems += [_placed(problem, f"{place}, {part.key}", ", ") for problem in several.problems]
    if not any(part.key == "names" for part in field.block.fields):
        problems.append(Problem(field.line, f"{place}: “names” is missing.", "Write at least names: {en: Name}."))
    kind = values.get("kind", EntryKind.TERM)
    if kind is EntryKind.PERSON and values.get("gender", "") not in ("", "m", "f"):
        line = next(part.line for part in field.block.fields if part.key == "gender")
        problems.append(
            Problem(line, f"{place}, gender: a person's gender is m or f.", "Write one of them, or neither.")
        )
    if problems:
        return None, problems
    return ConceptEntry(id=field.key, **{"kind": kind, **values}, file=file, line=field.line), []


class _Several(Exception):  # noqa: N818 - a bag of Refused that never leaves this module
    """What is wrong inside one field, all of it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def _placed(problem: Problem, place: str, mark: str = ": ") -> Problem:
    return Problem(problem.line, f"{place}{mark}{problem.message}", problem.advice)


# -- one field ---------------------------------------------------------------------------------


def _text(block: Block) -> str:
    """Any text, as for a note: no control characters but line breaks."""
    if block.shape != "text":
        raise Refused(block.line, f"a {block.shape} stands where a text is wanted.", "Write one text.")
    value = unicodedata.normalize("NFC", str(block.value))
    for sign in value:
        if sign in _INVISIBLE or (unicodedata.category(sign) in {"Cc", "Co", "Cn"} and sign != "\n"):
            raise Refused(block.line, f"there is an invisible character (U+{ord(sign):04X}) in it.", "Take it away.")
    return value


def _term(block: Block) -> str:
    """A name or term: one line, not empty, no spaces about it."""
    if block.shape != "text":
        raise Refused(block.line, f"a {block.shape} stands where one term is wanted.", "Write one text.")
    value = _text(block)
    if not value.strip():
        raise Refused(block.line, "the term is empty.", "Write the term, or take the language away.")
    if not any(sign.isalnum() for sign in value):
        raise Refused(block.line, f"“{value[:80]}” holds no letter.", "Write the term.")
    if value != " ".join(value.split()):
        neat = " ".join(value.split())
        raise Refused(block.line, f"“{value[:80]}” has spaces too many, or a line break.", f"Write “{neat[:80]}”.")
    if len(value) > TERM_LENGTH:
        raise Refused(block.line, f"the term is longer than {TERM_LENGTH} characters.", "Shorten it.")
    return value


def _terms(block: Block) -> tuple[str, ...]:
    """A list of terms; one term alone counts as a list of one."""
    if block.shape == "text":
        return (_term(block),)
    if block.shape == "map":
        raise Refused(block.line, "a map stands where a list is wanted.", "Write [One, Other].")
    return tuple(_term(item) for item in block.items)


def _choice(*values: str) -> Callable[[Block], str]:
    def read(block: Block) -> str:
        value = _text(block)
        if value not in values:
            raise Refused(block.line, f"“{value[:80]}” is not known.", _nearest(value, values, "Write one of"))
        return value

    return read


def _gender(block: Block) -> str | Mapping[LanguageTag, str]:
    one = _choice("m", "f", "n", "pl")
    if block.shape == "list":
        raise Refused(block.line, "a list stands where a gender is wanted.", "Write m, f, n or pl, or {es: m, fr: f}.")
    return one(block) if block.shape == "text" else dict(_by_language(one)(block))


def _kind(block: Block) -> EntryKind:
    return EntryKind(_choice(*EntryKind)(block))


def _truth(block: Block) -> bool:
    return _choice("true", "false")(block) == "true"


def _by_language(read: Callable[[Block], Any]) -> Callable[[Block], Mapping[LanguageTag, Any]]:
    """A map from languages, each value read by *read*; all its mistakes are told."""

    def read_all(block: Block) -> Mapping[LanguageTag, Any]:
        if block.shape != "map":
            what = "nothing stands" if block.shape == "text" and not block.value else f"a {block.shape} stands"
            raise Refused(block.line, f"{what} where languages are wanted.", "Write {en: Name, ru: Имя}.")
        found: dict[LanguageTag, Any] = {}
        problems: list[Problem] = []
        for part in block.fields:
            try:
                tag = _language(part)
                if tag in found:
                    raise Refused(part.line, f"the language {tag} is here for the second time.", "Keep one of them.")
                found[tag] = read(part.block)
            except Refused as refused:
                problems.append(_placed(refused.problem, part.key[:80]))
            except _Several as several:
                problems += [_placed(problem, part.key[:80], ", ") for problem in several.problems]
        if problems:
            raise _Several(problems)
        return found

    return read_all


def _names(block: Block) -> Mapping[LanguageTag, str]:
    found: Mapping[LanguageTag, str] = _by_language(_term)(block)
    if not found:
        raise Refused(block.line, "there is no name in any language.", "Write at least {en: Name}.")
    return found


def _cases(block: Block) -> Mapping[str, str]:
    """Forms by case."""
    if block.shape != "map":
        raise Refused(block.line, f"a {block.shape} stands where cases are wanted.", "Write {gen: Form, dat: Form}.")
    problems: list[Problem] = []
    found: dict[str, str] = {}
    for part in block.fields:
        try:
            if part.key not in CASES:
                named = _CASE_NAMES.get(part.key.lower())
                advice = f"Write “{named}”." if named else _nearest(part.key, sorted(CASES), "Cases are")
                raise Refused(part.line, f"“{part.key[:80]}” is not a case.", advice)
            found[part.key] = _term(part.block)
        except Refused as refused:
            problems.append(_placed(refused.problem, part.key[:80]))
    if problems:
        raise _Several(problems)
    return found


_FIELDS: Mapping[str, Callable[[Block], Any]] = {
    "kind": _kind,
    "gender": _gender,
    "names": _names,
    "short": _by_language(_term),
    "also": _by_language(_terms),
    "avoid": _by_language(_terms),
    "fixed": _terms,
    "forms": _by_language(_cases),
    "say": _by_language(_term),
    "note": _text,
    "source": _text,
    "checked": _text,
    "status": _choice("preferred", "admitted", "forbidden"),
    "part_of_speech": _text,
    "case_sensitive": _truth,
    "keep": _truth,
}


# -- what to write instead ---------------------------------------------------------------------


def _nearest(word: str, known: Any, otherwise: str) -> str:
    close = get_close_matches(word.lower(), list(known), 1, 0.6)
    return f"Did you mean “{close[0]}”?" if close else f"{otherwise} {', '.join(known)}."


def _better_id(key: str) -> str:
    plain = unicodedata.normalize("NFKD", key.lower()).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    return f"Write “{slug[:80]}”." if slug else "Use small Latin letters, digits and hyphens: elbegdorj-tsakhiagiin."


def _language(field: Field) -> LanguageTag:
    """The key of a map of languages, canonical."""
    if ":" in field.key and field.block == Block("", "text", field.block.line):
        raise Refused(field.line, "the colon has no space after it.", "Write “en: Name”.")
    try:
        return wanted_language(field.key)
    except DetectError as error:
        quote = " A text that holds a comma stands in quotes." if field.block.value == "" else ""
        raise Refused(field.line, error.message, f"{error.advice}{quote}") from None
