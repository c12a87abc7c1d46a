"""What an editor does with editions: look, correct a sentence, approve, hold, undo. Command line and desk call this.

Everything here works on an open state and takes effect in it at once: `decide` and `undo`
say what is out, and the next `syndicate publish` or `run` writes it. A correction makes the edition anew with
the next run, which translates nothing else. Nothing here reads a clock: the moment is an argument.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from syndicate.config import GateTable
from syndicate.errors import StateError
from syndicate.gate import action, always_read, reasons
from syndicate.model import MARKUP, Edition, Issue, LanguageTag, Segment, Span
from syndicate.state import State
from syndicate.state.corrections import Correction
from syndicate.state.decisions import Action, Decision
from syndicate.state.enlisting import words_digest
from syndicate.state.near import Suggestion
from syndicate.state.queue import Waiting
from syndicate.state.tallies import Wanted, counted


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an edition, as an editor sees it."""

    source: Segment
    """The source sentence, its inline elements on it; names and things to keep are not."""
    target: str
    """What stands in the edition now."""
    spans: tuple[Span, ...]
    """Inline elements on `target`."""
    correction: Correction | None
    """What a person wrote for it, which the next run takes if it is not there yet; None where nobody did."""

    @property
    def pending(self) -> bool:
        """Whether a person wrote for it what is not in the edition yet."""
        return self.correction is not None and self.correction.target != self.target

    @property
    def version(self) -> int:
        """What `correct` has to be given so that nobody's correction is overwritten unseen."""
        return self.correction.id if self.correction else 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """An edition on an editor's table."""

    edition: Edition
    """As it is now, with the reasons as its issues."""
    sentences: tuple[Sentence, ...]
    """In reading order; those only that were to be translated."""
    history: tuple[Decision, ...]
    """Every decision on it, the oldest first."""
    stale: tuple[Correction, ...]
    """Corrections made in it whose source sentence it does not have any more."""

    @property
    def version(self) -> int:
        """What `decide` and `undo` have to be given so that nobody is overruled unseen."""
        return max((one.id for one in self.history if one.undone is None), default=0)

    @property
    def words(self) -> str:
        """Digest of its words; `decide` has to be given it so that nobody decides on words unseen."""
        return words_digest(self.edition)


def waiting(state: State, wanted: Wanted, start: int = 0, most: int = 50) -> tuple[list[Waiting], int]:
    """Return the editions of *wanted* from number *start* on, newest first, and how many there are in all.

    Args:
        state: an open state.
        wanted: what is looked for.
        start: how many are passed over.
        most: how many are returned.
    """
    return state.queue.page(wanted, start, most), counted(state.queue.tallies(wanted.text), wanted).number


def why(line: Waiting, gate: GateTable) -> tuple[Issue, ...]:
    """Return why *line* is where it is: what holds it, then what is noted; what the gate lets pass is left out."""
    said = [issue for issue in line.issues if action(issue, gate) != "pass"]
    said.sort(key=lambda issue: (action(issue, gate) != "hold", -issue.severity))
    always = always_read(line.spoken, line.language, line.state, line.issues, gate)
    return (always, *said) if always else tuple(said)


def sheet(state: State, article: str, language: LanguageTag) -> Sheet:
    """Return an edition with everything an editor needs to judge it.

    Raises:
        StateError: there is no such edition.
    """
    edition = state.releases.edition(article, language)
    sentences = tuple(_sentences(state, edition))
    own = [one for one in state.corrections.known_in(article, language) if one.article == article]
    standing = {one.source.text for one in sentences}
    stale = tuple(one for one in own if one.source not in standing)
    return Sheet(edition, sentences, tuple(state.decisions.history(article, language)), stale)


def suggestions(state: State, sentence: Sentence, language: LanguageTag) -> list[Suggestion]:
    """Return what the memory has for sentences like this one, best first."""
    return state.translations.near(sentence.source.text, sentence.source.language, language)


def correct(
    state: State,
    article: str,
    language: LanguageTag,
    place: tuple[int, int],
    text: str,
    spans: Sequence[Span] = (),
    *,
    reviewer: str,
    when: datetime,
    version: int | None = None,
) -> Correction:
    """Keep what *reviewer* wrote in place of a sentence; it wins from now on over every engine, wherever it stands.

    Args:
        state: an open state.
        article: article id.
        language: the edition's language.
        place: unit and segment.
        text: the sentence.
        spans: inline elements on it, as `markup` reads them.
        reviewer: a name.
        when: the moment, with its zone.
        version: `Sentence.version` as the person saw it; None not to look.

    Raises:
        StateError: there is no such sentence, or somebody else corrected it meanwhile.
    """
    edition = state.releases.edition(article, language)
    segment = next(
        (one.source for one in _sentences(state, edition) if (one.source.unit, one.source.index) == place), None
    )
    if segment is None:
        where = f"{article} [{language}] {place[0]}.{place[1]}"
        raise StateError("there is no such sentence.", where=where, advice="See: syndicate review show")
    return state.corrections.add(
        segment, language, text, spans, reviewer=reviewer, when=when, article=article, version=version
    )


