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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise

_LIST = re.compile(r"(?P<name>[A-Z]+) = (?P<words>.*)")
_NAME = re.compile(r"\b[A-Z]{2,}\b")
_SMALL = re.compile(r"[^<]*<(?!np>)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line."""

    stands: re.Pattern[str]
    """What stands side by side, over the words of a sentence on lines of their own."""
    becomes: tuple[str, ...]
    """What each word becomes."""
    needs: tuple[frozenset[str], ...] = ()
    """Lemmas, in small letters, of which one of each set must be in the sentence: what most sentences do not have."""


def rules(text: str) -> tuple[Rule, ...]:
    """Return the rules of *text*.

    Raises:
        ValueError: on the two sides of a rule stand unequal numbers of words.
    """
    found: list[Rule] = []
    lists: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if match := _LIST.fullmatch(line):
            lists[match["name"]] = f"{lists.get(match['name'], '')} {match['words']}".strip()
            continue
        left, right = line.split("  =>  ")
        stands = _NAME.sub(lambda name: f"(?:{'|'.join(map(re.escape, lists[name[0]].split()))})", left.strip())
        stands = stands.replace("[^<]", r"[^<\n]").replace(" | ", "\n")
        becomes = tuple(right.strip().split(" | "))
        if len(becomes) != stands.count("\n") + 1:
            raise ValueError(f"as many words must stand on both sides: {line}")
        needs = tuple(filter(None, map(_lemmas, stands.split("\n"))))
        found.append(Rule(re.compile(f"^{stands}$", re.MULTILINE | re.IGNORECASE), becomes, needs))
    return tuple(found)


def _lemmas(cell: str) -> frozenset[str]:
    """Return the lemmas that the pattern of one word can begin with; empty where it does not tell."""
    inner = re.sub(r"^\(\?P<\w+>(.*)\)$", r"\1", cell)
    flat = inner
    while flat != (flat := re.sub(r"\([^()]*\)", "", flat)):
        pass
    begins = re.match(r"(?:\(\?:(?P<several>[^()<]*)\)|(?P<one>\w[\w ]*))<", inner)
    if "|" in flat or begins is None:
        return frozenset()
    lemmas = (begins["several"] or begins["one"]).split("|")
    if any(re.search(r"[.\[\]?*+]|\\[dwA]", lemma) for lemma in lemmas):
        return frozenset()
    return frozenset(lemma.replace("\\", "").lower() for lemma in lemmas)


def named(name: str) -> tuple[Rule, ...]:
    """Return the rules of the file *name* beside this module, without its ending `.rules`."""
    return rules(resources.files(__package__ or "").joinpath(f"{name}.rules").read_text("utf-8"))


def applied(lines: Iterable[Rule], words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the *words* of a sentence as the rules of *lines* have them, each behind those put before it."""
    found = list(words)
    owners = list(range(len(words)))
    text = "\n".join(found)
    lemmas = _lemmas_of(found)
    for rule in lines:
        if any(lemmas.isdisjoint(need) for need in rule.needs):
            continue
        start = 0
        while match := rule.stands.search(text, start):
            at = text.count("\n", 0, match.start())
            cells = [_cell(put, found[at + step], match) for step, put in enumerate(rule.becomes)]
            count = len(cells)
            owners[at : at + count] = [owners[at + step] for step, cell in enumerate(cells) for _ in cell]
            found[at : at + count] = [word for cell in cells for word in cell]
            text = "\n".join(found)
            lemmas = _lemmas_of(found)
            start = sum(len(word) + 1 for word in found[: at + sum(map(len, cells[:1]))])
    groups: list[tuple[str, ...]] = [()] * len(words)
    for owner, word in zip(owners, found, strict=True):
        groups[owner] += (word,)
    return groups


def _lemmas_of(words: Sequence[str]) -> set[str]:
    return {word.partition("<")[0].lower() for word in words}


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
    made = [re.sub(r"\{(\w+)\}", lambda name: given[name[1]], word) for word in put.split(" & ")]
    if was[:1].isupper() and _SMALL.match(was):
        at = made[0].startswith("=")  # the sign of a word that is written as it stands
        made = [made[0][:at] + made[0][at].upper() + made[0][at + 1 :], *(w[0].lower() + w[1:] for w in made[1:])]
    return made


Step = Callable[[Sequence[str]], list[tuple[str, ...]]]
"""What mends the words of a sentence: each word behind those put before it; nothing where one falls away."""


def chained(words: Sequence[str], steps: Iterable[Step]) -> list[tuple[str, ...]]:
    """Return what *steps* make of *words*, one after the other, each word still behind those put before it."""
    groups: list[tuple[str, ...]] = [(word,) for word in words]
    for step in steps:
        flat = [word for group in groups for word in group]
        made = step(flat)
        bounds = [0]
        for group in groups:
            bounds.append(bounds[-1] + len(group))
        groups = [tuple(word for part in made[start:end] for word in part) for start, end in pairwise(bounds)]
    return groups
