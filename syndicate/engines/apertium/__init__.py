"""Apertium: rule-based, offline, quick; it works on a fresh machine. Run as programs (GPL), never linked.

`modes` finds the directions, `section` and `pipe` keep their programs running, `passage` stands between them, `memory`
knows what depends on a word alone, `mending` puts words in for the target's grammar, `grammar` takes readings away that
cannot be, `pool` knows how placeholders are tagged, `alignment` makes the answer of what comes out, `spelling` says
which of its words are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from syndicate.engines import EngineSettings
from syndicate.engines.apertium import grammar
from syndicate.engines.apertium.alignment import hypothesis
from syndicate.engines.apertium.lexicon import Lexicon, additions
from syndicate.engines.apertium.memory import Memory
from syndicate.engines.apertium.modes import Mode, installed
from syndicate.engines.apertium.passage import Passage
from syndicate.engines.apertium.pipe import Pipe, PipeDied
from syndicate.engines.apertium.pool import Pool, learn
from syndicate.engines.apertium.spelling import FORM, Speller
from syndicate.engines.apertium.stream import pieces
from syndicate.errors import EngineError, SyndicateError
from syndicate.model import UND, Ability, Direction, Hop, Hypothesis, LanguageTag, Link, Place, Protected, Segment

_TRIAL = Protected("1.", (), (), Segment(0, 0, 0, "1.", UND))
"""What every pair can translate: tells a dead engine from a segment that it dies of."""


def open_engine(settings: EngineSettings) -> ApertiumEngine:
    """Return the engine; nothing is started before the first `translate`."""
    return ApertiumEngine(settings)


class ApertiumEngine:
    """Every direction that Apertium has on this machine."""

    name = "apertium"
    watched = True
    """It keeps the time limit itself."""

    def __init__(self, settings: EngineSettings) -> None:
        self._timeout = settings.timeout
        self._cache = settings.cache
        # One pipe is some ten programs and keeps two cores busy; more only where the user asks for them.
        self._workers = max(1, settings.workers)
        self._modes: dict[Direction, Mode] | None = None
        self._memories: dict[Direction, Memory] = {}
        self._spellers: dict[LanguageTag, Speller] = {}
        self._pipes: dict[tuple[Direction, int], Pipe] = {}
        self._dumb: set[Direction] = set()
        """Directions that did not even answer to a trial: each batch more would wait for them in vain."""

    def _installed(self) -> dict[Direction, Mode]:
        if self._modes is None:
            self._modes = {mode.direction: mode for mode in installed()}
        return self._modes

    def hops(self) -> tuple[Hop, ...]:
        """Return every installed direction, with its Debian package and version."""
        return tuple(mode.hop for mode in self._installed().values())

    def faults(self) -> tuple[SyndicateError, ...]:
        """Return nothing: a mode that cannot be run is no direction, and Debian's own tools say why."""
        return ()

    def abilities(self, direction: Direction) -> frozenset[Ability]:
        """Return PLACEHOLDERS and RUNS for a direction that is installed."""
        return frozenset({Ability.PLACEHOLDERS, Ability.RUNS}) if direction in self._installed() else frozenset()

    def translate(self, direction: Direction, batch: Sequence[Protected]) -> list[Hypothesis]:
        """Translate *batch*. A segment that Apertium dies of twice is an empty hypothesis.

        A placeholder stands in the hypothesis as it stood in the source, under its Place.

        Raises:
            EngineError: the direction is not installed, or its programs do not run.
        """
        mode = self._installed().get(direction)
        if mode is None:
            raise EngineError(
                f"Apertium has no {direction} here.",
                advice="Install the pair, for example apt install apertium-eng-spa.",
            )
        if direction in self._dumb:
            raise _no_answer(mode)
        if direction not in self._memories:
            self._memories[direction] = Memory(self._learn(mode), additions(direction))
        memory = self._memories[direction]
        memory.tidy()
        asked = [(at, Passage(item, memory)) for at, item in enumerate(batch) if _has_words(item)]
        answers = [_unchanged(item) for item in batch]
        size = -(-len(asked) // self._workers) or 1
        parts = [asked[at : at + size] for at in range(0, len(asked), size)]
        with ThreadPoolExecutor(max_workers=self._workers) as workers:
            found = workers.map(
                lambda slot: self._work(mode, slot, [passage for _, passage in parts[slot]]), range(len(parts))
            )
            for part, hypotheses in zip(parts, found, strict=True):
                for (at, _), answer in zip(part, hypotheses, strict=True):
                    answers[at] = answer
        self._judge(direction.target, asked, answers)
        return answers

    def _learn(self, mode: Mode) -> Pool:
        """Return what *mode*'s dictionaries know of names; asked once more where they say nothing in time.

        Raises:
            EngineError: they said nothing twice. What is made without them would be remembered.
        """
        for again in (False, True):
            try:
                return learn(mode, self._timeout)
            except PipeDied:
                if again:
                    self._dumb.add(mode.direction)
        raise _no_answer(mode)

    def _judge(self, target: LanguageTag, asked: Sequence[tuple[int, Passage]], answers: list[Hypothesis]) -> None:
        """Note in *answers* the words that the generator made up, as words that the engine does not know."""
        speller = self._spellers.setdefault(target, Speller(target, self._timeout))
        if not speller.judges:
            return
        found = {at: _forms(passage, answers[at].text) for at, passage in asked}
        wrong = speller.wrong(form for forms in found.values() for form in forms.values())
        for at, forms in found.items():
            blamed = {place for place, form in forms.items() if form in wrong}
            if blamed:
                answers[at] = replace(answers[at], unknown=tuple(sorted({*answers[at].unknown, *blamed})))

    def _work(self, mode: Mode, slot: int, passages: Sequence[Passage]) -> list[Hypothesis]:
        """Translate *passages* through pipe number *slot*, starting it anew where it dies."""
        answers: list[Hypothesis] = []
        tried = -1
        while len(answers) < len(passages):
            at = len(answers)
            try:
                for passage, stream in zip(passages[at:], self._pipe(mode, slot).run(passages[at:]), strict=False):
                    answer = hypothesis(passage, pieces(stream))
                    if not answer.text.strip():
                        raise PipeDied("an empty answer")
                    answers.append(answer)
            except PipeDied:
                self._drop(mode.direction, slot)
                if tried == len(answers):
                    self._try_out(mode, slot)
                    answers.append(Hypothesis(""))
                tried = len(answers)
            except BaseException:
                self._drop(mode.direction, slot)  # what is on its way in it would answer the next batch
                raise
        return answers

    def _try_out(self, mode: Mode, slot: int) -> None:
        """Find out whether the pair runs at all.

        Raises:
            EngineError: it does not.
        """
        try:
            answers = list(self._pipe(mode, slot).run([Passage(_TRIAL, Memory({}, Lexicon()))]))
        except PipeDied:
            answers = []
        if not answers or "1" not in answers[0]:
            self._drop(mode.direction, slot)
            self._dumb.add(mode.direction)
            raise _no_answer(mode)

    def _pipe(self, mode: Mode, slot: int) -> Pipe:
        key = (mode.direction, slot)
        if key not in self._pipes:
            analysis, lookup, *rest = mode.sections
            rules = grammar.stages(mode.direction.source, self._cache, small="-w" in analysis[0])
            self._pipes[key] = Pipe([analysis, (*rules, *lookup), *rest], self._timeout)
        return self._pipes[key]

    def _drop(self, direction: Direction, slot: int) -> None:
        pipe = self._pipes.pop((direction, slot), None)
        if pipe is not None:
            pipe.close()

    def close(self) -> None:
        """Stop every program that was started."""
        for direction, slot in tuple(self._pipes):
            self._drop(direction, slot)
        for speller in self._spellers.values():
            speller.close()


def _no_answer(mode: Mode) -> EngineError:
    return EngineError(
        f"Apertium's {mode.name} does not answer.",
        where=mode.hop.model,
        advice=f"Try: echo 1 | apertium {mode.name}; then install the pair anew.",
    )


def _forms(passage: Passage, text: str) -> dict[tuple[int, int], str]:
    """Return the words of *text* that the generator wrote, by where they stand."""
    return {match.span(): match[0] for start, end in passage.written for match in FORM.finditer(text, start, end)}


def _has_words(protected: Protected) -> bool:
    """Whether there is anything to translate: a letter outside the placeholders."""
    done, rest = 0, []
    for placeholder in protected.placeholders:
        rest.append(protected.text[done : placeholder.start])
        done = placeholder.end
    return any(letter.isalpha() for part in [*rest, protected.text[done:]] for letter in part)


def _unchanged(protected: Protected) -> Hypothesis:
    """Return the text as it is, everything in its own place."""
    return Hypothesis(
        protected.text,
        tuple(Link(run, run) for run in protected.runs),
        tuple(Place(at, each.start, each.end, each.case) for at, each in enumerate(protected.placeholders)),
    )