def besides(state: State, edition: Edition, place: tuple[int, int], gate: GateTable) -> tuple[Issue, ...]:
    """Return what holds *edition* besides its sentence at *place*, so that a correction of that does not let it out."""
    decision = state.decisions.current(edition.article.id, edition.language)
    by_hand = edition.issues[:1] if decision and decision.action is Action.HOLD else ()
    always = always_read(edition.article.language, edition.language, edition.state, (), gate)
    found = (issue for issue in reasons(edition, gate) if (issue.unit, issue.segment) != place)
    return (*by_hand, *((always,) if always else ()), *found)


def withdraw_correction(state: State, number: int, *, when: datetime, version: int | None = None) -> Correction:
    """Take a correction back; the one it replaced holds again, or else the machine.

    Raises:
        StateError: it does not hold any more.
    """
    return state.corrections.withdraw(number, when, version=version)


def decide(
    state: State,
    article: str,
    language: LanguageTag,
    act: Action,
    *,
    reviewer: str,
    when: datetime,
    note: str = "",
    version: int | None = None,
    words: str | None = None,
) -> Edition:
    """Let an edition out, keep it in, or leave it to the gate again; return it as it is then.

    Args:
        state: an open state.
        article: article id.
        language: the edition's language.
        act: `approve` lets it out as long as its words are those it has now. `hold` keeps it in, these words and
            every later version, until the hold is lifted; where its words are out they are taken out, and an
            earlier version with other words stays. `automatic` ends both.
        reviewer: a name.
        when: the moment, with its zone.
        note: why.
        version: `Sheet.version` as the person saw it; None not to look.
        words: `Sheet.words` as the person saw it; None not to look.

    Raises:
        StateError: there is none, it has no words, somebody else decided meanwhile, *words* is not
            the digest of its words, or it is to be approved while a correction is not in it yet.
    """
    if act is Action.APPROVE:
        _refuse_pending(state, state.releases.edition(article, language))
    _, edition = state.releases.decide(
        article, language, act, reviewer=reviewer, when=when, note=note, version=version, words=words
    )
    return edition


def undo(
    state: State, article: str, language: LanguageTag, *, when: datetime, version: int | None = None
) -> tuple[Decision, Edition]:
    """Undo the last decision on an edition, so that the one before it counts; return it, and the edition then.

    Raises:
        StateError: nothing was decided, or somebody else decided meanwhile.
    """
    return state.releases.undo(article, language, when, version=version)


def markup(text: str) -> tuple[str, tuple[Span, ...]]:
    """Return the plain text and the inline elements of what a person wrote with tags: `He <b>said</b> it.`.

    Elements that no edition may hold are left out, their words stay.
    """
    from lxml import html

    from syndicate.markup import flatten

    if "<" not in text and "&" not in text:
        return text.strip(), ()
    whole = html.fragment_fromstring(text, create_parent="div")
    nodes = [whole.text or "", *(part for each in whole for part in (each, each.tail or ""))]
    plain, spans = flatten(nodes)
    return plain, tuple(span for span in spans if span.kind in MARKUP)


def _sentences(state: State, edition: Edition) -> Iterator[Sentence]:
    """Give the sentences of *edition* that are remembered, each with what a person wrote for it."""
    for source, target, spans in state.releases.sentences(edition):
        written = state.corrections.of([source], edition.language, edition.article.id)
        one = written.get((source.unit, source.index))
        yield Sentence(source, target, one.spans if one and one.target == target else spans, one)


def _refuse_pending(state: State, edition: Edition) -> None:
    """Refuse an approval that would let out the very words that somebody corrected."""
    late = [f"{one.source.unit}.{one.source.index}" for one in _sentences(state, edition) if one.pending]
    if late:
        raise StateError(
            f"the correction of {', '.join(late)} is not in it yet, and the words from before would go out.",
            where=f"{edition.article.id} [{edition.language}]",
            advice="Run: syndicate run. Then look at it, and approve it.",
        )
