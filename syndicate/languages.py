"""BCP 47 tags: validated once at the door, compared and shortened here."""

from __future__ import annotations

import re
from collections.abc import Mapping

from syndicate.errors import DetectError
from syndicate.model import LanguageTag

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}|[a-z]{5,8})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.IGNORECASE,
)

_ADVICE = "Write a BCP 47 tag such as en, uz-Cyrl or pt-BR."
_SHOWN = 80
"""Characters shown of what is no tag."""
_LANGUAGES = frozenset(
    """aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
    eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv
    ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne
    ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss
    st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu""".split()  # noqa: SIM905 - a list of 184 quoted codes would fill a page
)  # ISO 639-1

_COUNTRIES = {
    "kz": "kk", "ua": "uk", "ge": "ka", "cz": "cs", "jp": "ja", "cn": "zh", "dk": "da", "gr": "el", "by": "be",
    "tj": "tg", "eng": "en", "rus": "ru", "ukr": "uk", "usa": "en", "gb": "en",
}  # fmt: skip
"""What is written for a language by mistake, and is no language's code; `am`, Armenia's, is Amharic's."""

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from right to left in their usual script."""


def language_tag(text: str, *, where: str = "") -> LanguageTag:
    """Return *text* as a canonical BCP 47 tag (RFC 5646 section 2.1.1: az, uz-Cyrl, pt-BR).

    Underscores and capitals as in `pt_br` are forgiven. Extensions and private use are not
    admitted: nothing of ours could act on them.

    Raises:
        DetectError: *text* is not a well-formed tag.
    """
    match = _TAG.fullmatch(text.strip().replace("_", "-"))
    if match is None:
        raise DetectError(f"“{text[:_SHOWN]}” is not a language tag.", where=where, advice=_ADVICE)
    parts = [match["language"].lower()]
    if match["script"]:
        parts.append(match["script"].title())
    if match["region"]:
        parts.append(match["region"].upper())
    return LanguageTag("-".join(parts) + match["variants"].lower())


def wanted_language(text: str) -> LanguageTag:
    """Return *text*, by which a person names a language, as a tag: one that stands for a language.

    Raises:
        DetectError: it is no tag, or a country's code or a language's name stands for the language.
    """
    tag = language_tag(text)
    better = _meant(tag)
    if better is not None:
        raise DetectError(f"“{text}” is not the code of the language.", advice=f"Write “{better}”.")
    if not _exists(tag):
        raise DetectError(f"“{text}” is not a language.", advice=_ADVICE)
    return tag


def _meant(tag: LanguageTag) -> LanguageTag | None:
    """Return the language that is meant where *tag* is a country's code, an alias or a language's English name."""
    first = primary(tag)
    if first in _LANGUAGES:
        return None
    import babel
    from babel.core import get_global

    better = _COUNTRIES.get(first) or get_global("language_aliases").get(first)
    if better is None and len(first) > 3:
        names: Mapping[str, str] = babel.Locale("en").languages
        better = next((code for code, name in sorted(names.items()) if name.lower() == first), None)
    return None if better is None else LanguageTag(better)


def _exists(tag: LanguageTag) -> bool:
    """Whether there is the language of *tag*: CLDR names few of three letters, and knows how thousands are written."""
    first = primary(tag)
    if first in _LANGUAGES:
        return True
    import babel
    from babel.core import get_global

    return len(first) == 3 and (first in babel.Locale("en").languages or first in get_global("likely_subtags"))


def primary(tag: LanguageTag) -> LanguageTag:
    """Return the primary language of *tag*: uz for uz-Cyrl."""
    return LanguageTag(tag.split("-", 1)[0])


def without_region(tag: LanguageTag) -> LanguageTag:
    """Return *tag* without its region: en for en-US, uz-Cyrl for uz-Cyrl-UZ."""
    match = _TAG.fullmatch(tag)
    if match is None or not match["region"]:
        return tag
    return LanguageTag("-".join(filter(None, (match["language"], match["script"]))) + match["variants"])


def right_to_left(tag: LanguageTag) -> bool:
    """Whether *tag* is written from right to left."""
    subtags = tag.split("-")
    if len(subtags) > 1 and len(subtags[1]) == 4:
        return subtags[1] in {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"}
    return subtags[0] in RIGHT_TO_LEFT
