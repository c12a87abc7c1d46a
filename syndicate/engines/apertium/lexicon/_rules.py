"""Rules over the words of a sentence, written a line each: what stands side by side, and what it becomes.

    STATES = preocupar interesar
    estar<vblex><ifi>(?P<who>.*) | STATES<vblex><pp>.*  =>  estar<vblex><pii>{who} | =

On the left stands a regular expression for each word in Apertium's tags, between bars; capitals do not count, and a
name in capitals is any word of the list that was written for it above, on one line or several. On the right stands what
each becomes: `=` as it was, `-` nothing, or words joined by ` & `, in which {name} is what a group of that name matched
on the left. A word that had a capital keeps one. Rules count in their order, each over the whole sentence; what one has
written the next ones read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import accumulate, chain

from syndicate.engines.apertium.lexicon._lemmas import lemmas, tags

_LIST = re.compile(r"(?P<name>[A-Z]+) = (?P<words>.*)")
_NAME = re.compile(r"\b[A-Z]{2,}\b")
_GIVEN = re.compile(r"\{(\w+)\}")
_SMALL = re.compile(r"[^<]*<(?!np>)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line."""

    stands: re.Pattern[str]
    """What stands side by side, over the words of a sentence on lines of their own."""
    becomes: tuple[str, ...]
    """What each word becomes."""
    needs: tuple[frozenset[str], ...]
    """Lemmas, in small letters, of which one of each set must be in the sentence."""
    tags: str
    """Tags that must stand in the sentence, in small letters."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules in their order, and where each is tried: not at all in most sentences."""

    lines: tuple[Rule, ...]
    """The rules."""
    index: Mapping[str, Sequence[tuple[int, int]]]
    """By a lemma, the numbers of the rules that are tried where it stands, and at which of their words it stands."""
    anywhere: tuple[int, ...]
    """Numbers of the rules that no lemma tells, and that may begin at any word."""


def rules(*texts: str) -> Rules:
    """Return the rules of *texts*, each with lists of its own.

    Raises:
        ValueError: on the two sides of a rule stand unequal numbers of words.
    """
    found: list[Rule] = []
    index = defaultdict[str, list[tuple[int, int]]](list)
    anywhere: list[int] = []
    for cells, becomes in chain.from_iterable(map(_read, texts)):
        known = [*map(lemmas, cells)]
        # Short words (de, el, ser) are in every sentence, long ones in few.
        rarest = max(range(len(cells)), key=lambda at: min(map(len, known[at]), default=0))
        for lemma in known[rarest]:
            index[lemma].append((len(found), rarest))
        if not known[rarest]:
            anywhere.append(len(found))
        stands = re.compile("^" + "\n".join(cells) + "$", re.MULTILINE | re.IGNORECASE)
        found.append(Rule(stands, becomes, tuple(filter(None, known)), max(map(tags, cells), key=len)))
    return Rules(tuple(found), dict(index), tuple(anywhere))


def _read(text: str) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """Yield both sides of each rule of *text*, word by word: regular expressions, and what becomes of it."""
    lists: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if match := _LIST.fullmatch(line):
            lists[match["name"]] = f"{lists.get(match['name'], '')} {match['words']}".strip()
            continue
        left, right = line.split("  =>  ")
        stands = _NAME.sub(lambda name: f"(?:{'|'.join(map(re.escape, lists[name[0]].split()))})", left.strip())
        cells = stands.replace("[^", r"[^\n").split(" | ")  # what is any sign is never the next word's
        becomes = tuple(right.strip().split(" | "))
        if len(becomes) != len(cells):
            raise ValueError(f"as many words must stand on both sides: {line}")
        yield cells, becomes


def named(*names: str) -> Rules:
    """Return the rules of the files of these *names* beside this module, without their ending `.rules`."""
    folder = resources.files(__package__ or "")
    return rules(*(folder.joinpath(f"{name}.rules").read_text("utf-8") for name in names))


def applied(book: Rules, words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the *words* of a sentence as the rules of *book* have them, each behind those put before it."""
    found = list(words)
    owners = list(range(len(words)))
    number = start = 0
    while hit := _next(book, found, number, start):
        number, at, match = hit
        cells = [_cell(put, found[at + step], match) for step, put in enumerate(book.lines[number].becomes)]
        count = len(cells)
        owners[at : at + count] = [owners[at + step] for step, cell in enumerate(cells) for _ in cell]
        found[at : at + count] = [word for cell in cells for word in cell]
        start = at + len(cells[0])
    return _grouped(found, owners, len(words))


def _next(book: Rules, words: Sequence[str], number: int, start: int) -> tuple[int, int, re.Match[str]] | None:
    """Return the first rule that fits, from *number* on, which begins no earlier than at the word *start*, and where.

    What it changes may let others fit: they are looked for anew.
    """
    text = "\n".join(words)
    small = text.lower()
    heads = [word.partition("<")[0] for word in small.split("\n")]
    places = {each: [*range(len(words))] for each in book.anywhere}
    for at, head in enumerate(heads):
        for each, step in book.index.get(head, ()):
            places.setdefault(each, []).append(at - step)
    begins = [0, *accumulate(map(len, words))]
    known = set(heads)
    for each in sorted(places):
        rule = book.lines[each]
        if each < number or rule.tags not in small or any(map(known.isdisjoint, rule.needs)):
            continue
        for at in places[each]:
            if at >= (start if each == number else 0) and (match := rule.stands.match(text, begins[at] + at)):
                return each, at, match
    return None


def _cell(put: str, was: str, match: re.Match[str]) -> list[str]:
    """Return the words that *put* makes of the word that *was*; the first has the capital that it had."""
    if put == "=":
        return [was]
    if put == "-":
        return []
    given = {name: value or "" for name, value in match.groupdict().items()}
    if was[:1].isupper() and _SMALL.match(was):
        given = {
            name: value[:1].lower() + value[1:] if was.startswith(value) else value for name, value in given.items()
        }
    made = [_GIVEN.sub(lambda name: given[name[1]], word) for word in put.split(" & ")]
    if was[:1].isupper() and _SMALL.match(was):
        at = made[0].startswith("=")  # the sign of a word that is written as it stands
        made = [made[0][:at] + made[0][at].upper() + made[0][at + 1 :], *(w[0].lower() + w[1:] for w in made[1:])]
    return made


Step = Callable[[Sequence[str]], list[tuple[str, ...]]]
"""What mends the words of a sentence: each word behind those put before it; nothing where one falls away."""


def chained(words: Sequence[str], steps: Iterable[Step]) -> list[tuple[str, ...]]:
    """Return what *steps* make of *words*, one after the other, each word still behind those put before it."""
    flat, owners = list(words), list(range(len(words)))
    for step in steps:
        made = step(flat)
        flat = [*chain.from_iterable(made)]
        if any(map((1).__ne__, map(len, made))):
            owners = [owner for owner, part in zip(owners, made, strict=True) for _ in part]
    return _grouped(flat, owners, len(words))


def _grouped(words: Iterable[str], owners: Sequence[int], count: int) -> list[tuple[str, ...]]:
    """Return for each of *count* places the *words* that belong to it, by their *owners*."""
    if owners == [*range(count)]:
        return [*zip(words)]
    groups: list[tuple[str, ...]] = [()] * count
    for owner, word in zip(owners, words, strict=True):
        groups[owner] += (word,)
    return groups
