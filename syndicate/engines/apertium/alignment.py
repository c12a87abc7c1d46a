"""From the pieces of an answer to its text, the places of names and the links of runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from syndicate.engines.apertium.passage import Passage
from syndicate.engines.apertium.stream import TOKEN, Piece, token_index
from syndicate.model import Hypothesis, Link, Place

_CLOSING = ",.;:!?)]}»”…%"
_OPENINGS = frozenset("([{«“¿¡")
_PARTS = re.compile(r"\w+|\W")
_OUTSIDE = -1
"""Owner of a word that came from no run."""
_GAP = 2
"""Words from outside that may lie within a run: an article or preposition that the grammar has moved."""


@dataclass(slots=True)
class _Word:
    """A word of the answer."""

    start: int
    end: int
    words: frozenset[int]
    owner: int | None = None


def hypothesis(passage: Passage, answer: Sequence[Piece]) -> Hypothesis:
    """Return what the pieces of *answer* say: text, places of placeholders, links of the runs asked for."""
    source = passage.protected.text
    text, words, places = "", list[_Word](), list[Place]()
    for piece in answer:
        whole = piece.words or len(piece.text) == 1
        for part in (piece.text,) if whole else _PARTS.findall(piece.text):
            text, addition = _joined(text, part, piece.words, words, passage)
            start = len(text)
            text += addition if addition.isascii() else _named(addition, start, places, passage)
            if piece.words or part[0].isalnum():
                words.append(_Word(start, len(text), piece.words))
    kept = text.rstrip(" ") if not source.endswith(" ") else text
    kept = _capitalised(kept, source, places)
    unknown, made = passage.unknown, passage.made - passage.unknown
    blamed = tuple((word.start, word.end) for word in words if word.words & unknown) if unknown else ()
    passage.written[:] = [(word.start, word.end) for word in words if word.words and word.words <= made]
    links = tuple(_links(passage, words, kept)) if passage.protected.runs else ()
    return Hypothesis(kept, links, tuple(places), unknown=blamed)


def _named(addition: str, start: int, places: list[Place], passage: Passage) -> str:
    """Return the *addition* to a text that ends at *start* with names for its placeholders, their *places* noted."""
    text, done = "", 0
    for match in TOKEN.finditer(addition):
        text += addition[done : match.start()]
        index = token_index(match[0])
        placeholder = passage.protected.placeholders[index]
        name = passage.protected.text[placeholder.start : placeholder.end]
        case = passage.cases[len(places)] if len(places) < len(passage.cases) else ""
        at = start + len(text)
        places.append(Place(index, at, at + len(name), case))
        text += name
        done = match.end()
    return text + addition[done:]


def _joined(text: str, addition: str, numbers: frozenset[int], words: list[_Word], passage: Passage) -> tuple[str, str]:
    """Return *text* and the *addition* as they join: no space lost, and none that dropped words leave behind."""
    if not text:
        return text, addition if passage.protected.text.startswith(" ") else addition.lstrip(" ")
    if text[-1] == " ":
        if not addition[0].isalnum() or not text[-2:-1].isalnum():
            text = _closed_up(text, addition, passage.protected.text)
    elif text[-1].isalnum() and addition[0].isalnum() and not _adjacent(words, numbers, passage):
        text += " "  # some rules forget it
    return text, addition


def _closed_up(text: str, addition: str, source: str) -> str:
    """Return *text*, which ends in a space, without that space where it has no business before the *addition*."""
    first, last = addition[0], text[-2:-1]
    if (
        (first == " " and "  " not in source)
        or (first in _CLOSING and f" {first}" not in source)
        or (last in _OPENINGS and text[-2:] not in source)
        or (last == '"' and _beside_quote(source, text.count('"'), 1).strip())
        or (first == '"' and _beside_quote(source, text.count('"') + 1, -1).strip())
    ):
        return text[:-1]
    return text


def _beside_quote(source: str, number: int, step: int) -> str:
    """Return the character before (-1) or behind (1) the straight quote *number* of *source*; empty where none is."""
    found = [match.start() for match in re.finditer('"', source)]
    if len(found) < number:
        return ""
    at = found[number - 1] + step
    return source[at] if 0 <= at < len(source) else ""


def _adjacent(words: list[_Word], numbers: frozenset[int], passage: Passage) -> bool:
    """Whether what came last and what has these *numbers* are from words that touch in the source (`10km`)."""
    last = words[-1].words if words else frozenset[int]()
    if not last or not numbers or last & numbers:
        return False
    left, right = sorted([max(last), min(numbers)])
    return right == left + 1 and passage.words[left][1] == passage.words[right][0]


def _capitalised(text: str, source: str, places: Sequence[Place]) -> str:
    """Return *text* with a capital where the source has one and the answer begins with a word of its own."""
    first = re.search(r"\w", text)
    given = re.search(r"[^\W\d_]", source)
    if (
        not first
        or not given
        or not given[0].isupper()
        or any(place.start <= first.start() < place.end for place in places)
    ):
        return text
    capital = first[0].upper()
    return text if len(capital) != 1 else text[: first.start()] + capital + text[first.end() :]


def _links(passage: Passage, words: list[_Word], text: str) -> list[Link]:
    """Return one link for each unbroken stretch of *text* that came from a run."""
    runs = passage.protected.runs
    owners = _owners(passage.words, runs)
    for word in words:
        if word.words:
            counted = Counter(owners[number] for number in sorted(word.words) if number < len(owners))
            word.owner = counted.most_common(1)[0][0] if counted else _OUTSIDE
    _adopt(words, owners)
    _part(words, owners)
    links: list[Link] = []
    last, gap = _OUTSIDE, 0
    for word in words:
        if word.owner is None:
            continue  # the grammar's own word: within a run when both its neighbours are
        if word.owner == _OUTSIDE:
            gap += 1
            continue
        if last == word.owner and gap <= _GAP:
            links[-1] = Link(links[-1].source, (links[-1].target[0], word.end))
        else:
            links.append(Link(runs[word.owner], (word.start, word.end)))
        last, gap = word.owner, 0
    links = [_narrowed(passage, link, text) for link in links]
    links += _shared(words, owners, runs, {link.source for link in links})
    return sorted([*links, *_signs(passage, links, text)], key=lambda link: link.target)


def _narrowed(passage: Passage, link: Link, text: str) -> Link:
    """Return *link* without what its entry holds besides the run, where the target shows it (The [New York Times])."""
    begin, stop = link.source
    parted = any(start < begin < end or start < stop < end for start, end in passage.words)
    run = passage.protected.text[begin:stop].strip()
    target = text[slice(*link.target)]
    if not parted or target.count(run) != 1:
        return link
    start = link.target[0] + target.index(run)
    return Link(link.source, (start, start + len(run)))


def _owners(places: Sequence[tuple[int, int]], runs: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each source word the run it belongs to: the one that covers most of it."""
    owners: list[int] = []
    for start, end in places:
        covered = [(min(end, stop) - max(start, begin), -index) for index, (begin, stop) in enumerate(runs)]
        most, index = max(covered, default=(0, 0))
        owners.append(-index if most > 0 and most * 2 >= end - start else _OUTSIDE)
    for index, (begin, stop) in enumerate(runs):
        if index not in owners:  # a run over less than half of an entry of several words takes the whole entry
            inside = [at for at, (start, end) in enumerate(places) if min(end, stop) > max(start, begin)]
            free = [at for at in inside if owners[at] == _OUTSIDE or owners.count(owners[at]) > 1]
            if free:
                owners[free[0]] = index
    return owners


