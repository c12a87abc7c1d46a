"""A state that is damaged or gone is made anew, and nothing of it is lost that still stands anywhere.

What can be read of the damaged file (articles, editions, what is out and since when), the dates of what is published,
and what people did, from the journal beside the state. All else is made again from the sources.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import msgspec

from syndicate.config import Config
from syndicate.model import Article, Edition, Failure
from syndicate.state import State, identities, outlines
from syndicate.state.database import BusyError, DamagedError, stands
from syndicate.state.journal import journal_of, rows

_ARTICLES = "id, feed, guid, language, document, title, identity, withdrawn, value"
_EDITIONS = "article, language, state, published, updated, words, revision, current, automatic, released"


def opened(config: Config, aside: Path | None = None) -> tuple[State, tuple[Failure, ...]]:
    """Open the state of *config* for a run alone; what is damaged, empty or gone is made anew and filled.

    Args:
        config: of the run.
        aside: the damaged file where it has already been set aside.

    Returns:
        The state, and what is to be said of it.

    Raises:
        StateError: it cannot be used, or is no state of syndicate; another run has it.
    """
    path = config.run.state
    new = not stands(path)
    try:
        state = State(path, exclusive=True)
    except DamagedError:
        aside, new = set_aside(path), True
        state = State(path, exclusive=True)
    with ExitStack() as until_filled:
        until_filled.enter_context(state)
        # One without articles was made by an import, or by a run that was killed before it had filled it.
        said = _recover(state, config.run.out, aside) if new or not state.articles.any() else ()
        until_filled.pop_all()
    return state, said


def mended(path: Path) -> tuple[Failure, ...]:
    """Make the state at *path* anew where it is empty or gone, with what people did; return what is to be said of it.

    For who writes into a state without being a run: what they wrote would take the numbers of what is in the journal.
    All else is left to the run, which knows the site.

    Raises:
        StateError: it cannot be made.
    """
    if stands(path):
        return ()
    with State(path, exclusive=True) as state:
        return _recover(state, None, None)


def set_aside(path: Path) -> Path:
    """Give the damaged state *path* another name, with what belongs to it; return that name.

    Raises:
        BusyError: another run is at it.
    """
    with path.with_name(f"{path.name}.lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError("another run is using this state.", where=str(path), advice="Wait for it.") from error
        number = 1
        while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
            number += 1
        for ending in ("-wal", "-shm", ""):
            own = path.with_name(path.name + ending)
            if own.exists():
                own.rename(aside.with_name(aside.name + ending))
    return aside


def _recover(state: State, out: Path | None, aside: Path | None) -> tuple[Failure, ...]:
    """Fill a new *state*; return what is to be said, nothing where there was nothing to recover."""
    with state.writing() as database:
        salvaged, editions = _salvage(database, aside) if aside is not None else (0, 0)
        identities.put_all(database)
        outlines.put_down_all(database)
        people = _people(state, database)
        dates = 0
        for article, language, published, updated in published_dates(out) if out else ():
            dates += state.releases.remember_dates(article, language, published, updated)
        if editions or people:
            state.facts.next_revision()
    if aside is None and not (people or dates):
        return ()
    was = f"the state was damaged, and is set aside as {aside.name}" if aside else "there was no state"
    message = (
        f"{was}. Recovered: {salvaged} articles, {editions} editions, the dates of {dates} more that are published, "
        f"{people} corrections and decisions of people. All sentences are translated again."
    )
    advice = "Look whether the disk is sound." if aside else ""
    return (Failure("state", str(state.path), message, advice),)


def _salvage(database: sqlite3.Connection, aside: Path) -> tuple[int, int]:
    """Copy what can be read of articles and editions; each is made anew all the same, and stays out until then."""
    articles = editions = 0
    with closing(sqlite3.connect(f"{aside.absolute().as_uri()}?mode=ro", uri=True)) as old:
        old.text_factory = bytes  # what is no UTF-8 is found below, row by row
        for row in _readable(old, "articles", _ARTICLES, "id"):
            *texts, value = row
            if _sound(texts, (value, Article)):
                marks = (*map(_text, texts), value)
                statement = f"INSERT OR IGNORE INTO articles ({_ARTICLES}) VALUES ({_marks(marks)})"  # noqa: S608 - ours
                articles += database.execute(statement, marks).rowcount
        for row in _readable(old, "editions", _EDITIONS, "article, language"):
            *texts, current, automatic, released = row
            revision = texts.pop()
            if _sound(texts, (current, Edition), (automatic, Edition), (released, Edition)):
                marks = (*map(_text, texts), revision, current, automatic, released)
                statement = f"INSERT OR IGNORE INTO editions ({_EDITIONS}) VALUES ({_marks(marks)})"  # noqa: S608 - ours
                editions += database.execute(statement, marks).rowcount
    return articles, editions


def _readable(old: sqlite3.Connection, table: str, columns: str, order: str) -> Iterator[tuple[bytes, ...]]:
    """Give the rows of *table* from its beginning until a page cannot be read, and from its end."""
    for way in ("", " DESC"):
        keys = ", ".join(one + way for one in order.split(", "))
        try:
            yield from old.execute(f"SELECT {columns} FROM {table} ORDER BY {keys}")  # noqa: S608 - names of ours
        except sqlite3.Error:
            continue
        return


def _sound(texts: list[bytes], *values: tuple[bytes | None, type]) -> bool:
    """Whether a row is what was written."""
    try:
        for text in texts:
            _text(text)
        for value, kind in values:
            if value is not None:
                msgspec.json.decode(value, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False
    return texts[0] is not None


def _text(value: bytes | None) -> str | None:
    return value.decode() if isinstance(value, bytes) else value


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _people(state: State, database: sqlite3.Connection) -> int:
    """Put back into its tables what people did and is not there; return how much that is."""
    put: set[tuple[str, int]] = set()
    for table, own in rows(journal_of(state.path)).items():
        known = {row[1] for row in database.execute(f"PRAGMA table_info({table})")}
        for row in own:
            names = sorted(row.keys() & known)
            cursor = database.execute(
                f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({_marks(names)})",  # noqa: S608 - known columns
                [row[name].encode() if name == "spans" else row[name] for name in names],
            )
            if cursor.rowcount:
                put.add((table, row["id"]))
    for one in state.corrections.all():
        if ("corrections", one.id) in put:
            state.corrections.show(one.id)
    return len(put)


def published_dates(out: Path) -> Iterator[tuple[str, str, str, str]]:
    """Give article, language, and the two dates of every entry in the Atom feeds and archives of the site in *out*."""
    from lxml import etree

    atom = "{http://www.w3.org/2005/Atom}"
    for path in sorted((*out.glob("*/feed.atom"), *out.glob("*/archives/*.atom"))):
        try:
            for _, entry in etree.iterparse(str(path), tag=f"{atom}entry", resolve_entities=False, no_network=True):
                parts = (entry.findtext(f"{atom}id") or "").split("/")
                published, updated = (entry.findtext(atom + name) or "" for name in ("published", "updated"))
                if len(parts) > 2 and published and updated:
                    yield parts[-2], parts[-1], published, updated
                entry.clear()
        except (etree.XMLSyntaxError, OSError):
            continue  # a site that is damaged too gives what it has
