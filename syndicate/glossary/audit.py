"""What is wrong with a glossary as a whole, though each entry can be read: for `syndicate glossary check`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from syndicate.glossary.commonplace import is_common
from syndicate.glossary.entries import Glossary, in_language
from syndicate.glossary.normal import fold, normalise
from syndicate.languages import primary
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing an editor should look at."""

    entry: ConceptEntry
    """The entry it is about; its file and line are the place."""
    message: str
    """What is wrong, in a sentence that names the words."""
    error: bool
    """Whether it makes the glossary unusable: a name that can never be published. Else advice."""

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.entry.file}:{self.entry.line}"


def audit(glossary: Glossary, languages: Sequence[LanguageTag] = ()) -> Iterator[Finding]:
    """Give what is doubtful in *glossary*, entry by entry.

    Args:
        glossary: entries that could be read.
        languages: every entry should have a name in these; none are asked for where empty.
    """
    names = _names(glossary)
    for entry in glossary.entries.values():
        yield from _contradictions(entry, names)
        yield from _same_forms(entry, names)
        yield from _common_words(entry)
        yield from _idle_fields(entry)
        yield from _mixed_scripts(entry)
        yield from _other_languages(entry)
        if missing := [tag for tag in languages if in_language(entry.names, tag) is None and not entry.keep]:
            yield Finding(entry, f"{entry.id}: there is no name in {', '.join(missing)}.", False)


_Names = dict[tuple[LanguageTag, str], list[tuple[str, str]]]
"""For a language and term as compared: who has it, and in which field."""


def _names(glossary: Glossary) -> _Names:
    """Index the preferred and short terms and other spellings of all entries."""
    found: _Names = {}
    for entry in glossary.entries.values():
        for tag, term, field in _terms(entry):
            holders = found.setdefault((tag, _key(term, tag)), [])
            if all(holder != entry.id for holder, _ in holders):
                holders.append((entry.id, field))
    return found


def _terms(entry: ConceptEntry) -> Iterator[tuple[LanguageTag, str, str]]:
    """Give language, term and field of everything that is read in a source."""
    for field, values in (("names", entry.names), ("short", entry.short)):
        for tag, term in values.items():
            yield tag, term, field
    for tag, terms in entry.also.items():
        for term in terms:
            yield tag, term, "also"


def _key(term: str, tag: LanguageTag) -> str:
    return fold(normalise(term, tag).text, tag)


def _contradictions(entry: ConceptEntry, names: _Names) -> Iterator[Finding]:
    """A term that must never be written, and must be written."""
    for tag, terms in entry.avoid.items():
        for term in terms:
            # Compared with its capitals: an entry may avoid “Internet” and prefer “internet”.
            own = term in (entry.names.get(tag), entry.short.get(tag))
            others = [name for name, field in names.get((tag, _key(term, tag)), ()) if name != entry.id]
            if own:
                yield Finding(entry, f"{entry.id}, avoid, {tag}: “{term}” is this entry's own name.", True)
            elif others:
                yield Finding(entry, f"{entry.id}, avoid, {tag}: “{term}” is a name of {', '.join(others)}.", True)


def _same_forms(entry: ConceptEntry, names: _Names) -> Iterator[Finding]:
    """A term that two entries have: in a text it will be ambiguous."""
    for tag, term, field in _terms(entry):
        holders = names[(tag, _key(term, tag))]
        # It is told once, at the first of the entries.
        if len(holders) > 1 and holders[0] == (entry.id, field):
            others = ", ".join(f"{name} ({where})" for name, where in holders[1:])
            whole = {field, *(where for _, where in holders[1:])} == {"names"}
            then = (
                "neither is written where it stands. Make one entry of them."
                if whole
                else "it counts where a full name stands."
            )
            yield Finding(entry, f"{entry.id}, {field}, {tag}: “{term}” is also in {others}; {then}", False)


def _common_words(entry: ConceptEntry) -> Iterator[Finding]:
    """A name of one word that is a common word too: May, Вера."""
    for tag, term, field in _terms(entry):
        if is_common(term, tag) and not entry.keep and entry.kind not in (EntryKind.TERM, EntryKind.TITLE):
            message = f"{entry.id}, {field}, {tag}: “{term}” is a common word as well; a sentence may begin with it."
            yield Finding(entry, message, False)


def _idle_fields(entry: ConceptEntry) -> Iterator[Finding]:
    """Something that is written and does nothing."""
    words = {word for _, term, _ in _terms(entry) for word in term.split()}
    for part in entry.fixed:
        if not set(part.split()) <= words:
            yield Finding(entry, f"{entry.id}, fixed: “{part}” is in none of its names.", False)
    for field, values in (("forms", entry.forms), ("say", entry.say), ("short", entry.short)):
        for tag in values:
            if in_language(entry.names, tag) is None:
                yield Finding(entry, f"{entry.id}, {field}, {tag}: there is no name in {tag}.", False)


def _mixed_scripts(entry: ConceptEntry) -> Iterator[Finding]:
    """A word with letters of two alphabets, which no text will ever match: Latin “a” in a Cyrillic name."""
    for tag, term, field in _terms(entry):
        for word in term.split():
            scripts = {script for sign in word for script in _SCRIPTS if unicodedata.name(sign, "").startswith(script)}
            if len(scripts) > 1 and "-" not in word:
                message = f"{entry.id}, {field}, {tag}: “{word}” mixes letters of two alphabets ({_letters(word)})."
                yield Finding(entry, message, False)


def _other_languages(entry: ConceptEntry) -> Iterator[Finding]:
    """Kyrgyz under its country's code, which is that of Kongo: no text in Kyrgyz will ever meet the name."""
    for tag, term, field in _terms(entry):
        if primary(tag) == "kg" and any(unicodedata.name(sign, "").startswith("CYRILLIC") for sign in term):
            yield Finding(entry, f"{entry.id}, {field}, {tag}: “{tag}” is Kongo. Write “ky” for Kyrgyz.", False)


def _letters(word: str) -> str:
    """Name the letters of the alphabet that *word* has fewer of."""
    letters = {script: [s for s in word if unicodedata.name(s, "").startswith(script)] for script in _SCRIPTS}
    script, signs = min(((script, signs) for script, signs in letters.items() if signs), key=lambda pair: len(pair[1]))
    return f"{script.title()}: {' '.join(signs)}"
