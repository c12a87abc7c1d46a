"""The site of a large newsroom: time, memory, and what must hold of every build.

python benchmarks/publishing.py [--entries 10000]

Speed is processor time, against lxml's own xmlfile writing the same Atom from values that are
ready, the fastest way we know to write such a file by a library. Ours renders the bodies, sanitises
them, and writes three formats.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lxml import etree

from syndicate.config import PublishSettings
from syndicate.model import Article, Edition, LanguageTag, Media, Origin, Source, Span, SpanKind, Unit, UnitKind
from syndicate.publish import build, channels_of
from syndicate.site import MANIFEST, manifest
from syndicate.validate import inspect_site
from syndicate.writers import Channel, atom, jsonfeed, rss
from syndicate.writers._archive import documents

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
    link = Span(4, 11, SpanKind.INLINE, "a", (("href", f"https://source.example.net/water?id={number}"),))
    units = (
        Unit(UnitKind.TITLE, f"Karakol speaks of water again: report {number}"),
        Unit(UnitKind.SUMMARY, SENTENCES[number % 4]),
        *(Unit(UnitKind.PARAGRAPH, text, (link,) if index % 3 == 0 else ()) for index in range(9)),
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
    """Return an element as plain values."""
    return (str(element.tag), dict(element.attrib), element.text or "", [ready(child) for child in element])


def raw(feed: Ready) -> bytes:
    """Write *feed* with xmlfile and nothing else."""
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        _raw(file, feed, "\n", {None: "http://www.w3.org/2005/Atom"})
    return out.getvalue()


def _raw(file: etree._IncrementalFileWriter, values: Ready, margin: str, spaces: dict[None, str] | None = None) -> None:
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


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of *work*, the best of three: other programs only make it longer."""
    found = []
    for _ in range(3):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def speed(number: int) -> None:
    (channel,) = channels_of(editions(number, (LanguageTag("es"),)), SETTINGS)
    sizes = {"atom": 0, "rss": 0, "json": 0}
    feeds = []
    for path, data in written(channel):
        sizes[path.rpartition(".")[2]] += len(data)
        if path.endswith(".atom"):
            feeds.append(ready(etree.fromstring(data, etree.XMLParser(remove_blank_text=True))))
    size = sum(len(raw(feed)) for feed in feeds)
    baseline = seconds(lambda: [len(raw(feed)) for feed in feeds])
    ours = seconds(lambda: [len(data) for _, data in written(channel)])
    made = list(documents(channel))
    spelled = seconds(
        lambda: [len(file.data) for one in made for each in (atom, rss, jsonfeed) for file in each.part(channel, one)]
    )
    print(f"{number} entries: Atom {sizes['atom']:,} bytes, RSS {sizes['rss']:,}, JSON Feed {sizes['json']:,}")
    print(f"raw xmlfile, Atom alone ({size:,} bytes)   {baseline:6.2f} s")
    print(f"syndicate, three formats                   {ours:6.2f} s   {ours / baseline:.1f} x   (reach: <= 4 x)")
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
