"""Unknown names of several languages -> proposed entries, as YAML that an editor can paste.

What was read in a text stands there as it is; what is only a rule's guess is marked `# proposed`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from syndicate.glossary.suggest import Unknown
from syndicate.glossary.transliteration import transliterate
from syndicate.model import EntryKind, LanguageTag

_ENGLISH = LanguageTag("en")
_FIRST = ("ru", "uk", "kk", "ky", "mn", "az", "tr", "uz", "be", "en")
"""Whose spelling a proposal is made from, where several are known."""
_LIKE = 2
"""Letters by which the English spellings of one name from two languages may differ."""
_PLAIN = re.compile(r"[^\W\d_](?:[\w .’ʼ-]*[\w.])?")
_SPECIAL = frozenset({"no", "yes", "on", "off", "true", "false", "null", "y", "n"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed entry."""

    id: str
    """Identifier, free in the glossary."""
    found: tuple[Unknown, ...]
    """What it was found as, one for each language."""
    names: Mapping[LanguageTag, tuple[str, str]]
    """For each language the name and what made it: empty where it was read, else the scheme."""
    short: Mapping[LanguageTag, tuple[str, str]]
    """The same for the surname alone."""

    @property
    def kind(self) -> EntryKind:
        """What it seems to name, by the language in which it stands most often."""
        country = any(scheme == "CLDR" for _, scheme in self.names.values())
        return EntryKind.PLACE if country else self.found[0].kind

    @property
    def gender(self) -> str:
        """Of a person m or f, where some language shows it."""
        if self.kind is not EntryKind.PERSON:
            return ""
        return next((each.gender for each in self.found if each.gender), "")

    @property
    def count(self) -> int:
        """How often it stands in all languages."""
        return sum(each.count for each in self.found)

    @property
    def documents(self) -> tuple[str, ...]:
        """The articles it stands in, sorted."""
        return tuple(sorted({name for each in self.found for name in each.documents}))


def propose(unknown: Iterable[Unknown], to: Sequence[LanguageTag], taken: AbstractSet[str]) -> list[Proposal]:
    """Return an entry for each name, the commonest first; one name in several languages is one entry.

    Args:
        unknown: the names of all languages.
        to: languages in which a spelling is wanted.
        taken: identifiers that are in use.
    """
    groups: list[tuple[str, list[Unknown]]] = []
    for each in sorted(unknown, key=lambda one: (-one.count, one.language, one.name)):
        key = _key(each)
        home = next((some for other, some in groups if key and _same(key, other, each, some)), None)
        if home is None:
            groups.append((key, [each]))
        else:
            home.append(each)
    used = set(taken)
    proposals = []
    for _, some in groups:
        names, short = _spellings(some, to)
        identifier = _identifier(some[0], used)
        used.add(identifier)
        proposals.append(Proposal(identifier, tuple(some), names, short))
    return sorted(proposals, key=lambda proposal: (-proposal.count, proposal.id))


def block(proposal: Proposal) -> str:
    """Return *proposal* as one block of a glossary file, ending in a line break."""
    return "".join(f"{line}\n" for line in _lines(proposal))


def _lines(proposal: Proposal) -> Iterator[str]:
    articles = len(proposal.documents)
    forms = "; ".join(
        f"{each.language}: " + ", ".join(f"{form} {count}" for form, count in each.forms) for each in proposal.found
    )
    yield f"# {proposal.count} in {articles} article{'s' * (articles != 1)}. {forms}"
    yield f"{proposal.id}:"
    yield f"  kind: {proposal.kind}  # proposed"
    if proposal.gender:
        yield f"  gender: {proposal.gender}  # proposed"
    seen = {form for each in proposal.found for form, _ in each.forms}
    for field, values in (("names", proposal.names), ("short", proposal.short)):
        if values:
            yield f"  {field}:"
        for tag, (text, scheme) in values.items():
            guess = f"  # proposed, {scheme}" if scheme else "" if text in seen else "  # proposed, from its cases"
            yield f"    {_scalar(tag)}: {_scalar(text)}{guess}"


