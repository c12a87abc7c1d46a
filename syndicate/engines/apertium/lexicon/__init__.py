"""What a newsroom adds to a pair's dictionaries: senses that news means, words they lack, letters of the target.

One file a direction, `<source>-<target>.txt`, one row a line: what stands in the source, a tab, what stands in the
target. With tags (`article<n>`) it is a sense: of the words the bilingual dictionary offers, the one that is meant in
news; with tags on the right as well (`pronóstico<n><m>`) the dictionary's own, which are wrong, are put right.
Without tags it is a form that the analyser does not know or mistakes (rus-ukr takes бывший for a participle of
"to be"), and how it is written in the target. Where the other side begins with a slash (`/say<vblex><past>`), it says
which of its analyses is meant, or, of a form that the analyser does not know, what it is: with a sense of its own, or
as another word that it knows (`resumed`, `/restart<vblex><past>`). What needs more than a list of words is code:
`_spanish`, `_spanish_clauses`, `_french` and `_ukrainian` mend the words of a sentence before they are generated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import resources
from itertools import takewhile

from syndicate.engines.apertium.lexicon import (
    _french,
    _spanish,
    _spanish_agreement,
    _spanish_clauses,
    _spanish_grammar,
    _spanish_order,
    _spanish_senses,
    _ukrainian,
    _ukrainian_participles,
)
from syndicate.engines.apertium.lexicon._rules import Step, chained
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
    mend: Step | None = None
    """Mends the words of a sentence before they are generated, each behind those put before it; None for none.

    A word that is to be written as it stands begins with `=`.
    """

    choose: Callable[[Sequence[str]], list[str]] | None = None
    """Names the target word of each source word of a sentence whose neighbours decide it; empty where none does."""

    order: Callable[[Sequence[str]], list[int]] | None = None
    """Says in which order the target has the words of a sentence, by their numbers; None for theirs."""
    punctuate: Callable[[str], str] | None = None
    """Puts the target's own signs into the stream before it is generated; None for no signs of its own."""
    signs: frozenset[str] = frozenset()
    """The words without one of which `punctuate` has nothing to do."""

    def joined(self, stream: str) -> str:
        """Return the analysed *stream* with & as a word, which no English analyser makes of it.

        Between words it is `and`; between two names (Marks & Spencer) it stays as it is.
        """
        return _AND.sub(_and, stream) if self.english and " & " in stream else stream

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
        settled = self.settled(form, analyses)
        if settled is not None:
            return settled
        near = takewhile(lambda word: word[0].isalnum(), reversed(before[-3:]))
        helped = any(_HELPS.search(word) for word in near)
        wanted = self.readings.get(form.lower())
        if wanted is not None and not helped:
            return _beginning(wanted, analyses)
        if not self.english:
            return analyses
        if _is_surname(form, analyses, before):
            return [f"*{form}"]
        tag = ""
        if not helped and (follows == "name" or follows in _DETERMINERS) and _can_be_past(analyses):
            tag = "<vblex><past>"
        elif form in ("'s", "’s") and follows == "and":
            tag = "<gen>"
        elif form in ("'", "’") and follows[:1].isalpha() and before and before[-1].endswith("s"):
            quoted = any(word in ("'", "‘") for word in before)
            return analyses if quoted else ["'s<gen>"]  # teachers' salaries
        elif form.lower() in ("about", "on") and follows == "name":
            tag = "<pr>"
        elif form[0].isupper() and any("<cog>" in each for each in analyses):
            titled = bool(before) and before[-1].lower().rstrip(".") in _TITLES
            tag = "<n><sg>" if follows == "name" else "<cog>" if titled else ""
        return [each for each in analyses if tag and tag in each] or analyses

    def settled(self, form: str, analyses: list[str]) -> list[str] | None:
        """Return of the *analyses* of *form* those that are meant; None where its neighbours decide it."""
        small = form.lower()
        if small in self.words:
            return [f"*{form}"]
        if analyses[0].startswith("*") and form in self.readings:  # Kazakh, whose capital is English
            return self.readings[form].split("/")
        if analyses[0].startswith("*") and small in self.readings:
            return [_like(each, form) for each in self.readings[small].split("/")]
        wanted = self.readings.get(small)
        if wanted is None:
            return None if self.english and _depends(form, analyses) else analyses
        return None if "<past>" in wanted else _beginning(wanted, analyses)

    def chosen(self, sources: Sequence[str]) -> list[str]:
        """Return for each of the *sources* of a sentence the target word that its neighbours ask for, or nothing."""
        return self.choose(sources) if self.choose else [""] * len(sources)

    def meant(self, source: str, answers: list[str], chosen: str = "") -> list[str]:
        """Return of the bilingual dictionary's *answers* for *source* the one that is meant, or all.

        A verb may be meant that is not among them: the generator has it all the same, under the same tags.

        Args:
            source: the word with its tags.
            answers: the dictionary's.
            chosen: the target word with its part of speech that `chosen` says; it counts before any other.
        """
        if chosen and answers and answers[0][:1] not in "@":
            lemma, bracket, part = chosen.partition("<")
            tags = answers[0].partition("<")[2].partition(">")[2]
            return [f"{lemma}{bracket}{part}{tags}"]
        head, bracket, tags = source.partition("<")
        if not bracket:
            return answers
        # Capitals are the sentence's: Party, where a heading or the grammar gave it one.
        wanted = self.senses.get(f"{head.lower()}<{tags.partition('>')[0]}>")
        if wanted is None:
            return answers
        lemma, _, corrected = wanted.partition("<")
        found = [answer for answer in answers if answer.partition("<")[0].lower() == lemma][:1]
        if not found and tags.startswith("vblex") and re.match(r"[^<@# ]+<vblex><", answers[0]):
            return [_like(lemma, answers[0]) + answers[0][answers[0].index("<") :]]
        if corrected:
            answer = found[0] if found else answers[0]
            known = corrected.count("<") + 1 if answer[0] != "@" else 1  # tags that are replaced
            parts = answer.split("<")[1:]
            found = ["<".join([_like(lemma, answer.lstrip("@")), corrected, *parts[known:]])]
        return found or answers


