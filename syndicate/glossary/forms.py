"""What of an entry may stand in a text: the forms a source can have, the form a target gets, what it must not hold.

A case form comes from the entry's `forms` where an editor wrote it, else from the language's inflection;
a language without an inflection of ours has the terms as they are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TypedDict

from syndicate.glossary.entries import fallbacks, gender_of, in_language
from syndicate.glossary.families import family
from syndicate.languages import primary
from syndicate.model import ConceptEntry, EntryKind, Form, LanguageTag, Mention

SourceForm = tuple[str, str, str]
"""A text, the field it comes from, and its case."""

_LAST_WORD_ONLY = frozenset({"az", "ba", "crh", "ka", "kk", "ky", "mn", "tk", "tr", "tt", "ug", "uz"})
"""Languages in which a name of several words takes its suffixes at the end, the words before it unchanged."""


_CLITICS_ONLY = frozenset({"en"})
"""Languages whose one ending belongs to the phrase and not to the name: the 's of “the man I met's hat”. It stays
in the sentence, outside mention and form, where an engine can translate it."""


class _Grammar(TypedDict):
    """What an inflection wants to know of an entry."""

    kind: EntryKind
    gender: str
    fixed: tuple[str, ...]
    say: str


def target_form(mention: Mention, language: LanguageTag, case: str = "", *, text: str = "") -> Form | None:
    """Return what stands in a target in *language* for *mention*.

    Args:
        mention: the name as it was found; one found by its short form gives the short form.
        language: the target's language; pt-BR is served by pt, a script is never crossed.
        case: the case wanted, Universal Dependencies' name in lower case; empty for the name as it is.
        text: the mention as it stands in the source, needed for entries with `keep`.

    Returns:
        The form and its rule. Its case is not the one wanted where the language or its inflection
        has none such: then it is the name as written, with the case `nom`, or none. None where the entry has
        no term in *language*.
    """
    entry = mention.entry
    if entry.status == "forbidden":
        return None
    if entry.keep:
        kept = text or in_language(entry.names, language) or next(iter(entry.names.values()))
        return Form(kept, "", "keep")
    if mention.field == "family":
        families = family(entry, language)
        return next((form for form in families if form.case == case), families[0] if families else None)
    full = in_language(entry.names, language)
    term = (in_language(entry.short, language) if mention.field == "short" else None) or full
    if term is None:
        return None
    own = _overrides(entry, language, term)
    if case in own:
        return Form(own[case], case, "forms")
    inflected = _inflected(language)
    if inflected is None:
        return Form(term, "", "entry")
    if case not in ("", "nom"):
        from syndicate.glossary import inflection

        form = inflection.decline(term, inflected, case, **_grammar(entry, language))
        if form is not None:
            return form
    return Form(own["nom"], "nom", "forms") if "nom" in own else Form(term, "nom", "entry")


def allowed_forms(entry: ConceptEntry, language: LanguageTag) -> frozenset[str]:
    """Return every text that may stand for *entry* in a target in *language*.

    All case forms of its preferred and short terms; not `also`, not `avoid`. With `keep`, the terms of all languages.
    """
    if entry.status == "forbidden":
        return frozenset()
    if entry.keep:
        return frozenset({*entry.names.values(), *entry.short.values()})
    terms = (in_language(entry.names, language), in_language(entry.short, language))
    own = {form.text for term in terms if term for form in declension(entry, language, term)}
    return frozenset(own | {form.text for form in family(entry, language)})


def forbidden(entry: ConceptEntry, language: LanguageTag) -> frozenset[str]:
    """Return every text that must never stand in a target in *language*: `avoid` in all its cases.

    An entry whose status is forbidden gives its own terms, too. A text that another term of the
    entry allows is not among them.
    """
    terms = list(in_language(entry.avoid, language) or ())
    if entry.status == "forbidden":
        terms += [term for values in (entry.names, entry.short) if (term := in_language(values, language))]
    wrong = {form.text for term in terms for form in declension(entry, language, term)}
    return frozenset(wrong) - allowed_forms(entry, language)


def declension(entry: ConceptEntry, language: LanguageTag, term: str) -> Sequence[Form]:
    """Return every case of *term*, one of the names of *entry* in *language*: the editor's forms before the rules'."""
    own = _overrides(entry, language, term)
    forms = [Form(text, case, "forms") for case, text in own.items()]
    inflected = _inflected(language)
    ruled: Sequence[Form] = ()
    if inflected is not None:
        from syndicate.glossary import inflection

        ruled = inflection.paradigm(term, inflected, **_grammar(entry, language))
    if not ruled and "nom" not in own:
        ruled = (Form(term, "nom" if own or inflected else "", "entry"),)
    return [*forms, *(form for form in ruled if form.case not in own)]


def source_forms(entry: ConceptEntry, language: LanguageTag, tags: Sequence[LanguageTag]) -> Iterator[SourceForm]:
    """Give every form in which *entry* can stand in a source.

    Args:
        entry: the entry.
        language: the source's language, whose inflection counts.
        tags: the languages whose terms are read, such as pt and pt-BR for a source in pt.

    Returns:
        Text, field (names, short, also, `family` for the plural of a short form, or `surname` for the last word of a
        person's name that has no short form), and its case. One text comes once for each case that it can be.
    """
    inflected = _inflected(language) is not None
    for term, field in source_terms(entry, tags):
        if inflected or entry.forms:
            forms = [*declension(entry, language, term)]
            # What an editor keeps from declining, newspapers decline all the same: it is read, never written.
            forms += [
                replace(form, text=form.text.replace(part, declined.text))
                for part in entry.fixed
                if inflected and part in term.split() and part != term
                for declined in declension(replace(entry, fixed=(), forms={}), language, part)
                for form in forms
                if form.case == declined.case
            ]
            yield from dict.fromkeys((form.text, field, form.case) for form in forms)
        else:
            yield term, field, ""
    for form in family(entry, language):
        yield form.text, "family", form.case


def source_terms(entry: ConceptEntry, tags: Sequence[LanguageTag]) -> list[tuple[str, str]]:
    """Return what an editor wrote of *entry* that is read in a source, with its field: no inflected forms."""
    terms: list[tuple[str, str]] = []
    for tag in tags:
        name = entry.names.get(tag)
        if name:
            terms.append((name, "names"))
        if entry.short and (short := entry.short.get(tag)):
            terms.append((short, "short"))
        elif name and entry.kind is EntryKind.PERSON and len(last := name.rpartition(" ")[2]) > 2 and last != name:
            terms.append((last, "surname"))
        if entry.also:
            terms += [(other, "also") for other in entry.also.get(tag, ())]
    return terms


def inflects(language: LanguageTag) -> bool:
    """Whether names have more forms in *language* than the one that an editor wrote, by rules of ours."""
    return _inflected(language) is not None


def source_tags(languages: Sequence[LanguageTag], language: LanguageTag) -> tuple[LanguageTag, ...]:
    """Return which of a glossary's *languages* are read in a source in *language*, that language first.

    In pt its own terms and those of pt-BR, in uz those of uz-Latn, never those of uz-Cyrl.
    """
    near = [tag for tag in languages if tag in fallbacks(language) or language in fallbacks(tag)]
    return tuple(sorted(near, key=lambda tag: (tag != language, tag)))


def _overrides(entry: ConceptEntry, language: LanguageTag, term: str) -> Mapping[str, str]:
    """Return the cases of *term* that the editor wrote.

    `forms` are of the preferred name; one with as few words as the short form is the short form's. Either
    serves the other where the preferred name ends in the short form (Цахиагийн Элбэгдорж, Элбэгдорж).
    """
    table = in_language(entry.forms, language)
    if not table:
        return {}
    full = in_language(entry.names, language) or ""
    short = in_language(entry.short, language) or ""
    own: dict[str, str] = {}
    for case, form in table.items():
        words = len(form.split())
        owner = short if short and words != len(full.split()) and words == len(short.split()) else full
        if term == owner:
            own[case] = form
        elif owner == full and full.endswith(" " + term):
            own[case] = " ".join(form.split()[-len(term.split()) :])
        elif owner == short and term == full and full.endswith(" " + short) and primary(language) in _LAST_WORD_ONLY:
            own[case] = full.removesuffix(short) + form
    return own


def _grammar(entry: ConceptEntry, language: LanguageTag) -> _Grammar:
    """What an inflection wants to know of *entry*."""
    say = in_language(entry.say, language) or ""
    return {"kind": entry.kind, "gender": gender_of(entry, language), "fixed": entry.fixed, "say": say}


@cache  # a language's file does not come or go while we run, and looking for it costs more than declining
def _inflected(language: LanguageTag) -> LanguageTag | None:
    """Return the tag under which the inflection of *language* is known, None where there is none."""
    from syndicate.glossary import inflection

    if primary(language) in _CLITICS_ONLY:
        return None
    return next((tag for tag in fallbacks(language) if inflection.known(tag)), None)
