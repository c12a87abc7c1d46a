"""What an editor should know of how an article was read, and of its language: nothing doubtful goes out in silence."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.languages import primary
from syndicate.model import UND, Article, Detection, DetectionStatus, Issue, IssueType, LanguageTag
from syndicate.readers._article import GIVEN_SO

SHORT = 150
"""Letters of an article below which a language that is easily taken for another is a doubt."""
MIXED = 0.25
"""Share of the letters from which another language makes an article a mixed one."""
_ADVICE = "If it is wrong, say the language with --from."
_ALIKE = {
    "ba": "Tatar",
    "bg": "Macedonian or Russian",
    "da": "Norwegian",
    "gl": "Portuguese or Spanish",
    "kk": "Karakalpak or Khakas",
    "ky": "Tuvan or Altai",
    "mk": "Bulgarian or Serbian",
    "no": "Danish",
    "sr": "Macedonian",
    "tk": "Azerbaijani or Turkish",
    "tr": "Gagauz, Crimean Tatar, or Azerbaijani written without its own letters",
    "tt": "Bashkir",
    "uz": "Karakalpak or Tajik",
}
"""For each language those that a few words of it may be, as the tests of `benchmarks/languages.py` found."""

_STANDARDS = frozenset({"bs", "hr", "sr-Latn"})
"""Standards of one language in Latin letters."""


def doubts(found: Detection, article: Article) -> Iterator[Issue]:
    """Say what is doubtful about *found*, the language of *article*: each a note, unless the gate says otherwise."""
    if found.language == UND:
        return  # it is skipped, and the reason told
    others = [(tag, share) for tag, share in found.candidates if tag != found.language]
    if found.status is not DetectionStatus.CONFIRMED:
        rather = f", and may be {others[0][0]}" if others else ""
        yield _issue(f"the language is likely {found.language}{rather}.", 40.0)
    elif found.language in _STANDARDS:
        yield _issue(
            f"it is taken for {found.language}; Bosnian, Croatian and Serbian in Latin letters are not told apart.",
            30.0,
        )
    elif primary(found.language) in _ALIKE and _letters(article) < SHORT:
        alike = _ALIKE[primary(found.language)]
        yield _issue(f"so few words of {found.language} may also be {alike}.", 30.0)
    for tag, share in others:
        if share >= MIXED and found.status is DetectionStatus.CONFIRMED:
            yield _issue(f"{share:.0%} of the words are in {tag}, the rest in {found.language}.", 30.0)


def reading(article: Article) -> Iterator[Issue]:
    """Say what a reader could not keep of *article*, or had to guess: each a note, unless the gate says otherwise.

    That a feed gives a summary or a headline only is no doubt: it stands as its source gives it.
    """
    for note in article.notes:
        if note not in GIVEN_SO:
            yield Issue(IssueType.OTHER, "read", note, 30.0)


def left_in(article: Article, languages: frozenset[LanguageTag]) -> Iterator[Issue]:
    """Say which units of *article* stay in one of *languages*, from which no way leads."""
    for index, unit in enumerate(article.units):
        if unit.language in languages:
            comment = f"it stays in {unit.language}: no engine translates it from there."
            yield Issue(IssueType.OTHER, "detect", comment, 40.0, index)


def _issue(comment: str, severity: float) -> Issue:
    return Issue(IssueType.OTHER, "detect", comment, severity, advice=_ADVICE)


def _letters(article: Article) -> int:
    return sum(map(str.isalpha, "".join(unit.text for unit in article.units)))
