"""An edit of a name, carried out: what it touches, the glossary file, and the site with those sentences made anew.

The desk and `syndicate glossary edit` do the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from syndicate.config import Config, RunSettings
from syndicate.errors import GlossaryError, SyndicateError
from syndicate.glossary import own, revise, ships
from syndicate.glossary.entries import Glossary, follow, moved
from syndicate.glossary.entries import glossary as glossary_of
from syndicate.glossary.impact import Stale, affected, of_one
from syndicate.glossary.ledger import open_state
from syndicate.glossary.revise import Edit
from syndicate.model import EditionState
from syndicate.report import Outcome, RunReport
from syndicate.runs.known import Known
from syndicate.runs.world import Stamps, stamps
from syndicate.state import State, edits
from syndicate.state.database import stands

Renew = Callable[[datetime, Known | None], RunReport]


@dataclass(frozen=True, slots=True)
class Step:
    """An edit, and the names on both sides of it."""

    edit: Edit
    """The edit."""
    before: Known
    """The names as they stand."""
    after: Known
    """As they would be; in no file yet."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an edit."""

    edit: Edit
    """The edit."""
    stale: tuple[Stale, ...] = ()
    """The sentences that it touched."""
    report: RunReport | None = None
    """Of the run that made them anew; None where none was made."""
    problem: str = ""
    """Why they were not made anew; the file is saved all the same."""
    known: Known | None = None
    """The names as they stand now; None where the files have to be read."""

    @property
    def articles(self) -> int:
        """How many articles it touched."""
        return len({one.sentence.article for one in self.stale})

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of the editions that it touched."""
        places = {(one.sentence.article, one.sentence.language) for one in self.stale}
        found = self.report.outcomes.among({article for article, _ in places}) if self.report else ()
        return tuple(one for one in found if (one.id, one.language) in places)

    @property
    def states(self) -> Mapping[EditionState, int]:
        """How many of these editions are published, noted, held, ..."""
        counted = Counter(one.state for one in self.outcomes)
        return {state: counted[state] for state in EditionState if counted[state]}


def at_home(edit: Edit, run: RunSettings) -> Edit:
    """Return *edit*, but what it would change of an entry that ships as a new entry of the newsroom's own, which wins.

    Args:
        edit: of an entry in any file.
        run: what says which file is the newsroom's own; it need not exist.

    Raises:
        GlossaryError: the entry ships, and would be gone; or the newsroom has no file of its own.
    """
    if not ships(Path(edit.file)) or edit.data == edit.result:
        return edit
    if edit.after is None:
        advice = "Change it; or copy those files, take it out of the copy, and name that in [run] glossaries."
        raise GlossaryError(f"{edit.id} ships with syndicate, and cannot be taken out.", where=edit.file, advice=advice)
    return revise.put(edit.after, own.home(run))


def step(before: Known, edit: Edit) -> Step:
    """Return *edit*, and the names as they would be after it."""
    glossary = before.glossary
    entries = moved(glossary.entries.values(), edit.data, edit.result, edit.before, edit.after)
    if edit.after is None and edit.id in glossary.beneath:
        entries.append(glossary.beneath[edit.id])
    after = replace(glossary_of(entries), cache=glossary.cache, beneath=glossary.beneath)
    return Step(edit, before, replace(before, glossary=after, matchers={}))


def impact(config: Config, one: Step) -> tuple[Stale, ...]:
    """Return the sentences that an edit would have translated anew; none where nothing was run yet.

    Args:
        config: of the newsroom.
        one: what would be done.

    Raises:
        StateError: the state cannot be read.
    """
    edit = one.edit
    if edit.before == edit.after or not stands(config.run.state):
        return ()
    change = of_one(one.before.glossary, one.after.glossary, edit.id)
    with closing(open_state(config.run.state)) as state:
        return tuple(affected(state, change, one.after.matchers))


def carry_out(config: Config, one: Step, editor: str, now: datetime, renew: Renew | None) -> Done:
    """Save an edit, remember who made it, and make anew what it touches, and the site with it.

    Args:
        config: of the newsroom.
        one: what to do.
        editor: who does it.
        now: when.
        renew: makes anew what an edit touches (`pipeline.run` that looks at no source) with the names that it is
            given, where they are known; None leaves it to the next run.

    Raises:
        GlossaryError: the file cannot be written, or somebody changed it; nothing is done.
    """
    edit, cache = one.edit, one.before.glossary.cache
    if edit.data == edit.result:
        return Done(edit)
    touched = impact(config, one)
    edit.write()
    known = _saved(one, own.in_use(config.run))
    try:
        if not stands(config.run.state):
            return Done(edit, known=known)
        try:
            with State(config.run.state) as state:
                edits.note(state.facts, [edit], editor, now)
            report = renew(now, known) if renew else None
        except SyndicateError as error:
            return Done(edit, touched, problem=str(error), known=known)
        return Done(edit, touched, report, known=known)
    finally:
        # For the next process: this one has the names, and somebody waits for the feeds.
        if cache is not None and edit.before is not None:
            follow(cache, edit.data, edit.result, edit.before, edit.after)


def _saved(one: Step, paths: Sequence[Path]) -> Known | None:
    """Return the names after an edit that was written; None where the files may say something else.

    A new entry's line, and those of the mistakes, are told by who reads the files.
    """
    edit, before = one.edit, one.before
    if edit.before is None or before.failures:
        return None
    now = stamps(paths)

    def others(found: Stamps) -> list[tuple[str, int, int]]:
        return [each for some in found for each in some if each[0] != edit.file]

    try:
        written = Path(edit.file).read_bytes() == edit.result and stamps(paths) == now
    except OSError:
        return None
    return replace(one.after, stamps=now) if written and others(now) == others(before.stamps) else None


def taken_back(before: Glossary, one: edits.Made) -> Edit:
    """Return what gives the entry of an edit back what it said before.

    Args:
        before: the glossary as it stands.
        one: the edit.

    Raises:
        GlossaryError: the entry stands otherwise by now, or it cannot be done without damage to the file.
    """
    now = before.entries.get(one.id)
    if now is None and one.before is not None:
        return revise.put(one.before, Path(one.file))
    if now is not None and one.before is None:
        return revise.deleted(now)
    if now is not None and one.before is not None:
        return revise.restored(now, one.before)
    raise GlossaryError(f"{one.id} is gone already.", where=one.file)
