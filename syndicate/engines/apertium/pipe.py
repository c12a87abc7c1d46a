"""A running chain of Apertium's programs, kept open between segments."""

from __future__ import annotations

import select
import subprocess
import time
from collections.abc import Iterator, Sequence
from typing import Protocol

from syndicate.engines.apertium.modes import Stage
from syndicate.engines.apertium.section import Section, environment


class Traveller(Protocol):
    """What goes through a pipe: a `passage.Passage`."""

    def enter(self) -> str:
        """Return the stream for the first section."""
        ...

    def cross(self, section: int, stream: str) -> str:
        """Return *stream*, which came out of *section*, as the next section gets it."""
        ...


class PipeDied(Exception):  # noqa: N818 - an event between pipe and engine, not an error of a user's
    """A program of the chain ended, hung, or could not be started."""


def run_once(stage: Stage, text: str, timeout: float) -> str:
    """Run one program over *text* and return what it says.

    Raises:
        PipeDied: it cannot be started, or has not ended after *timeout* seconds.
    """
    arguments = [word for word in stage if word != "-z"]
    try:
        done = subprocess.run(arguments, input=text.encode(), capture_output=True, env=environment(), timeout=timeout)
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise PipeDied(str(problem)) from problem
    return done.stdout.decode("utf-8", "replace")


class Pipe:
    """The sections of one direction, running; we stand between them.

    One thread does all that is ours, when something has come out of a section or can be written to one: the programs
    have the other cores.

    Args:
        sections: the programs of each section, from `Mode.sections`.
        timeout: seconds that one call of `run` may take.

    Raises:
        PipeDied: a program cannot be started.
    """

    def __init__(self, sections: Sequence[Sequence[Stage]], timeout: float) -> None:
        self._timeout = timeout
        self._sections: list[Section] = []
        self._crossings: list[list[int]] = []
        """The numbers of the crossings behind each section: more than one where a section has no programs here."""
        try:
            for number, stages in enumerate(sections):
                if stages:
                    self._sections.append(Section(stages))
                    self._crossings.append([])
                self._crossings[-1].append(number)
        except OSError as problem:
            self.close()
            raise PipeDied(str(problem)) from problem

    def run(self, passages: Sequence[Traveller]) -> Iterator[str]:
        """Yield what comes out behind the last crossing for each of *passages*, in order.

        Raises:
            PipeDied: a program ended or the time is up; what was yielded until then holds.
        """
        deadline = time.monotonic() + self._timeout
        coming = [iter(passages) for _ in self._sections]
        left = len(passages)
        self._sections[0].put(passage.enter() for passage in passages)
        while left:
            out: list[str] = []
            for at in self._ready(deadline):
                streams = self._crossed(at, coming[at])
                if at + 1 < len(self._sections):
                    self._hand_on(at, streams)
                else:
                    out = streams[:left]
            left -= len(out)
            yield from out  # only now that the programs have work: who takes it may take long
            if left and self._sections[-1].over:
                raise PipeDied("a program ended")
            if left and not out and time.monotonic() >= deadline:
                raise PipeDied("no answer in time")

    def _ready(self, deadline: float) -> list[int]:
        """Return the sections that something has come out of; write to those that take more."""
        waited = select.poll()
        for section in self._sections:
            if not section.over:
                waited.register(section.exit, select.POLLIN)
            if section.waits:
                waited.register(section.entry, select.POLLOUT)
        found = {number for number, _ in waited.poll(max(0.0, deadline - time.monotonic()) * 1000)}
        for section in self._sections:
            if section.waits and section.entry in found:
                section.write()
        return [at for at, section in enumerate(self._sections) if section.exit in found]

    def _crossed(self, at: int, coming: Iterator[Traveller]) -> list[str]:
        """Return what has come out of section *at* as the next one gets it; where it is no stream, all is over."""
        section = self._sections[at]
        found: list[str] = []
        try:
            for stream, passage in zip(section.read(), coming, strict=False):
                for number in self._crossings[at]:
                    stream = passage.cross(number, stream)
                found.append(stream)
        except (ValueError, LookupError):
            section.over = True
        return found

    def _hand_on(self, at: int, streams: Sequence[str]) -> None:
        """Write *streams*, which came out of section *at*, to the next one; an end goes on as well."""
        behind = self._sections[at + 1]
        if streams:
            behind.put(streams)
        if self._sections[at].over:
            behind.end()

    def close(self) -> None:
        """Stop every program."""
        for section in self._sections:
            section.kill()
        for section in self._sections:
            section.close()
        self._sections.clear()