def _like(word: str, model: str) -> str:
    return word[0].upper() + word[1:] if model[0].isupper() else word


def _beginning(wanted: str, analyses: list[str]) -> list[str]:
    return [each for each in analyses if each.startswith(wanted)] or analyses


def _and(match: re.Match[str]) -> str:
    named = [_NAMED.search(match[side]) is not None for side in ("before", "after")]
    return f"{match['before']} ^&/{'*&' if all(named) else 'and<cnjcoo>'}$ "


def _depends(form: str, analyses: Sequence[str]) -> bool:
    """Whether there is a question at all about an English *form* that its neighbours answer; see `Lexicon.read`."""
    named = form[0].isupper() and (any("<cog>" in each for each in analyses) or _can_be_surname(form, analyses))
    return named or form.lower() in _ASKING or _can_be_past(analyses)


def _is_surname(form: str, analyses: Sequence[str], before: Sequence[str]) -> bool:
    """Whether *form*, which the dictionary has as a noun, is a name: by Flake, with a capital and nothing before it.

    What stands before it must be a preposition, a conjunction or a verb in small letters; an office, a body or a place
    (in Parliament) is none.
    """
    return bool(before) and before[-1] in _BEFORE_NAMES and _can_be_surname(form, analyses)


def _can_be_surname(form: str, analyses: Sequence[str]) -> bool:
    if not (form[0].isupper() and form[1:].islower()) or form.lower() in _BODIES:
        return False
    only = all(re.search(r"<n><sg>|<vblex>", each) for each in analyses)
    return only and any("<n><sg>" in each for each in analyses)


def _can_be_past(analyses: Sequence[str]) -> bool:
    """Whether a form is a past tense or a participle; one like put, which is an infinitive too, is left alone."""
    return any("<pp>" in each for each in analyses) and not any("<inf>" in each for each in analyses)


