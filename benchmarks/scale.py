"""What a run costs when nothing, or little, has changed; and what it needs of memory.

    python benchmarks/scale.py [--articles 10000] [--quick] [--all]

Articles are drawn from a seed: small pages, one in twenty in English, which an engine made for this translates into
Spanish, the others in Russian. Every figure is a ratio against a baseline of the same run, because machines are noisy.
With --all the other benchmarks of throughput, kills, Ray and mutations follow; with --quick everything is small.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

SEED = 20220928
PLACES = {"en": ["Osh", "Naryn", "Talas", "Batken"], "ru": ["Оше", "Нарыне", "Таласе", "Баткене"]}
TEXTS = {
    "en": "the river council opened a new road bridge school after long talks about water prices while farmers from two"
    " valleys asked for seed and the ministry promised help before winter because snow closed every pass early",
    "ru": "районный совет открыл новую дорогу мост школу после долгих переговоров о ценах на воду пока фермеры двух"
    " долин просили семена и министерство обещало помощь до зимы потому что снег рано закрыл все перевалы",
}
WORDS = {tag: text.split() for tag, text in TEXTS.items()}
HEAVY = ("numpy", "ctranslate2", "argostranslate", "py3langid", "lxml", "babel", "jinja2", "yaml")
"""What a run that has nothing to do must not import."""
OTHERS = {
    "throughput.py": ([], ["--articles", "20"]),
    "apertium.py": ([], []),
    "crashes.py": ([], ["--kills", "10"]),
    "on_ray.py": ([], ["--sentences", "2000"]),
    "mutations.py": ([], ["--count", "300"]),
}
"""The other benchmarks of scale, with their arguments, and those of --quick."""
ENGINE = """
from syndicate.model import Ability, Direction, Hop, Hypothesis, LanguageTag, Place

WAY = Direction(LanguageTag("en"), LanguageTag("es"))
OTHER = str.maketrans("aeiou", "eioua")

class Engine:
    name = "vowels"
    def hops(self):
        return (Hop(self.name, WAY, "vowels 1", "v1"),)
    def faults(self):
        return ()
    def abilities(self, direction):
        return frozenset({Ability.PLACEHOLDERS})
    def translate(self, direction, batch):
        return [
            Hypothesis(
                each.text.translate(OTHER),
                places=tuple(Place(at, one.start, one.end) for at, one in enumerate(each.placeholders)),
            )
            for each in batch
        ]
    def close(self):
        pass

def open_engine(settings):
    return Engine()
"""
EDITED = "place-7"
MET = f"""
  SELECT count(DISTINCT s.key) FROM ledger l JOIN segments s USING (article, language, unit, segment)
  WHERE l.entry = '{EDITED}' AND l.language = 'es'
