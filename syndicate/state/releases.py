"""Articles and editions: what was made of them, what is out, and the dates that never change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

import msgspec

from syndicate.alignment import aligned
from syndicate.errors import StateError
from syndicate.model import MARKUP, Edition, EditionState, LanguageTag, LedgerRow, Method, Segment, Span
from syndicate.segment import within
from syndicate.state.database import Database
from syndicate.state.decisions import Action, Decision, Decisions, decided
from syndicate.state.enlisting import enlist, words_digest
from syndicate.state.facts import Facts
from syndicate.state.outlines import Lines, put_down
from syndicate.state.remembered import outcome, target_spans

OUT = frozenset({EditionState.PUBLISHED, EditionState.NOTED})
"""The states that are published."""
_OFF = "off"
"""Name of the fact that tells which languages a person took off the site."""


class Releases:
    """Editions by article and language."""

    def __init__(self, database: Database, decisions: Decisions, facts: Facts) -> None:
        self._base = database
        self._decisions = decisions
        self._facts = facts

    def release(
        self, edition: Edition, now: datetime, keys: Mapping[tuple[int, int], str], digest: str = ""
    ) -> Edition:
        """Keep *edition* with what was found, give it its dates, and release it if the gate or a person lets it out.

        A held or failed edition leaves an earlier release of the same article where it is: nothing
        that was published is lost because its next version is doubtful. Words that a person holds are never out.

        Args:
            edition: as the gate decided.
            now: the time of this run, for an article without a date and for words that changed.
            keys: the translation's key for each (unit, segment).
            digest: of everything that decided the edition, so that a later run knows what need not be made again.

        Returns:
            The edition as it is now: with its dates, and as people decided.
        """
        place = (edition.article.id, edition.language)
        with self._base.writing() as database:
            edition = self._settle(aligned(edition), now, digest)
            database.execute("DELETE FROM segments WHERE article = ? AND language = ?", place)
            lies = {(one.source.unit, one.source.index): one.source for one in edition.translations}
            database.executemany(
                "INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(*place, *where, key, *_stretch(lies.get(where))) for where, key in keys.items()],
            )
            people = [int(key.partition(":")[2]) for key in keys.values() if key.startswith("human:")]
            database.executemany("INSERT OR IGNORE INTO stood VALUES (?, ?, ?)", [(*place, one) for one in people])
            self._write_ledger(edition)
        return edition

    def decide(
        self,
        article: str,
        language: LanguageTag,
        action: Action,
        *,
        reviewer: str,
        when: datetime,
        note: str = "",
        version: int | None = None,
        words: str | None = None,
    ) -> tuple[Decision, Edition]:
        """Keep a person's decision on an edition and let it work at once in the state; the next build publishes it.

        Raises:
            StateError: there is no such edition, nothing can be decided of it, somebody else decided meanwhile, or
                its words are not those that the person saw (*words*, their digest).
        """
        with self._base.writing():
            edition, digest = self._automatic(article, language)
            if edition.state in {EditionState.SKIPPED, EditionState.FAILED}:
                message = f"it is {edition.state}: there are no words to decide on."
                raise StateError(
                    message, where=f"{article} [{language}]", advice="See syndicate report for the reason."
                )
            if words is not None and words != words_digest(edition):
                raise StateError(
                    "its words have changed meanwhile.",
                    where=f"{article} [{language}]",
                    advice="Look at it again before you decide.",
                )
            last = self._decisions.current(article, language)
            ended = action is Action.AUTOMATIC and last is not None and last.action is Action.APPROVE
            decision = self._decisions.add(
                article,
                language,
                action,
                words_digest(edition),
                reviewer=reviewer,
                when=when,
                note=note,
                version=version,
            )
            return decision, self._settle(edition, when, digest, taken_back=ended)

    def undo(
        self, article: str, language: LanguageTag, when: datetime, *, version: int | None = None
    ) -> tuple[Decision, Edition]:
        """Undo the decision that counts, and let that work at once in the state.

        Raises:
            StateError: there is nothing to undo, or somebody else decided meanwhile.
        """
        with self._base.writing():
            edition, digest = self._automatic(article, language)
            undone = self._decisions.undo(article, language, when, version=version)
            return undone, self._settle(edition, when, digest, taken_back=undone.action is Action.APPROVE)

    def released(self, withdrawn: str = "mark") -> list[Edition]:
        """Return every edition that is out, by article and language.

        Args:
            withdrawn: what becomes of articles that their source withdrew: `keep` as they were, `mark` with
                `Edition.withdrawn` set, `remove` left out.
        """
        rows = self._base.connection.execute(
            "SELECT e.released, a.withdrawn FROM editions e LEFT JOIN articles a ON a.id = e.article"
            " WHERE e.released IS NOT NULL AND (a.withdrawn IS NULL OR ?) ORDER BY e.article, e.language",
            (withdrawn != "remove",),
        )
        return [
            replace(_edition(value), withdrawn=datetime.fromisoformat(gone) if gone and withdrawn == "mark" else None)
            for value, gone in rows
        ]

    def lines(self, off: Collection[LanguageTag] | None = None) -> Lines:
        """Return a line for every edition that is out, by article and language; each is read when it is asked for.

        Those in languages that are *off* the site are passed over; as `off()` says where nothing is given.
        """
        return Lines(self._base.connection, self.off() if off is None else off)

    def off(self) -> frozenset[LanguageTag]:
        """Return the languages that a person took off the site; their editions are kept, and come back with them."""
        return frozenset(msgspec.json.decode(self._facts.get(_OFF) or b"[]", type=list[LanguageTag]))

    def take_off(self, languages: Collection[LanguageTag]) -> None:
        """Let exactly these *languages* be off the site from its next build on."""
        if self.off() == frozenset(languages):
            return
        with self._base.writing():
            self._facts.put(_OFF, msgspec.json.encode(sorted(languages)))
            self._facts.next_revision()

    def editions(
        self, states: Iterable[EditionState] = tuple(EditionState), language: LanguageTag | None = None
    ) -> Iterator[Edition]:
        """Give every edition as the last run that met it and the people left it, by article and language.

        Args:
            states: only those in one of these.
            language: only those in this language.
        """
        wanted = list(states)
        rows = self._base.connection.execute(
            f"SELECT current FROM editions WHERE state IN ({','.join('?' * len(wanted))}) AND current IS NOT NULL"
            " AND (? IS NULL OR language = ?) ORDER BY article, language",
            (*wanted, language, language),
        )
        for (value,) in rows:
            yield _edition(value)

    def sentences(self, edition: Edition) -> Iterator[tuple[Segment, str, tuple[Span, ...]]]:
        """Give what was to be translated of *edition*: the source sentence, and text and inline elements of its target.

        The target is empty where an engine answered nothing.
        """
        rows = self._base.connection.execute(
            "SELECT s.unit, s.segment, s.start, s.stop, coalesce(t.target, ''), s.key, t.value FROM segments s"
            " LEFT JOIN translations t ON t.key = s.key WHERE s.article = ? AND s.language = ? ORDER BY 1, 2",
            (edition.article.id, edition.language),
        )
        for index, number, start, stop, target, key, value in rows:
            unit = edition.article.units[index]
            spans = within([one for one in unit.spans if one.kind in MARKUP], start or 0, stop or 0)
            text = unit.text[start or 0 : stop or 0]
            source = Segment(index, number, start or 0, text, unit.language or edition.article.language, spans)
            yield source, target, target_spans(value) if value else self._written(key)

    def unanswered(self) -> list[tuple[str, LanguageTag]]:
        """Return article and language of the editions that lack a sentence: an engine gave nothing for it."""
        rows = self._base.connection.execute("SELECT article, language FROM editions WHERE digest LIKE '%!'")
        return [(article, LanguageTag(language)) for article, language in rows]

    def lacking(self, article: str, language: LanguageTag) -> set[str]:
        """Return the source sentences of an edition that nothing is remembered for."""
        return {one.text for one, target, _ in self.sentences(self.edition(article, language)) if not target}

    def edition(self, article: str, language: LanguageTag) -> Edition:
        """Return one edition as it is now.

        Raises:
            StateError: there is none.
        """
        row = self._base.connection.execute(
            "SELECT current FROM editions WHERE article = ? AND language = ?", (article, language)
        ).fetchone()
        if row is None or row[0] is None:
            raise _unknown(article, language)
        return _edition(row[0])

    def made(self, article: str) -> dict[str, str]:
        """Return by language the digest of each edition of an article."""
        return dict(
            self._base.connection.execute(
                "SELECT language, coalesce(digest, '') FROM editions WHERE article = ?", (article,)
            )
        )

    def holding(self, keys: Iterable[str]) -> set[tuple[str, str]]:
        """Return article and language of the editions in which one of these translations stands."""
        wanted = set(keys)
        rows = self._base.connection.execute("SELECT DISTINCT key, article, language FROM segments") if wanted else ()
        return {(article, language) for key, article, language in rows if key in wanted}

    def _written(self, key: str) -> tuple[Span, ...]:
        """Return the inline elements of a person's sentence; none of one that is not remembered."""
        if not key.startswith("human:"):
            return ()
        number = int(key.partition(":")[2])
        row = self._base.connection.execute("SELECT spans FROM corrections WHERE id = ?", (number,)).fetchone()
        return msgspec.json.decode(row[0], type=tuple[Span, ...]) if row else ()

    def remember_dates(self, article: str, language: str, published: str, updated: str) -> bool:
        """Keep the dates (RFC 3339) of something published that the state does not know; say whether it did not."""
        dates = (datetime.fromisoformat(published).isoformat(), datetime.fromisoformat(updated).isoformat())
        with self._base.writing() as database:
            cursor = database.execute(
                "INSERT OR IGNORE INTO editions (article, language, state, published, updated, revision)"
                " VALUES (?, ?, 'skipped', ?, ?, 0)",
                (article, language, *dates),
            )
        return cursor.rowcount > 0

    def _automatic(self, article: str, language: LanguageTag) -> tuple[Edition, str]:
        """Return an edition as the gate left it, and its digest."""
        row = self._base.connection.execute(
            "SELECT coalesce(automatic, current), digest FROM editions WHERE article = ? AND language = ?",
            (article, language),
        ).fetchone()
        if row is None or row[0] is None:
            raise _unknown(article, language)
        return _edition(row[0]), row[1] or ""

    def _settle(self, edition: Edition, now: datetime, digest: str, *, taken_back: bool = False) -> Edition:
        """Write *edition*, as the gate left it, with what people decided, and what is out because of it.

        Where an approval is *taken_back* and nothing else lets its words out, they go in again.
        """
        database, place = self._base.connection, (edition.article.id, edition.language)
        row = database.execute(
            "SELECT published, updated, words, revision, released FROM editions WHERE article = ? AND language = ?",
            place,
        ).fetchone()
        published, updated, words, revision, before = row or (None, None, None, 0, None)
        released, out, own = before, None, words_digest(edition)
        decision = self._decisions.current(*place)
        now_is = decided(edition, decision, own)
        if now_is.state in OUT:
            first = edition.article.published or edition.article.updated or now
            if published is None:
                published = first.isoformat()
                updated = max(edition.article.updated or first, first).isoformat()
            elif updated is None or words not in {own, None}:  # of words that a damaged state forgot the date holds
                updated = max(now, datetime.fromisoformat(published)).isoformat()
            dates = datetime.fromisoformat(published), datetime.fromisoformat(updated)
            now_is = replace(now_is, published=dates[0], updated=dates[1])
            words, out = own, replace(now_is, translations=())
            released = _json(out)
        elif words == own and (taken_back or (decision is not None and decision.action is Action.HOLD)):
            released = None  # these are the words that a person holds, or let out and took back
        current = _json(replace(now_is, translations=()))
        automatic = _json(replace(edition, translations=())) if decision is not None else None
        if released != before:
            revision = self._facts.next_revision()
        values = (now_is.state, published, updated, words, digest, revision, current, automatic, released)
        database.execute("INSERT OR REPLACE INTO editions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*place, *values))
        if released != before:
            put_down(database, *place, out)
        database.execute("UPDATE outcomes SET decided = 1 WHERE article = ? AND language = ?", place)
        enlist(database, now_is, own, now.isoformat())
        return now_is

    def ledger(self, article: str, language: LanguageTag) -> list[LedgerRow]:
        """Return what became of each name in an edition, in reading order."""
        rows = self._base.connection.execute(
            "SELECT article, unit, segment, entry, language, source_form, grammatical_case, target_form, rule, method,"
            " outcome FROM ledger WHERE article = ? AND language = ? ORDER BY unit, segment, position",
            (article, language),
        )
        return [
            LedgerRow(where, unit, segment, entry, LanguageTag(tag), source, case, target, rule, Method(method), result)
            for where, unit, segment, entry, tag, source, case, target, rule, method, result in rows
        ]

    def _write_ledger(self, edition: Edition) -> None:
        place, database = (edition.article.id, edition.language), self._base.connection
        database.execute("DELETE FROM ledger WHERE article = ? AND language = ?", place)
        database.executemany(
            "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (*place, row.unit, row.segment, position, row.entry, row.source_form, *outcome(row))
                for each in edition.translations
                for position, row in enumerate(each.ledger)
            ],
        )


def _stretch(source: Segment | None) -> tuple[int | None, int | None]:
    return (source.start, source.start + len(source.text)) if source else (None, None)


def _unknown(article: str, language: str) -> StateError:
    return StateError("there is no such edition.", where=f"{article} [{language}]", advice="See: syndicate review list")


def _edition(value: bytes) -> Edition:
    return msgspec.json.decode(value, type=Edition)


def _json(value: object) -> bytes:
    return msgspec.json.encode(value)
