"""How well, how fast and how safely pages are read, with trafilatura alone beside it.

Usage: python benchmarks/reading.py [--pages FOLDER ...] [--half all|seen|held-out] [--only bodies,about,...]

The folders hold sets of real pages that others publish (see pages.py), for instance fundus; the environment
variable SYNDICATE_PAGES may name them too, with colons. Without one there are no truths to compare with: those rows
are left out, and the pages of samples/ and tests/fixtures/ are read ten times over for the speed.

Body: runs of four words, each page weighing the same; our text is everything but title, summary and captions. Kept: see
faithful.py. Speed: one process, parsing to article, metadata and date included on both sides, the two in turns; then
a whole batch with its workers. Encodings: pages of 14 languages without a declared character set, in the character
sets that they were written in; `mangled` is wrong and no note says so. Hostile files: hostile.py.
"""

from __future__ import annotations

import argparse
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from faithful import kept
from pages import Page, pages, plain

from syndicate.model import Article, UnitKind
from syndicate.readers import Document
from syndicate.sources import read_articles, read_document

ROOT = Path(__file__).parents[1]
MEASURES = "bodies,kept,about,speed,encodings"
_APART = frozenset({UnitKind.TITLE, UnitKind.SUMMARY, UnitKind.CAPTION, UnitKind.ALT})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, action="append", default=[], help="folder of a set of pages")
    parser.add_argument("--half", choices=("all", "seen", "held-out"), default="all", help="which sites of the sets")
    parser.add_argument("--only", default=MEASURES, help="which measures, with commas")
    parser.add_argument("--worst", type=int, default=0, help="print so many of the worst bodies that may be looked at")
    given = parser.parse_args()
    wanted = given.only.split(",")
    folders = given.pages or [Path(one) for one in os.environ.get("SYNDICATE_PAGES", "").split(":") if one]
    for folder in folders:
        found = [page for page in pages(folder) if given.half == "all" or page.held_out == (given.half == "held-out")]
        print(f"\n{folder.name}: {len(found)} pages ({given.half})")
        if found:
            _measure(found, wanted, given.worst)
    if not folders:
        print("bodies, kept, about: left out, no set of pages was named (--pages or SYNDICATE_PAGES)")
        if "speed" in wanted:
            speed(_own())
    if "encodings" in wanted:
        encodings()


def _measure(found: list[Page], wanted: list[str], worst: int) -> None:
    articles = [_ours(page.document) for page in found] if {"bodies", "kept", "about"} & set(wanted) else []
    if "bodies" in wanted:
        bodies(found, articles, worst)
    if "kept" in wanted:
        score = sum((kept(page, article) for page, article in zip(found, articles, strict=True)), Counter())
        print("\nkept")
        for name in dict.fromkeys(name for name, _ in score):
            met, missed = score[name, True], score[name, False]
            print(f"  {name:30} {100 * met / (met + missed):6.1f} %  of {met + missed:,}")
    if "about" in wanted:
        about(found, articles)
    if "speed" in wanted:
        speed([page.document for page in found])


def _own() -> list[Document]:
    found = [*sorted((ROOT / "samples").glob("*.html")), *sorted((ROOT / "tests/fixtures/readers").glob("*.html"))]
    return [Document(f"{copy}/{path.name}", path.read_bytes()) for copy in range(10) for path in found]


def _ours(document: Document) -> Article | None:
    return next((one for one in read_document(document) if isinstance(one, Article)), None)


def _trafilatura(document: Document) -> str:
    import trafilatura

    return trafilatura.extract(document.data, include_comments=False, include_tables=True, with_metadata=False) or ""


def bodies(found: list[Page], articles: list[Article | None], worst: int) -> None:
    scores: dict[str, list[tuple[float, float]]] = {"syndicate": [], "trafilatura": []}
    for page, article in zip(found, articles, strict=True):
        units = article.units if article else ()
        ours = "\n".join(unit.text for unit in units if unit.kind not in _APART)
        scores["syndicate"].append(_agreement(page.body, ours))
        scores["trafilatura"].append(_agreement(page.body, _trafilatura(page.document)))
    print("\nbodies                 precision  recall     F1   F1 of the middle page")
    for name, each in scores.items():
        precision, recall = (sum(column) / len(each) for column in zip(*each, strict=True))
        middle = sorted(2 * one[0] * one[1] / (sum(one) or 1) for one in each)[len(each) // 2]
        whole = 2 * precision * recall / (precision + recall)
        print(f"  {name:20}  {precision:8.3f} {recall:7.3f} {whole:7.3f} {middle:7.3f}")
    ranked = sorted(zip(scores["syndicate"], scores["trafilatura"], found, strict=True), key=lambda one: min(one[0]))
    for ours, theirs, page in [one for one in ranked if not one[2].held_out][:worst]:
        print(f"  {ours[0]:.2f} {ours[1]:.2f} (trafilatura {theirs[0]:.2f} {theirs[1]:.2f})  {page.document.name}")


def about(found: list[Page], articles: list[Article | None]) -> None:
    """Titles, days, minutes and authors; trafilatura's title and day beside ours."""
    import trafilatura

    score: Counter[tuple[str, str, bool]] = Counter()
    for page, article in zip(found, articles, strict=True):
        theirs = trafilatura.extract_metadata(page.document.data)
        if page.title:
            _count(score, "title", page.title, article.title if article else "", str(theirs.title or ""))
        if page.published is not None:
            ours = article.published if article else None
            days = {page.published.date().isoformat(), page.published.astimezone().date().isoformat()}
            score["day", "syndicate", ours is not None and ours.date().isoformat() in days] += 1
            score["day", "trafilatura", theirs.date in days] += 1
            if page.published.time().isoformat() != "00:00:00":
                score["minute and zone", "syndicate", ours == page.published] += 1
        if page.authors:
            said = plain(article.byline).casefold() if article else ""
            score["authors", "syndicate", all(name.casefold() in said for name in page.authors)] += 1
            other = plain(theirs.author or "").casefold()
            score["authors", "trafilatura", all(name.casefold() in other for name in page.authors)] += 1
    print("\nabout              syndicate   trafilatura")
    for name in dict.fromkeys(name for name, _, _ in score):
        rates = []
        for who in ("syndicate", "trafilatura"):
            total = score[name, who, True] + score[name, who, False]
            rates.append(f"{100 * score[name, who, True] / total:8.1f} %" if total else "       -  ")
        print(
            f"  {name:16} {rates[0]} {rates[1]}   of {score[name, 'syndicate', True] + score[name, 'syndicate', False]}"
        )


def _count(score: Counter[tuple[str, str, bool]], name: str, truth: str, ours: str, theirs: str) -> None:
    for who, said in (("syndicate", ours), ("trafilatura", theirs)):
        score[name, who, plain(said).casefold() == truth.casefold()] += 1


def _agreement(true: str, found: str) -> tuple[float, float]:
    """Return precision and recall of *found*, in runs of four words."""
    wanted, given = (Counter(_runs(re.findall(r"\w+", text))) for text in (true, found))
    both = (wanted & given).total()
    return both / given.total() if given else 0.0, both / wanted.total() if wanted else 1.0


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    yield from (tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3)) if words)


