"""What a newsroom adds to a pair's dictionaries: senses that news means, words they lack, letters of the target.

One file a direction, `<source>-<target>.txt`, one row a line: what stands in the source, a tab, what stands in the
target. With tags (`article<n>`) it is a sense: of the words the bilingual dictionary offers, the one that is meant in
news. Without tags it is a form that the analyser does not know or mistakes (rus-ukr takes бывший for a participle of
"to be"), and how it is written in the target. Where the other side begins with a slash (`/say<vblex><past>`), it is a
form that the analyser does know, and which of its analyses is meant. What needs more than a list of words is code:
`_spanish`, `_spanish_clauses`, `_french` and `_ukrainian` mend the words of a sentence before they are generated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import takewhile

from syndicate.engines.apertium.lexicon import _french, _spanish, _spanish_clauses, _ukrainian
from syndicate.model import Direction


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The additions for one direction."""

    senses: Mapping[str, str] = field(default_factory=dict)
    """Source lemma with its part of speech (`article<n>`), and the target lemma that is meant."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Forms in small letters, and how they are written in the target."""
    readings: Mapping[str, str] = field(default_factory=dict)
    """Forms in small letters, and how the analysis begins that is meant."""
    respell: Callable[[str], str] | None = None
    """Writes a word that nobody knows, mostly a name, in the letters of the target; None to copy it."""
    english: bool = False
    """Whether the source is English, whose past forms and surnames its neighbours tell."""
    mend: Callable[[Sequence[str]], list[tuple[str, ...]]] | None = None
    """Mends the words of a sentence before they are generated, each behind those put before it; None for none."""

    def unknown(self, word: str) -> str:
        """Return how *word*, which the dictionaries do not have, stands in the target."""
        known = self.words.get(word.lower())
        if known is not None:
            if word.isupper() and len(word) > 1:
                return known.upper()
            return known[0].upper() + known[1:] if word[0].isupper() else known
        return self.respell(word) if self.respell else word

    def read(self, form: str, analyses: list[str], before: Sequence[str], follows: str = "") -> list[str]:
        """Return of the *analyses* of *form* those that are meant.

        A form in -ed before a name or an article is no participle where no auxiliary stands before it: `praised
        Kosanov`. Before a name Mayor is a title, and behind a title Smith is a name.

        Args:
            form: as it stands in the source.
            analyses: the analyser's.
            before: the forms before it, the nearest last.
            follows: `name` where a person's name of ours follows, else the form that follows at once, small.
        """
        if form.lower() in self.words:
            return [f"*{form}"]
        near = takewhile(lambda word: word[0].isalnum(), reversed(before[-3:]))
        helped = any(_HELPS.search(word) for word in near)
        wanted = self.readings.get(form.lower())
        if wanted is not None and not ("<past>" in wanted and helped):
            return [each for each in analyses if each.startswith(wanted)] or analyses
        if not self.english:
            return analyses
        tag = ""
        if not helped and (follows == "name" or follows in _DETERMINERS) and _can_be_past(analyses):
            tag = "<vblex><past>"
        elif form in ("'s", "’s") and follows == "and":
            tag = "<gen>"
        elif form.lower() in ("about", "on") and follows == "name":
            tag = "<pr>"
        elif form[0].isupper() and any("<cog>" in each for each in analyses):
            titled = bool(before) and before[-1].lower().rstrip(".") in _TITLES
            tag = "<n><sg>" if follows == "name" else "<cog>" if titled else ""
        return [each for each in analyses if tag and tag in each] or analyses

    def meant(self, source: str, answers: list[str]) -> list[str]:
        """Return of the bilingual dictionary's *answers* for *source* the one that is meant, or all.

        A verb may be meant that is not among them: the generator has it all the same, under the same tags.
        """
        head, bracket, tags = source.partition("<")
        if not bracket:
            return answers
        # Capitals are the sentence's: Party, where a heading or the grammar gave it one.
        wanted = self.senses.get(f"{head.lower()}<{tags.partition('>')[0]}>")
        if wanted is None:
            return answers
        meant = [answer for answer in answers if answer.partition("<")[0].lower() == wanted][:1]
        if not meant and tags.startswith("vblex") and re.match(r"[^<@# ]+<vblex><", answers[0]):
            written = wanted.capitalize() if answers[0][0].isupper() else wanted
            return [written + answers[0][answers[0].index("<") :]]
        return meant or answers


def _can_be_past(analyses: Sequence[str]) -> bool:
    """Whether a form is a past tense or a participle; one like put, which is an infinitive too, is left alone."""
    return any("<pp>" in each for each in analyses) and not any("<inf>" in each for each in analyses)


_HELPS = re.compile(
    r"(?:^|[’'])(?:have|has|had|having|be|am|is|are|was|were|been|being|s|ve|d|re|m|get|got|gets|getting)(?:n[’']t)?$",
    re.IGNORECASE,
)
"""English words behind which a form in -ed is a participle."""
_DETERMINER_WORDS = "the a an his her its their our my your this that these those"
_DETERMINERS = frozenset(_DETERMINER_WORDS.split())
_TITLE_WORDS = """\
mr mrs ms miss dr sir lady president minister senator governor judge mayor professor doctor general colonel captain
lieutenant sergeant ambassador congressman congresswoman chancellor secretary justice coach"""
_TITLES = frozenset(_TITLE_WORDS.split())
"""English words behind which a surname stands, though it may be a noun as well."""
_RESPELLING = {"ru-uk": _ukrainian.respell}
_MENDING: Mapping[str, Callable[[Sequence[str]], list[tuple[str, ...]]]] = {
    "ru-uk": _ukrainian.mended,
    "es-fr": _french.without_personal_a,
    "en-es": lambda words: _spanish.around_persons(_spanish_clauses.mended(words)),
    "fr-es": _spanish.around_persons,
}


def lexicon(direction: Direction) -> Lexicon:
    """Return the additions for *direction*; empty ones where nobody has written any."""
    lines = text_of(direction).splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    senses = {source: target for source, target in rows if "<" in source}
    words = {source: target for source, target in rows if "<" not in source and target[0] != "/"}
    readings = {source: target[1:] for source, target in rows if target[0] == "/"}
    return Lexicon(
        senses, words, readings, _RESPELLING.get(str(direction)), direction.source == "en", _MENDING.get(str(direction))
    )


def text_of(direction: Direction) -> str:
    """Return the file of additions for *direction* as it is, for a digest: an edit is another translation."""
    file = resources.files(__name__).joinpath(f"{direction}.txt")
    return file.read_text("utf-8") if file.is_file() else ""
