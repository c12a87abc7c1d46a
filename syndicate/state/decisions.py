"""What people decided of editions: let it out, keep it in, leave it to the gate; with the history of it.

An approval holds for the words that were approved. A hold keeps those words and every later version in, until it is
lifted. The newest decision that was not undone counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from syndicate.errors import StateError
from syndicate.model import Edition, EditionState, Issue, IssueType, LanguageTag, Origin
from syndicate.state.database import Database


class Action(StrEnum):
    """What a person decided."""

    APPROVE = "approve"
    """These words go out."""
    HOLD = "hold"
    """It stays in."""
    AUTOMATIC = "automatic"
    """The gate decides again."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on one edition."""

    id: int
    """Its number; grows with time. The version that a form in a web page carries."""
    article: str
    """Article id."""
    language: LanguageTag
    """The edition's language."""
    action: Action
    """What was decided."""
    words: str
    """Digest of the words it was decided on."""
    reviewer: str
    """Who decided, as they named themselves."""
    reviewed: datetime
    """When."""
    note: str = ""
    """Why, in their words."""
    undone: datetime | None = None
    """When it was undone; None while it counts."""


class Decisions:
    """All decisions."""

    def __init__(self, database: Database) -> None:
        self._base = database

    def current(self, article: str, language: LanguageTag) -> Decision | None:
        """Return the decision that counts for an edition, or None where nobody has decided."""
        return next((one for one in reversed(self.history(article, language)) if one.undone is None), None)

    def history(self, article: str, language: LanguageTag) -> list[Decision]:
        """Return every decision on an edition, the oldest first, undone ones too."""
        rows = self._base.connection.execute(
            "SELECT id, article, language, action, words, reviewer, reviewed, note, undone FROM decisions"
            " WHERE article = ? AND language = ? ORDER BY id",
            (article, language),
        )
        return [_decision(row) for row in rows]

    def add(
        self,
        article: str,
        language: LanguageTag,
        action: Action,
        words: str,
        *,
        reviewer: str,
        when: datetime,
        note: str = "",
        version: int | None = None,
    ) -> Decision:
        """Keep a decision.

        Args:
            article: article id.
            language: the edition's language.
            action: what was decided.
            words: digest of the words it was decided on.
            reviewer: a name.
            when: the moment, with its zone.
            note: why.
            version: number of the decision that the person saw as current (0 for none); None not to look.

        Raises:
            StateError: the name is empty, or somebody else decided meanwhile.
        """
        if not reviewer.strip():
            raise StateError("a decision needs the name of the person.", advice="Say --as NAME.")
        with self._base.writing() as database:
            self._expect(article, language, version)
            row = (article, language, action, words, reviewer, when.isoformat(), note)
            number = database.execute("INSERT INTO decisions VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, NULL)", row).lastrowid
            self._base.by_people("decisions", number or 0)
        return Decision(number or 0, article, language, action, words, reviewer, when, note)

    def undo(self, article: str, language: LanguageTag, when: datetime, *, version: int | None = None) -> Decision:
        """Undo the decision that counts; the one before it counts again. Return what was undone.

        Raises:
            StateError: there is none, or somebody else decided meanwhile.
        """
        with self._base.writing() as database:
            self._expect(article, language, version)
            last = self.current(article, language)
            if last is None:
                raise StateError(
                    "nothing was decided here.", where=f"{article} [{language}]", advice="See its history."
                )
            database.execute("UPDATE decisions SET undone = ? WHERE id = ?", (when.isoformat(), last.id))
            self._base.by_people("decisions", last.id)
        return replace(last, undone=when)

    def _expect(self, article: str, language: LanguageTag, version: int | None) -> None:
        now = self.current(article, language)
        if version is not None and version != (now.id if now else 0):
            who = f"{now.reviewer} decided ({now.action})" if now else "somebody undid the decision"
            raise StateError(
                f"{who} meanwhile.", where=f"{article} [{language}]", advice="Look at it again before you decide."
            )


def decided(edition: Edition, decision: Decision | None, words: str) -> Edition:
    """Return *edition* as people decided, or as it is where they did not.

    Args:
        edition: as the gate left it.
        decision: the one that counts.
        words: the digest of its words.
    """
    if decision is None or edition.state in {EditionState.SKIPPED, EditionState.FAILED}:
        return edition
    day = decision.reviewed.date().isoformat()
    why = f": {decision.note}" if decision.note else "."
    if decision.action is Action.HOLD:
        comment = f"{decision.reviewer} held it on {day}{why}"
        advice = "Lift the hold: syndicate review undo."
        issue = Issue(IssueType.OTHER, "review", comment, 100.0, advice=advice)
        return replace(edition, state=EditionState.HELD, issues=(issue, *edition.issues))
    if decision.action is Action.APPROVE and decision.words == words:
        origin = edition.origin if edition.origin is Origin.ORIGINAL else Origin.EDITED
        reviewer, moment = decision.reviewer, decision.reviewed
        return replace(edition, state=EditionState.PUBLISHED, origin=origin, reviewer=reviewer, reviewed=moment)
    if decision.action is Action.APPROVE:
        comment = f"{decision.reviewer} approved it on {day}, and its words have changed since."
        issue = Issue(IssueType.OTHER, "review", comment, 30.0, advice="Look at it again, and approve it.")
        state = EditionState.NOTED if edition.state is EditionState.PUBLISHED else edition.state
        return replace(edition, state=state, issues=(*edition.issues, issue))
    return edition


def _decision(row: tuple[str, ...]) -> Decision:
    number, article, language, action, words, reviewer, reviewed, note, undone = row
    moment = datetime.fromisoformat(undone) if undone else None
    return Decision(
        int(number), article, LanguageTag(language), Action(action), words, reviewer,
        datetime.fromisoformat(reviewed), note, moment,
    )  # fmt: skip
