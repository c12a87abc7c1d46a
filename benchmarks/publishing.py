"""The site of a large newsroom: time, memory, and what must hold of every build.

python benchmarks/publishing.py [--entries 10000]

Speed is processor time, against lxml's own xmlfile writing the same Atom from values that are
ready, the fastest way we know to write such a file by a library. What it writes is the same document
(canonical XML says so), and 0.8 % longer: xmlfile never writes `<link/>`. Ours renders the bodies, sees
that they are safe, and writes three formats.
"""

from __future__ import annotations

import argparse
import gc
import io
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from lxml import etree

from syndicate.config import PublishSettings
from syndicate.model import Article, Edition, LanguageTag, Media, Origin, Source, Span, SpanKind, Unit, UnitKind
from syndicate.publish import build, channels_of
from syndicate.site import MANIFEST, manifest
from syndicate.validate import inspect_site
from syndicate.writers import Channel, atom, jsonfeed, rss
from syndicate.writers._archive import documents
from syndicate.writers._xml import SPACES

XML = "{http://www.w3.org/XML/1998/namespace}"

LANGUAGES = tuple(map(LanguageTag, ("ar", "en", "es", "pt-BR", "uk", "zh-Hant")))
SETTINGS = PublishSettings(title={LanguageTag("und"): "Steppe and Sea"}, base="https://news.example.org/")
SENTENCES = (
    "The council of Karakol met on Wednesday and spoke of water, roads & schools.",
    "Nobody could say when the third bridge over the Naryn would be open again.",
    "A price of 4 500 som was named, less than in 2021, and more than in 2020.",
    "The minister’s office answered that the plan “stands as it was written”.",
)


def edition(number: int, language: LanguageTag, moment: datetime) -> Edition:
    """An article of nine paragraphs (3 KB), links and a picture, as an ordinary newsroom's."""
    text = " ".join(SENTENCES[number % 4 :] + SENTENCES[: number % 4])
    # No two paragraphs are the same: a program that remembers them would gain nothing in a newsroom.
    said = [f"{text} So {number} of {1000 + index} people say." for index in range(9)]
    link = Span(4, 11, SpanKind.INLINE, "a", (("href", f"https://source.example.net/water?id={number}"),))
    units = (
        Unit(UnitKind.TITLE, f"Karakol speaks of water again: report {number}"),
        Unit(UnitKind.SUMMARY, SENTENCES[number % 4]),
        *(Unit(UnitKind.PARAGRAPH, one, (link,) if index % 3 == 0 else ()) for index, one in enumerate(said)),
        Unit(UnitKind.ALT, "A bridge", media=0),
        Unit(UnitKind.CAPTION, "The bridge over the Naryn", media=0),
    )
    article = Article(
        id=f"{number:020x}",
        source=Source(
            "https://source.example.net/rss", f"guid-{number}", "The Naryn Paper", "https://source.example.net/"
        ),
        units=units,
        link=f"https://source.example.net/news/{number}",
        language=LanguageTag("en"),
        byline="A. Toktosunov",
        rights="© The Naryn Paper",
        sections=("Water",),
        media=(Media("https://source.example.net/bridge.jpg", "image", 1200, 800, "B. Usenov"),),
    )
    origin = Origin.ORIGINAL if language == "en" else Origin.MACHINE
    return Edition(article, language, units, origin=origin, published=moment, updated=moment)


def editions(number: int, languages: tuple[LanguageTag, ...]) -> Iterator[Edition]:
    start = datetime(2022, 1, 1, tzinfo=UTC)
    for count in range(number):
        for language in languages:
            yield edition(count, language, start + timedelta(hours=count))


def written(channel: Channel) -> Iterator[tuple[str, bytes]]:
    """Give the three formats of *channel*, as a build makes them."""
    for document in documents(channel):
        for writer in (atom, rss, jsonfeed):
            for file in writer.part(channel, document):
                yield file.path, file.data


Ready = tuple[str, dict[str, str], str, list["Ready"]]  # type: ignore[misc] # mypy has no recursive aliases


def ready(element: etree._Element) -> Ready:
    """Return an element as plain values. xmlfile would call the namespace of xml:lang `ns0`, which no parser takes."""
    attributes = {str(name).replace(XML, "xml:"): str(value) for name, value in element.attrib.items()}
    return (str(element.tag), attributes, element.text or "", [ready(child) for child in element])


