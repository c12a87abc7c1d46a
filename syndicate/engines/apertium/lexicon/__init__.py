"""What a newsroom adds to a pair's dictionaries: senses that news means, words they lack, letters of the target.

One file a direction, `<source>-<target>.txt`, one row a line: what stands in the source, a tab, what stands in the
target. With tags (`article<n>`) it is a sense: of the words the bilingual dictionary offers, the one that is meant in
news. Without tags it is a form that the analyser does not know or mistakes (rus-ukr takes бывший for a participle of
"to be"), and how it is written in the target. Where the other side begins with a slash (`/say<vblex><past>`), it is a
form that the analyser does know, and which of its analyses is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

from syndicate.engines.apertium.lexicon import _ukrainian
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
    governed: Callable[[], Callable[[str], str]] | None = None
    """Begins a sentence whose prepositions ask for other cases than in the source; None where none do."""

    def unknown(self, word: str) -> str:
        """Return how *word*, which the dictionaries do not have, stands in the target."""
        known = self.words.get(word.lower())
        if known is not None:
            return known[0].upper() + known[1:] if word[0].isupper() else known
        return self.respell(word) if self.respell else word

    def read(self, form: str, analyses: list[str], before: Sequence[str]) -> list[str]:
        """Return of the *analyses* of *form* those that are meant; a participle may stand behind an auxiliary.

        Args:
            form: as it stands in the source.
            analyses: the analyser's.
            before: the forms before it, the nearest last.
        """
        if form.lower() in self.words:
            return [f"*{form}"]
        wanted = self.readings.get(form.lower())
        if wanted is None or ("<past>" in wanted and any(word.lower() in _AUXILIARIES for word in before[-3:])):
            return analyses
        return [each for each in analyses if each.startswith(wanted)] or analyses

    def government(self) -> Callable[[str], str]:
        """Return what mends the cases behind a preposition, asked for the words of one sentence in order."""
        return self.governed() if self.governed else str

    def meant(self, source: str, answers: list[str]) -> list[str]:
        """Return of the bilingual dictionary's *answers* for *source* the one that is meant, or all."""
        head, bracket, tags = source.partition("<")
        if not bracket:
            return answers
        # Capitals are the sentence's: Party, where a heading or the grammar gave it one.
        wanted = self.senses.get(f"{head.lower()}<{tags.partition('>')[0]}>")
        if wanted is None:
            return answers
        return [answer for answer in answers if answer.partition("<")[0].lower() == wanted][:1] or answers


_AUXILIARIES = frozenset("have has had having be am is are was were been being 's 've 'd get got".split())  # noqa: SIM905 - reads best
"""English words behind which a form in -ed is a participle."""
_RESPELLING = {"ru-uk": _ukrainian.respell}
_GOVERNMENT = {"ru-uk": _ukrainian.About}


def lexicon(direction: Direction) -> Lexicon:
    """Return the additions for *direction*; empty ones where nobody has written any."""
    lines = text_of(direction).splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    senses = {source: target for source, target in rows if "<" in source}
    words = {source: target for source, target in rows if "<" not in source and target[0] != "/"}
    readings = {source: target[1:] for source, target in rows if target[0] == "/"}
    return Lexicon(senses, words, readings, _RESPELLING.get(str(direction)), _GOVERNMENT.get(str(direction)))


def text_of(direction: Direction) -> str:
    """Return the file of additions for *direction* as it is, for a digest: an edit is another translation."""
    file = resources.files(__name__).joinpath(f"{direction}.txt")
    return file.read_text("utf-8") if file.is_file() else ""
