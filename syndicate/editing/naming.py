"""An edit of a name, carried out: what it touches, the glossary file, and the site with those sentences made anew.

The desk and `syndicate glossary edit` do the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from syndicate.config import Config
from syndicate.errors import GlossaryError, SyndicateError
from syndicate.glossary import revise
from syndicate.glossary.entries import Glossary, follow, glossary
from syndicate.glossary.impact import Stale, affected, difference
from syndicate.glossary.ledger import open_state
from syndicate.glossary.revise import Edit
from syndicate.model import EditionState
from syndicate.report import Outcome, RunReport
from syndicate.state import State, edits

Renew = Callable[[datetime], RunReport]


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


def impact(config: Config, before: Glossary, edit: Edit) -> tuple[Stale, ...]:
    """Return the sentences that *edit* would have translated anew; none where nothing was run yet.

    Args:
        config: of the newsroom.
        before: the glossary as it stands.
        edit: what would be done.

    Raises:
        StateError: the state cannot be read.
    """
    if edit.before == edit.after or not config.run.state.is_file():
        return ()
    others = [one for one in before.entries.values() if one.id != edit.id]
    after = replace(glossary([*others, edit.after] if edit.after else others), cache=before.cache)
    change = difference(before, after, frozenset({edit.id}))
    with closing(open_state(config.run.state)) as state:
        return tuple(affected(state, change))


def carry_out(config: Config, before: Glossary, edit: Edit, editor: str, now: datetime, renew: Renew | None) -> Done:
    """Save *edit*, remember who made it, and make anew what it touches, and the site with it.

    Args:
        config: of the newsroom.
        before: the glossary as it stands.
        edit: what to do.
        editor: who does it.
        now: when.
        renew: makes anew what an edit touches (`pipeline.run` that looks at no source); None leaves it to the next run.

    Raises:
        GlossaryError: the file cannot be written, or somebody changed it; nothing is done.
    """
    if edit.data == edit.result:
        return Done(edit)
    touched = impact(config, before, edit)
    edit.write()
    if before.cache is not None and edit.before is not None:
        follow(before.cache, edit.data, edit.result, edit.before, edit.after)
    if not config.run.state.is_file():
        return Done(edit)
    try:
        with State(config.run.state) as state:
            edits.note(state.facts, [edit], editor, now)
        report = renew(now) if renew else None
    except SyndicateError as error:
        return Done(edit, touched, problem=str(error))
    return Done(edit, touched, report)


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