"""
ENTRY = "place-{n}:\n  kind: place\n  names: {{en: Kara{n}tau, ru: Кара{n}тау, es: Kara{n}tau, uk: Кара{n}тау}}\n"


def page(number: int) -> str:
    """Return one article as a page; the same for the same number."""
    draw = random.Random(SEED * 1_000_003 + number)
    tag = "ru" if number % 20 else "en"

    def sentence() -> str:
        words = draw.choices(WORDS[tag], k=draw.randint(8, 20))
        words[draw.randrange(len(words))] = draw.choice(PLACES[tag])
        return " ".join(words).capitalize() + f" {draw.randint(2, 900)}."

    body = "\n".join(f"<p>{' '.join(sentence() for _ in range(3))}</p>" for _ in range(draw.randint(4, 9)))
    # What stands around an article is most of a page's bytes, here as elsewhere.
    chrome = "".join(f'<li><a href="/{n}/{number}">{n}</a></li>' for n in range(40))
    title = sentence()
    if number % 40 == 0:
        title = f"Kara7tau: {title}"
    return (
        f'<!doctype html><html lang="{tag}"><head><title>{title}</title><link rel="canonical" '
        f'href="https://paper.example/{tag}/{number}"><meta property="article:published_time" '
        f'content="2026-09-{1 + number % 28:02}T09:00:00Z"></head><body><nav><ul>{chrome}</ul></nav>'
        f"<article><h1>{title}</h1>\n{body}</article><footer><ul>{chrome}</ul></footer></body></html>"
    )


def lay_out(folder: Path, count: int) -> None:
    """Write the articles, a glossary of 1,000 entries, and the settings."""
    inbox = folder / "inbox"
    for number in range(count):
        path = inbox / f"{number // 500:03}" / f"{number:06}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(number), "utf-8")
    long_ago = time.time() - 3600
    for path in inbox.rglob("*.html"):
        os.utime(path, (long_ago, long_ago))
    entries = "".join(ENTRY.format(n=n) for n in range(999))
    osh = "osh:\n  kind: place\n  names: {en: Osh, ru: Ош, es: Osh, uk: Ош}\n"
    (folder / "names.yaml").write_text(entries + osh, "utf-8")


def install(folder: Path) -> None:
    """Install the engine, as anybody may install one, and write the settings."""
    (folder / "plug").mkdir()
    (folder / "plug" / "vowels.py").write_text(ENGINE, "utf-8")
    about = folder / "plug" / "vowels-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: vowels\nVersion: 1\n", "utf-8")
    (about / "entry_points.txt").write_text("[syndicate.engines]\nvowels = vowels\n", "utf-8")
    (folder / "syndicate.toml").write_text(
        '[run]\nsources = ["inbox"]\nto = ["en", "es", "ru"]\nglossaries = ["names.yaml"]\n'
        '[engines]\nuse = ["vowels"]\n[gate]\nrules = { language = "pass" }\n',
        "utf-8",
    )


@dataclass(frozen=True)
class Spent:
    """What a program needed."""

    processor: float
    """Seconds of a processor."""
    clock: float
    """Seconds."""
    memory: int
    """Peak, MB."""
    said: str = ""
    """What it printed."""


def syndicate(folder: Path, *words: str, then: str = "") -> Spent:
    """Run the program with *words*; *then* is Python that is run at its end."""
    code = f"import sys\nfrom syndicate.cli import main\ntry:\n    main()\nfinally:\n    {then or 'pass'}"
    return spent([sys.executable, "-c", code, *words], folder)


def spent(command: list[str], folder: Path) -> Spent:
    """Return what *command* needs."""
    path = os.pathsep.join([str(folder / "plug"), *filter(None, [os.environ.get("PYTHONPATH")])])
    # As it is installed: its modules are compiled once, and not in each of its processes.
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**usual, "PYTHONPATH": path}
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        clock = time.perf_counter() - started
        said.seek(0)
        text = said.read()
    if os.waitstatus_to_exitcode(status) not in {0, 3}:
        raise SystemExit(f"{command} ended with {status}")
    return Spent(usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss // 1024, text)


def asked(folder: Path, question: str) -> int:
    """Return the number that *question* gives of the state."""
    with closing(sqlite3.connect(folder / ".syndicate" / "state.sqlite")) as state:
        return int(state.execute(question).fetchone()[0])


def translated(folder: Path) -> int:
    """Return how many sentences the last run translated."""
    return asked(folder, "SELECT json_extract(CAST(value AS TEXT), '$.translated') FROM facts WHERE name = 'report'")


def touched(folder: Path) -> Spent:
    """Change one article, and run."""
    path = folder / "inbox" / "000" / "000000.html"
    path.write_text(path.read_text("utf-8").replace("</h1>", " again</h1>"), "utf-8")
    return syndicate(folder, "run", "-q")


def late(folder: Path) -> Spent:
    """Add one article of the month's first day, and run."""
    (folder / "inbox" / "000" / "late.html").write_text(page(28_000_028), "utf-8")
    return syndicate(folder, "run", "-q")


Row = tuple[str, str, str]
"""A measure, its value, and what is to be reached."""