def _adopt(words: list[_Word], owners: list[int]) -> None:
    """Give a word that the grammar made anew (`was` > `estuvo`) to the source word that is missing beside it."""
    lost = set(range(len(owners))) - {number for word in words for number in word.words}
    for at, word in enumerate(words):
        if word.words or not lost:
            continue
        before = next((other.words for other in reversed(words[:at]) if other.words), {-1})
        after = next((other.words for other in words[at + 1 :] if other.words), {len(owners)})
        near = sorted({number + 1 for number in before} & {number - 1 for number in after} & lost)
        if near:
            word.owner = owners[near[0]]
            lost.discard(near[0])


def _part(words: list[_Word], owners: list[int]) -> None:
    """Give a word that was two (`of the` > `del`) to the run of one that has no other word, from a run that has."""
    held = Counter(word.owner for word in words if word.owner is not None)
    for word in words:
        for owner in sorted({owners[number] for number in word.words if number < len(owners)}):
            if word.owner is not None and not held[owner] and (held[word.owner] > 1 or word.owner == _OUTSIDE):
                held[word.owner] -= 1
                held[owner] += 1
                word.owner = owner


def _shared(
    words: list[_Word], owners: list[int], runs: Sequence[tuple[int, int]], linked: set[tuple[int, int]]
) -> list[Link]:
    """Return a link for each run not *linked* whose words are all in another run's (`was left` > `quedó`)."""
    found: dict[int, Link] = {}
    for word in words:
        for owner in sorted({owners[number] for number in word.words if number < len(owners)} - {_OUTSIDE}):
            if runs[owner] not in linked:
                found.setdefault(owner, Link(runs[owner], (word.start, word.end)))
    return list(found.values())


def _signs(passage: Passage, links: Sequence[Link], text: str) -> list[Link]:
    """Return links of the runs without words (a dash, an emoji): where the answer holds the same signs as often."""
    linked = {link.source for link in links}
    source = passage.protected.text
    found: list[Link] = []
    for start, end in passage.protected.runs:
        signs = source[start:end].strip()
        if (start, end) in linked or not signs or any(sign.isalnum() for sign in signs):
            continue
        before = source.count(signs, 0, source.index(signs, start))
        spots = [match.start() for match in re.finditer(re.escape(signs), text)]
        if len(spots) == source.count(signs):
            found.append(Link((start, end), (spots[before], spots[before] + len(signs))))
    return found
