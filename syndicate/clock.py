"""Times of day that an engine would translate word by word: at two in the morning, by noon, until half past six.

Like a date (`dates`), a time found here goes through the engine as a placeholder, its preposition with it, and comes
out as the target says it: `a las dos de la madrugada`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from syndicate.languages import primary
from syndicate.model import LanguageTag, Span, SpanKind

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905 - reads best so
_WORD = rf"\b(?:{'|'.join(_NUMBERS)})\b"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
# The stop of p.m. that ends a sentence is the sentence's.
_HALF = rf"\s?(?P<half>[ap])(?:\.\s?m(?:\.(?!\s*$|\s+(?-i:(?!{_DAYS}|[A-Z]{{2}})[A-Z“\"])))?|m\b)"
_PART = r" (?:in the (?P<part>morning|afternoon|evening)|(?P<night>at night))\b"
_BEFORE = (
    r"(?P<said>(?:shortly|just|soon|right) (?:before|after)|at (?:around|about)|at|by|until|till|before|after|around"
    r"|about|since|from|to|between|and)"
)
_TIME = re.compile(
    rf"(?<![\w’'-]){_BEFORE} (?:exactly |precisely )?(?:"
    rf"(?P<named>noon|midday|midnight)\b(?! [a-z]+(?:mass|train|deadline)\b)"
    rf"|(?:(?P<step>half past|(?:a )?quarter past|(?:a )?quarter to) )?"
    rf"(?:(?P<word>{_WORD})|(?P<hour>[01]?\d|2[0-4])(?![\d%])(?:[:.](?P<minutes>[0-5]\d)(?![\d%]))?)"
    rf"(?P<clock> o[’']clock)?(?:{_HALF}|{_PART})?)(?![\w%$€£-]|[.,:]\d)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\s*(?:$|[.,;:!?)”\"]|(?:and|but|on|when|while|as|for|to|in the)\b)|\s[–—-]")
"""What stands behind a bare number that is an hour: at two, ...; not at two schools."""
_SAID = {
    "at": ("a {t}", "à {t}"),
    "by": ("para {t}", "avant {t}"),
    "until": ("hasta {t}", "jusqu’à {t}"),
    "before": ("antes de {t}", "avant {t}"),
    "after": ("después de {t}", "après {t}"),
    "about": ("alrededor de {t}", "vers {t}"),
    "since": ("desde {t}", "depuis {t}"),
    "from": ("desde {t}", "de {t}"),
    "to": ("a {t}", "à {t}"),
    "from to": ("hasta {t}", "à {t}"),
    "between": ("entre {t}", "entre {t}"),
    "between and": ("y {t}", "et {t}"),
    "close before": ("poco antes de {t}", "peu avant {t}"),
    "close after": ("poco después de {t}", "peu après {t}"),
}
"""What is said before a time, in Spanish and in French."""
_SAME = {"till": "until", "around": "about", "at around": "about", "at about": "about"}
_LANGUAGES = ("es", "fr")
_HOURS: Mapping[str, tuple[str, ...]] = {
    "es": ("una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"),
    "fr": ("une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
}


def find_times(text: str, language: LanguageTag) -> tuple[Span, ...]:
    """Return the times of day of an English *text*, each with the preposition before it.

    A bare number is one only where a clause ends behind it (`until two.`), and a time without a preposition is left to
    the engine, which has a noun to put it to (`the 5 p.m. train`).
    """
    if primary(language) != "en":
        return ()
    found: list[Span] = []
    matches = list(_TIME.finditer(text))
    for at, match in enumerate(matches):
        follows = matches[at + 1] if at + 1 < len(matches) else None
        said = _said(match, found[-1] if found else None)
        if said and (_sure(match) or _bare(match, said, follows)):
            found.append(Span(match.start(), match.end(), SpanKind.DATE, "date", _about(match, said)))
    return tuple(found)


def _said(match: re.Match[str], before: Span | None) -> str:
    """Return the preposition of *match*, as it is listed here; the second of a pair says the first one as well."""
    said = re.sub(r"^(?:shortly|just|soon|right) ", "close ", match["said"].lower())
    said = _SAME.get(said, said)
    pair = f"{dict(before.attributes)['said']} {said}" if before and before.end + 1 == match.start() else ""
    if pair in _SAID:
        return pair
    return "" if said == "and" else said


def _sure(match: re.Match[str]) -> bool:
    """Whether *match* says by itself that it is a time of day."""
    if match["minutes"] is not None and match.string[match.start("minutes") - 1] == ":":
        return True
    if match["hour"] and (match["half"] or match["step"]) and not 1 <= int(match["hour"]) <= 12:
        return False
    return any(match[name] for name in ("named", "step", "clock", "half", "part", "night"))


def _bare(match: re.Match[str], said: str, follows: re.Match[str] | None) -> bool:
    """Whether the bare number of *match* is an hour: a clause ends behind it, or a time to which it is the first."""
    if follows and follows.start() == match.end() + 1 and f"{said} {follows['said'].lower()}" in _SAID:
        return _sure(follows)
    near = said in {"at", "until"} or said.startswith("close")
    return bool(near and match["word"] and _ALONE.match(match.string, match.end()))


def _about(match: re.Match[str], said: str) -> tuple[tuple[str, str], ...]:
    part = {"a": "a.m.", "p": "p.m."}.get((match["half"] or "").lower()) or (match["part"] or "").lower()
    hour = (match["named"] or match["word"] or match["hour"]).lower()
    step = (match["step"] or "").lower().removeprefix("a ")
    return (
        ("said", said),
        ("hour", hour),
        ("minutes", match["minutes"] or ""),
        ("step", step),
        ("part", "night" if match["night"] else part),
    )


def written(span: Span, language: LanguageTag) -> str | None:
    """Return the time of *span* as *language* says it in a sentence; None where we do not know how.

    >>> about = (("said", "at"), ("hour", "two"), ("minutes", ""), ("step", ""), ("part", "morning"))
    >>> written(Span(0, 21, SpanKind.DATE, "date", about), LanguageTag("es"))
    'a las dos de la madrugada'
    """
    code = primary(language)
    if code not in _LANGUAGES:
        return None
    about = dict(span.attributes)
    pattern = _SAID[about["said"]][_LANGUAGES.index(code)]
    if about["hour"] in {"noon", "midday", "midnight"}:
        return _named(pattern, about["hour"] == "midnight", code)
    number = _NUMBERS.index(about["hour"]) + 1 if about["hour"] in _NUMBERS else int(about["hour"])
    return (_spanish if code == "es" else _french)(pattern, number, about)


def _named(pattern: str, midnight: bool, code: str) -> str:
    if code == "fr":
        return pattern.format(t="minuit" if midnight else "midi")
    if midnight:
        return pattern.format(t="medianoche" if pattern.startswith("a ") else "la medianoche")
    return re.sub(r"\b(a|de) el ", r"\1l ", pattern.format(t="el mediodía"))


def _spanish(pattern: str, number: int, about: Mapping[str, str]) -> str:
    step = {"half past": " y media", "quarter past": " y cuarto", "quarter to": " menos cuarto"}.get(about["step"], "")
    figure = _HOURS["es"][number - 1] if about["hour"] in _NUMBERS else about["hour"]
    minutes = f":{about['minutes']}" if about["minutes"] else ""
    return pattern.format(t=f"{'la' if number == 1 else 'las'} {figure}{minutes}{step}{_part(number, about, 'es')}")


def _french(pattern: str, number: int, about: Mapping[str, str]) -> str:
    steps = {"half past": " et demie", "quarter past": " et quart", "quarter to": " moins le quart"}
    step = steps.get(about["step"], "")
    figure = _HOURS["fr"][number - 1] if about["hour"] in _NUMBERS else about["hour"]
    unit = "h" if about["minutes"] else "heure" if number == 1 else "heures"
    minutes = f" {about['minutes']}" if about["minutes"] else ""
    return pattern.format(t=f"{figure} {unit}{minutes}{step}{_part(number, about, 'fr')}")


def _part(number: int, about: Mapping[str, str], code: str) -> str:
    """Return the part of the day behind the hour *number*: of the early morning, of the morning, evening, night."""
    part = about["part"]
    late = number >= 8 and number != 12
    if part in {"a.m.", "morning"}:
        early = number < 5 or (number == 12 and part == "a.m.")
        return {"es": " de la madrugada" if early else " de la mañana", "fr": " du matin"}[code]
    if part == "p.m." and number == 12:
        return {"es": " del mediodía", "fr": ""}[code]
    if part == "night" or (part in {"p.m.", "evening"} and late):
        deep = part == "night" and number < 5
        return {"es": " de la madrugada" if deep else " de la noche", "fr": " du matin" if deep else " du soir"}[code]
    if part in {"p.m.", "evening", "afternoon"}:
        return {"es": " de la tarde", "fr": " de l’après-midi" if number < 6 else " du soir"}[code]
    return ""