def _scalar(text: str) -> str:
    """Return *text* as YAML reads it back."""
    if _PLAIN.fullmatch(text) and text.lower() not in _SPECIAL:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _english(unknown: Unknown, text: str) -> str:
    """Return *text* of *unknown* in English letters, empty where no rule gives it."""
    if unknown.language == _ENGLISH:
        return text
    if country := _country(text, unknown.language, _ENGLISH):
        return country
    spelling = transliterate(text, unknown.language, _ENGLISH)
    return spelling.text if spelling else ""


def _key(unknown: Unknown) -> str:
    return _plain(_english(unknown, unknown.name))


def _plain(text: str) -> str:
    """Return *text* in small letters without accents, only letters and digits, words apart."""
    text = text.replace("ı", "i").replace("ə", "a")
    letters = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z0-9]+", letters.lower().replace("’", "").replace("'", "")))


def _same(key: str, other: str, unknown: Unknown, some: Sequence[Unknown]) -> bool:
    """Whether a name is that of *some* in another language."""
    if any(each.language == unknown.language for each in some) or key.count(" ") != other.count(" "):
        return False
    if key == other:
        return True
    from rapidfuzz.distance import OSA

    # Of one word two letters are too much: Oral is not Osh.
    return " " in key and key[0] == other[0] and OSA.distance(key, other, score_cutoff=_LIKE) <= _LIKE


def _spellings(
    some: Sequence[Unknown], to: Sequence[LanguageTag]
) -> tuple[dict[LanguageTag, tuple[str, str]], dict[LanguageTag, tuple[str, str]]]:
    """Return name and short form in the languages of the texts and in those of *to*, each with its scheme."""
    names = {each.language: (each.name, "") for each in some}
    short = {each.language: (each.short, "") for each in some if each.short}
    if short:
        for each in some:
            if each.language not in short and " " in each.name:
                short[each.language] = (each.name.rpartition(" ")[2], "the last word")
    order = sorted(some, key=lambda each: _FIRST.index(each.language) if each.language in _FIRST else len(_FIRST))
    for tag in to:
        if tag in names:
            continue
        if country := next((name for each in some if (name := _country(each.name, each.language, tag))), ""):
            names[tag] = (country, "CLDR")
            continue
        # Between languages that write alike, what is read there needs no rule.
        spellings = [spelling for each in order if (spelling := transliterate(each.name, each.language, tag))]
        if not spellings:
            continue
        names[tag] = (spellings[0].text, spellings[0].scheme)
        surname = spellings[0].text.rpartition(" ")[2]
        if short and " " in spellings[0].text:
            short[tag] = (surname, spellings[0].scheme)
    return names, short


@cache  # CLDR is read once for a language
def _territories(language: LanguageTag) -> Mapping[str, str]:
    """Return CLDR's names of countries and regions by their codes."""
    from babel import Locale, UnknownLocaleError

    try:
        return dict(Locale.parse(language, sep="-").territories)
    except (UnknownLocaleError, ValueError):
        return {}


def _country(name: str, source: LanguageTag, target: LanguageTag) -> str:
    """Return what CLDR calls in *target* the country that it calls *name* in *source*; empty where it is none."""
    code = next((code for code, term in sorted(_territories(source).items()) if term == name), "")
    return _territories(target).get(code, "")


def _identifier(unknown: Unknown, used: AbstractSet[str]) -> str:
    """Return a free identifier: English letters, a person's surname first."""
    words = _plain(_english(unknown, unknown.name) or unknown.name).split()
    if unknown.kind is EntryKind.PERSON and len(words) > 1:
        words = [words[-1], *words[:-1]]
    plain = "-".join(words) or f"name-{unknown.language.lower()}"
    if plain[0].isdigit():
        plain = f"n-{plain}"
    found, number = plain, 1
    while found in used:
        number += 1
        found = f"{plain}-{number}"
    return found
