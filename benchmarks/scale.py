"""What a run costs when nothing, or little, has changed; and what it needs of memory.

    python benchmarks/scale.py [articles]

Articles are drawn from a seed: small pages in English and Russian. Every figure is a ratio against a baseline of the
same run, because machines are noisy: the second run against `sha256sum` of the same files.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
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
ENTRY = "place-{n}:\n  kind: place\n  names: {{en: Kara{n}tau, ru: Кара{n}тау, es: Kara{n}tau, uk: Кара{n}тау}}\n"


def page(number: int) -> str:
    """Return one article as a page; the same for the same number."""
    draw = random.Random(SEED * 1_000_003 + number)
    tag = "en" if number % 2 else "ru"

    def sentence() -> str:
        words = draw.choices(WORDS[tag], k=draw.randint(8, 20))
        words[draw.randrange(len(words))] = draw.choice(PLACES[tag])
        return " ".join(words).capitalize() + f" {draw.randint(2, 900)}."

    body = "\n".join(f"<p>{' '.join(sentence() for _ in range(3))}</p>" for _ in range(draw.randint(4, 9)))
    # What stands around an article is most of a page's bytes, here as elsewhere.
    chrome = "".join(f'<li><a href="/{n}/{number}">{n}</a></li>' for n in range(40))
    title = sentence()
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


def run(folder: Path, *more: str, to: str = "en,ru", engine: str = "argos") -> tuple[float, float, int]:
    """Run the program; return seconds of processor and of clock, and the peak memory in MB."""
    command = [
        sys.executable,
        "-c",
        "from syndicate.cli import main; main()",
        "run",
        "--from",
        "en",  # finding languages costs the same in every first run, and nothing in a second
        "inbox",
        "--to",
        to,
        "--config",
        "syndicate.toml",
        "-q",
        *more,
    ]
    (folder / "syndicate.toml").write_text(
        f'[run]\nglossaries = ["names.yaml"]\n[engines]\nuse = ["{engine}"]\nmodels = "models"\n', "utf-8"
    )
    return timed(command, folder)


def timed(command: list[str], folder: Path) -> tuple[float, float, int]:
    """Return processor seconds, clock seconds and peak memory in MB of *command*."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) not in {0, 3}:
        raise SystemExit(f"{command} ended with {status}")
    return usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss // 1024


def sums(folder: Path) -> tuple[float, float, int]:
    """Return what `sha256sum` of the inputs costs."""
    return timed(["sh", "-c", "find inbox -type f -print0 | xargs -0 sha256sum"], folder)


def say(measure: str, value: str) -> None:
    print(f"{measure:64} {value}", flush=True)


def figures(count: int) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(folder, count)
        size = sum(path.stat().st_size for path in folder.rglob("*.html"))
        yield f"{count} articles", f"{size / 1e6:.1f} MB"
        cold, clock, peak = run(folder)
        yield "first run: processor s, clock s, peak MB", f"{cold:.1f}  {clock:.1f}  {peak}"
        again = [(run(folder), sums(folder)) for _ in range(5)]
        ours, theirs = (min(each[at][0] for each in again) for at in (0, 1))
        yield "unchanged run, processor s; sha256sum; ratio", f"{ours:.2f}  {theirs:.2f}  {ours / theirs:.2f}"
        ours, theirs = (min(each[at][1] for each in again) for at in (0, 1))
        yield "unchanged run, clock s; sha256sum; ratio", f"{ours:.2f}  {theirs:.2f}  {ours / theirs:.2f}"
        yield "unchanged run, peak MB", str(again[-1][0][2])
        (folder / "inbox" / "000" / "000001.html").write_text(page(1).replace("</h1>", " again</h1>"), "utf-8")
        cost, clock, peak = run(folder)
        yield "one article changed: processor s, clock s, peak MB", f"{cost:.2f}  {clock:.2f}  {peak}"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for measure, value in figures(count):
        say(measure, value)
    say("peak of this program, MB", str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


if __name__ == "__main__":
    main()