_AND = re.compile(r"(?P<before>\^(?:[^$\\]|\\.)*\$|\[[^\]]*\]) & (?=(?P<after>\^(?:[^$\\]|\\.)*\$|\[[^\]]*\]))")
"""An & between two words of a stream, or blanks that stand for names."""
_NAMED = re.compile(r"\^[A-Z][^/]*/(?:\*|.*<(?:cog|ant|al)>)")
"""A word that is a name of somebody or of a firm."""
_HELPS = re.compile(
    r"(?:^|[’'])(?:have|has|had|having|be|am|is|are|was|were|been|being|s|ve|d|re|m|get|got|gets|getting)(?:n[’']t)?$",
    re.IGNORECASE,
)
"""English words behind which a form in -ed is a participle."""
_ASKING = frozenset(["'s", "’s", "'", "’", "about", "on"])
"""English forms whose analysis the word behind them tells."""
_BEFORE_NAMES = frozenset(["by", "from", "with", "but", "against", "that", "said", "told", "when", "if", "because"])
_BODIES_WORDS = """\
parliament congress president minister mayor senate government court police committee council commission ministry
state county city town river street square university college school church house office party union bank army navy
chairman director secretary governor judge god lord king queen prince princess pope bishop heaven earth sun moon
spring summer autumn winter noon christmas easter lent ramadan internet web facebook constitution treaty act bill law
republic kingdom empire capital north south east west centre center museum theatre theater library hospital airport
station bridge park garden hall palace castle island lake sea ocean bay gulf cape mount mountain valley desert
assembly cabinet opposition crown press academy institute agency department board league federation association
foundation society company group club team championship cup prize award festival day week month year history
education health defence defense finance justice interior agriculture culture sport tourism trade labour labor
english russian french german spanish chinese monday tuesday wednesday thursday friday saturday sunday january february
march april may june july august september october november december"""
_BODIES = frozenset(_BODIES_WORDS.split())
"""Nouns that have a capital for what they name, not as somebody's name."""
_DETERMINER_WORDS = "the a an his her its their our my your this that these those"
_DETERMINERS = frozenset(_DETERMINER_WORDS.split())
_TITLE_WORDS = """\
mr mrs ms miss dr sir lady president minister senator governor judge mayor professor doctor general colonel captain
lieutenant sergeant ambassador congressman congresswoman chancellor secretary justice coach"""
_TITLES = frozenset(_TITLE_WORDS.split())
"""English words behind which a surname stands, though it may be a noun as well."""
_RESPELLING = {"ru-uk": _ukrainian.respell}
_PUNCTUATING = {
    "en-es": _spanish_order.punctuated,
    "fr-es": _spanish_order.punctuated,
    "ru-uk": _ukrainian_participles.closed_up,
}
_COMMA, _ENDS = ",<cm>", ("?<sent>", "!<sent>")
_SIGNS = {"en-es": frozenset([_COMMA, *_ENDS]), "fr-es": frozenset([_COMMA, *_ENDS]), "ru-uk": frozenset([_COMMA])}
"""The signs of the target that each of these looks for; a stream without them it gives back as it is."""
_CHOOSING = {"en-es": _spanish_senses.chosen}
_MENDING: Mapping[str, Step] = {
    "es-fr": _french.without_personal_a,
    "en-es": partial(
        chained,
        steps=(
            _spanish_grammar.spoken,
            _spanish_clauses.mended,
            _spanish.around_persons,
            _spanish_agreement.agreed,
        ),
    ),
    "fr-es": _spanish.around_persons,
}


def additions(direction: Direction) -> Lexicon:
    """Return the additions for *direction*; empty ones where nobody has written any."""
    file = resources.files(__name__).joinpath(f"{direction}.txt")
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    senses = {source: target for source, target in rows if "<" in source}
    words = {source: target for source, target in rows if "<" not in source and target[0] != "/"}
    readings = {source: target[1:] for source, target in rows if target[0] == "/"}
    pair = str(direction)
    return Lexicon(
        senses,
        words,
        readings,
        _RESPELLING.get(pair),
        direction.source == "en",
        partial(_ukrainian.mended, forms=words) if pair == "ru-uk" else _MENDING.get(pair),
        _CHOOSING.get(pair),
        _spanish_order.inverted if pair == "en-es" else None,
        _PUNCTUATING.get(pair),
        _SIGNS.get(pair, frozenset()),
    )


def text_of(direction: Direction) -> str:
    """Return the files of additions for *direction* as they are, for a digest: an edit is another translation."""
    files = sorted(resources.files(__name__).iterdir(), key=lambda file: file.name)
    return "\0".join(file.read_text("utf-8") for file in files if re.match(rf"{direction}\.[a-z.]+$", file.name))