def speed(pages: list[Document]) -> None:
    import trafilatura

    def bare(page: Document) -> object:
        return trafilatura.bare_extraction(page.data, include_comments=False, with_metadata=True)

    for warm in pages[:3]:
        bare(warm)
        _ours(warm)
    size = sum(len(page.data) for page in pages) / 1_000_000
    print(f"\nspeed, {len(pages)} pages, {size:.1f} MB    pages/s")
    seconds = [0.0, 0.0]
    for page in pages:  # in turns, page by page: whatever else the machine does slows both
        for place, work in enumerate((bare, _ours)):
            start = time.process_time()
            work(page)
            seconds[place] += time.process_time() - start
    alone, ours = (len(pages) / one for one in seconds)
    print(f"  trafilatura alone            {alone:8.1f}")
    print(f"  syndicate, one process       {ours:8.1f}   {ours / alone:.2f} of trafilatura")
    start = time.perf_counter()
    list(read_articles(pages))
    batch = len(pages) / (time.perf_counter() - start)
    print(f"  syndicate, batch in workers  {batch:8.1f}   by the clock")


CHARACTER_SETS = {
    "ru": ("windows-1251", "koi8-r", "iso-8859-5", "cp866", "utf-16", "utf-8"),
    "uk": ("windows-1251", "koi8-u", "utf-16", "utf-8"),
    "kk": ("utf-16", "utf-8"),
    "tr": ("windows-1254", "iso-8859-9", "utf-16", "utf-8"),
    "az": ("windows-1254", "utf-16", "utf-8"),
    "es": ("windows-1252", "iso-8859-1", "utf-16", "utf-8"),
    "en": ("windows-1252", "ascii", "utf-16", "utf-8"),
}


def encodings() -> None:
    """Print what becomes of pages without a declared character set, whole ones and briefs of one paragraph."""
    total: Counter[str] = Counter()
    print("\nencodings undeclared   cases  right  noted  refused  mangled")
    for language, rows in groupby(sorted(_cases()), key=itemgetter(0)):
        found: Counter[str] = Counter()
        for _, text, encoding in rows:
            plain, read = (
                _ours(Document("page.html", text.encode())),
                _ours(Document("page.html", text.encode(encoding))),
            )
            same = plain is not None and read is not None and plain.units == read.units
            found["right" if same else "refused" if read is None else "noted" if read.notes else "mangled"] += 1
        total += found
        _print_encodings(language, found)
    _print_encodings("all", total)


def _print_encodings(name: str, found: Counter[str]) -> None:
    numbers = "".join(f"{found[kind]:9}" for kind in ("right", "noted", "refused", "mangled"))
    print(f"  {name:18} {found.total():6}{numbers}")


def _cases() -> Iterator[tuple[str, str, str]]:
    """Give language, page and character set: each page whole, and its beginning alone where that is shorter."""
    for language, text in _articles():
        head, *paragraphs = text.split("<p>")
        brief = f"{head}{''.join(f'<p>{one}' for one in paragraphs[:1])}</article></body></html>"
        for encoding in CHARACTER_SETS.get(language, ()):
            for page in dict.fromkeys((text, brief)):
                with suppress(UnicodeEncodeError):
                    page.encode(encoding)
                    yield language, page, encoding


def _articles() -> Iterator[tuple[str, str]]:
    """Give language and page of every article of samples/, without a declared character set."""
    from syndicate.detect import detect

    for path in sorted((ROOT / "samples").iterdir()):
        for article in read_document(Document(path.name, path.read_bytes())):
            if isinstance(article, Article):
                text = "".join(f"<p>{unit.text}</p>\n" for unit in article.units if unit.kind not in _APART)
                language = str(detect(" ".join(unit.text for unit in article.units)).language)
                page = f"<html><head><title>{article.title}</title></head><body><article>{text}</article></body></html>"
                yield language, page


if __name__ == "__main__":
    main()