def first_runs(folder: Path, small: Path) -> Iterator[Row]:
    """Give what a first run costs, and how memory grows with the articles."""
    for where in (small, folder):
        install(where)
    little, much = syndicate(small, "run", "-q"), syndicate(folder, "run", "-q")
    yield "first run: processor s, clock s, peak MB", f"{much.processor:.0f}, {much.clock:.0f}, {much.memory}", ""
    yield "its peak memory over that of a tenth of the articles", f"{much.memory / little.memory:.2f}", "<= 1.2"


def unchanged(folder: Path) -> Iterator[Row]:
    """Give what a run costs that has nothing to do."""
    command = ["sh", "-c", "find inbox -type f -print0 | xargs -0 sha256sum > /dev/null"]
    again = [(syndicate(folder, "run", "-q"), spent(command, folder)) for _ in range(5)]
    ours, theirs = (min(pair[at].processor for pair in again) for at in (0, 1))
    yield "unchanged run: processor s, sha256sum's", f"{ours:.2f}, {theirs:.2f}", ""
    yield "unchanged run over sha256sum of the inputs", f"{ours / theirs:.2f}", "<= 3"
    heavy = f"print(*sorted(set({HEAVY}) & set(sys.modules)))"
    loaded = syndicate(folder, "run", "-q", then=heavy).said.splitlines()[-1]
    yield "heavy modules that it loads", loaded or "none", "none"


def one_article(folder: Path, small: Path) -> Iterator[Row]:
    """Give what it costs that one article changed."""
    little, much = touched(small), touched(folder)
    yield (
        "one article changed: processor s, clock s, peak MB",
        f"{much.processor:.2f}, {much.clock:.2f}, {much.memory}",
        "",
    )
    yield "its processor s with a tenth of the articles", f"{little.processor:.2f}", ""
    yield "its peak memory over that of a tenth of the articles", f"{much.memory / little.memory:.2f}", "<= 1.2"
    ratio = late(folder).processor / much.processor
    yield "one article that comes late, over one that changed", f"{ratio:.2f}", ""


def one_entry(folder: Path) -> Iterator[Row]:
    """Give what it costs that one of 1,000 entries is edited."""
    names = folder / "names.yaml"
    old = names.read_text("utf-8")
    edited = old.replace("es: Kara7tau", "es: Karasietetau")
    (folder / "edited.yaml").write_text(edited, "utf-8")
    impact = min(
        (syndicate(folder, "glossary", "impact", "edited.yaml", "--beside", EDITED) for _ in range(3)),
        key=lambda one: one.clock,
    )
    yield "impact of an edited entry: processor s, clock s", f"{impact.processor:.2f}, {impact.clock:.2f}", "< 1 s"
    met = asked(folder, MET)
    names.write_text(edited, "utf-8")
    cost = syndicate(folder, "run", "-q")
    yield "the run after it: processor s, clock s", f"{cost.processor:.2f}, {cost.clock:.2f}", ""
    yield f"sentences redone over the {met} that met it", f"{translated(folder) / max(met, 1):.2f}", "1.00"


def figures(count: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder, small = Path(name) / "all", Path(name) / "tenth"
        lay_out(folder, count)
        lay_out(small, count // 10)
        size = sum(path.stat().st_size for path in folder.rglob("*.html"))
        yield f"{count} articles, one in 20 translated; MB", f"{size / 1e6:.1f}", ""
        yield from first_runs(folder, small)
        yield from unchanged(folder)
        yield from one_article(folder, small)
        yield from one_entry(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--quick", action="store_true", help="600 articles; the others small as well")
    parser.add_argument("--all", action="store_true", help="the other benchmarks of scale, too")
    chosen = parser.parse_args()
    print(f"{'measure':60} {'value':>20}  reach")
    for measure, value, reach in figures(600 if chosen.quick else chosen.articles):
        print(f"{measure:60} {value:>20}  {reach}", flush=True)
    for other, (usual, quick) in OTHERS.items() if chosen.all else ():
        print(f"\n{other}", flush=True)
        place = Path(__file__).with_name(other)
        subprocess.run([sys.executable, place, *(quick if chosen.quick else usual)], check=False)


if __name__ == "__main__":
    main()