def raw(feed: Ready) -> bytes:
    """Write *feed* with xmlfile and nothing else."""
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        _raw(file, feed, "\n", {None: SPACES["atom"], "dcterms": SPACES["dcterms"], "fh": SPACES["fh"]})
    return out.getvalue()


def _raw(file: etree._IncrementalFileWriter, values: Ready, margin: str, spaces: Any = None) -> None:
    tag, attributes, text, children = values
    with file.element(tag, attributes, nsmap=spaces):
        if children:
            inner = margin + "  "
            for child in children:
                file.write(inner)
                _raw(file, child, inner)
            file.write(margin)
        else:
            file.write(text)


def canonical(data: bytes) -> bytes:
    """Return a document in the one form that all its spellings have (Canonical XML 1.0)."""
    return bytes(etree.tostring(etree.fromstring(data), method="c14n"))


def seconds(*works: Callable[[], object]) -> list[float]:
    """Return the processor time of each of *works*, the best of five rounds in turn: others only make it longer."""
    found: list[list[float]] = [[] for _ in works]
    # A million ready values are the measure's ballast, no newsroom's: the collector does not go through them.
    gc.collect()
    gc.freeze()
    for _ in range(5):
        for work, times in zip(works, found, strict=True):
            begun = time.process_time()
            work()
            times.append(time.process_time() - begun)
    return [min(times) for times in found]


def speed(number: int) -> None:
    (channel,) = channels_of(editions(number, (LanguageTag("es"),)), SETTINGS)
    sizes = {"atom": 0, "rss": 0, "json": 0}
    feeds = []
    for path, data in written(channel):
        sizes[path.rpartition(".")[2]] += len(data)
        if path.endswith(".atom"):
            feeds.append(ready(etree.fromstring(data, etree.XMLParser(remove_blank_text=True))))
            if canonical(raw(feeds[-1])) != canonical(data):
                raise SystemExit(f"{path}: the baseline writes another document than ours.")
    size = sum(len(raw(feed)) for feed in feeds)
    made = list(documents(channel)) if number <= 3_000 else []  # they are large
    baseline, ours, spelled = seconds(
        lambda: [len(raw(feed)) for feed in feeds],
        lambda: [len(data) for _, data in written(channel)],
        lambda: [len(file.data) for one in made for each in (atom, rss, jsonfeed) for file in each.part(channel, one)],
    )
    print(f"{number} entries: Atom {sizes['atom']:,} bytes, RSS {sizes['rss']:,}, JSON Feed {sizes['json']:,}")
    print(f"raw xmlfile, Atom alone ({size:,} bytes)   {baseline:6.2f} s")
    print(f"syndicate, three formats                   {ours:6.2f} s   {ours / baseline:.1f} x   (reach: <= 4 x)")
    if made:
        print(f"  of it writing, bodies being ready        {spelled:6.2f} s   {spelled / baseline:.1f} x")


def memory(number: int) -> None:
    for count in (number // 10, number):
        (channel,) = channels_of(editions(count, (LanguageTag("es"),)), SETTINGS)
        tracemalloc.start()
        for _ in written(channel):
            pass
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"memory over the editions, {count:6} entries   {peak / 1e6:6.1f} MB")


def identity(folder: Path) -> None:
    """Six languages, one empty, one partly held: what must be nothing."""
    held = [each for each in editions(60, LANGUAGES) if (each.language, each.article.id[-1]) != ("uk", "7")]
    site = folder / "site"
    build(held, SETTINGS, site, languages=[LanguageTag("ky")])
    before = {
        path: ((site / path).read_bytes(), (site / path).stat().st_mtime_ns) for path in (*manifest(site), MANIFEST)
    }
    build(held[::-1], SETTINGS, site, languages=[LanguageTag("ky")])
    after = {
        path: ((site / path).read_bytes(), (site / path).stat().st_mtime_ns) for path in (*manifest(site), MANIFEST)
    }
    differ = sum(before[path] != after[path] for path in before)
    print(f"two builds of the same input: {differ} of {len(before)} files differ")
    inspection, problems = inspect_site(site, iter(sorted(manifest(site))))
    print(f"problems found by publish --check: {len(problems)} in {inspection.entries} entries of feeds")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--entries", type=int, default=10_000)
    asked = parser.parse_args()
    speed(asked.entries)
    memory(asked.entries)
    with tempfile.TemporaryDirectory() as folder:
        identity(Path(folder))


if __name__ == "__main__":
    main()
