"""A hundred thousand names over a million words, against the bare automaton on the same forms.

The texts are lines of the news set; behind every first, fourth or sixteenth a name is put, so that names stand as
thickly as anywhere, as in ordinary news, and as in news of elsewhere. CPU time, the best of several turns.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from syndicate.glossary.entries import glossary
from syndicate.glossary.match import Matcher
from syndicate.languages import language_tag
from syndicate.model import ConceptEntry, EntryKind

SYLLABLES = "ba ka ta mi lo ren dor vik sha nur ali bek tan gor per mo sal den hov ski lin zan ory ul mak"
ENTRIES = 100_000
WORDS = 1_000_000
TURNS = 3

Row = tuple[str, object, object, str]
"""A measure, the baseline, ours, and what is to be reached."""


def rows(data: Path) -> Iterator[Row]:
    """Measure, and give the rows of the table."""
    import ahocorasick_rs

    english = language_tag("en")
    lot = random.Random(1)
    names = drawn(lot)
    entries = glossary(
        [
            ConceptEntry(f"e{at}", EntryKind.PERSON if at % 3 else EntryKind.PLACE, {english: name}, "m")
            for at, name in enumerate(names)
        ]
    )
    lines = (data / "ntrex" / "eng.txt").read_text("utf-8").splitlines()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    matcher = Matcher(entries, english)
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    forms = list(matcher.shapes.first)
    bare = ahocorasick_rs.AhoCorasick(forms)
    built = best([lambda: ahocorasick_rs.AhoCorasick(forms), lambda: Matcher(entries, english)])
    yield (f"build, {ENTRIES} entries, {len(forms)} forms, s", f"{built[0]:.2f}", f"{built[1]:.2f}", "<= 2x")
    for every in (1, 4, 16):
        articles = corpus(lot, lines, names, every)
        found = sum(len(each.mentions) for article in articles for each in matcher.find_article(article))

        def plain(articles: Sequence[Sequence[str]] = articles) -> None:
            for article in articles:
                for line in article:
                    bare.find_matches_as_indexes(line, overlapping=True)

        def ours(articles: Sequence[Sequence[str]] = articles) -> None:
            for article in articles:
                matcher.find_article(article)

        scan = best([plain, ours])
        ratio = (built[1] + scan[1]) / (built[0] + scan[0])
        yield (f"scan, {found / WORDS * 100:.1f} names in 100 words, s", f"{scan[0]:.2f}", f"{scan[1]:.2f}", "")
        yield ("both", f"{built[0] + scan[0]:.2f}", f"{built[1] + scan[1]:.2f} {ratio:.1f}x", "<= 2x")
    yield ("memory, MB", "", f"{memory:.0f}", "")


def drawn(lot: random.Random) -> list[str]:
    """Draw names by lot."""

    def word() -> str:
        return "".join(lot.choice(SYLLABLES.split()) for _ in range(lot.randint(2, 4))).capitalize()

    names: set[str] = set()
    while len(names) < ENTRIES:
        names.add(f"{word()} {word()}")
    return sorted(names)


def corpus(lot: random.Random, lines: Sequence[str], names: Sequence[str], every: int) -> list[list[str]]:
    """Draw articles of twenty lines, with a name behind *every* so-manieth line."""
    articles: list[list[str]] = []
    words = count = 0
    while words < WORDS:
        articles.append([])
        for _ in range(20):
            count += 1
            line = lot.choice(lines)
            articles[-1].append(line if count % every else f"{line} {lot.choice(names)} spoke.")
        words += sum(len(line.split()) for line in articles[-1])
    return articles


def best(works: Sequence[Callable[[], object]]) -> list[float]:
    """Return the least seconds of CPU time of each of *works*, which take turns."""
    least = [float("inf")] * len(works)
    for _ in range(TURNS):
        for at, work in enumerate(works):
            start = time.process_time()
            work()
            least[at] = min(least[at], time.process_time() - start)
    return least
