"""How well the work is shared out: Ray's workers of one processor each, two against one, and what they cost.

    python benchmarks/on_ray.py [--sentences 6000] [--job 500] [--repeats 2] [--package FILE]

A real Ray cluster on this machine, the small test model or a package that is named, jobs that are equally long. The two
take turns, and each keeps its best time, because the machine may have other work. «Working» begins when every worker
has answered once; «whole» begins before the workers are started. «Processor» is what the workers' models took of
it: where that is less than the time, the machine had other work, and the ratio says less.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from articles import article

from syndicate.config import EngineTable
from syndicate.guard import open_engines
from syndicate.languages import language_tag
from syndicate.model import Article, Segment, Source, Unit, UnitKind
from syndicate.models import install_file
from syndicate.scale import BATCH
from syndicate.segment import segment_article
from syndicate.workplaces import Done, Job, Setting, ray
from syndicate.workplaces.here import Here

MODEL = Path(__file__).resolve().parents[1] / "tests" / "models" / "translate-en_es-copy-0_1.argosmodel"
EN = language_tag("en")


@dataclass(frozen=True)
class Timed:
    """One measured turn."""

    whole: float
    working: float
    """Sentences a second."""
    processor: float
    """Seconds of a processor a second, of all models together, while working."""
    answers: dict[int, Done]


def sentences(wanted: int) -> list[Segment]:
    """Return so many sentences, none twice, the longest first, as a run orders them."""
    found: dict[str, Segment] = {}
    number = 0
    while len(found) < wanted:
        units = tuple(Unit(UnitKind.PARAGRAPH, text, language=EN) for text in article(number))
        sheet = Article(str(number), Source("-", "-", document="-"), units, language=EN)
        found.update((each.text, each) for each in segment_article(sheet))
        number += 1
    return sorted(list(found.values())[:wanted], key=lambda each: (-len(each.text), each.text))


class Clock(threading.Thread):
    """Follows the processor time of the models' processes below this one; some end before the last answer is there."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.seconds: dict[int, float] = {}

    def run(self) -> None:
        """Look again and again."""
        while not self.ended.wait(0.5):
            self.look()

    def look(self) -> float:
        """Return the seconds of a processor that all of them took until now."""
        fields: dict[int, list[str]] = {}
        models = set()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields[int(folder.name)] = (folder / "stat").read_text().rpartition(")")[2].split()
                if b"engines.argos.worker" in (folder / "cmdline").read_bytes():
                    models.add(int(folder.name))
            except OSError:
                continue
        for process in models & fields.keys():
            above = process
            while above in fields and above != os.getpid():
                above = int(fields[above][1])
            if above == os.getpid():
                ticks = int(fields[process][11]) + int(fields[process][12])
                self.seconds[process] = ticks / os.sysconf("SC_CLK_TCK")
        return sum(self.seconds.values())


def turn(jobs: Sequence[Job], setting: Setting) -> Timed:
    """Translate *jobs* on a cluster that is started for it."""
    place = ray.OnRay(setting)
    workers = setting.table.workers
    clock = Clock()
    clock.start()
    start = time.perf_counter()
    answers: dict[int, Done] = {}
    begun, took = start, 0.0
    for number, done in place.translate(jobs, lambda _: None):
        answers[number] = done
        if len(answers) == workers:
            begun, took, left = (
                time.perf_counter(),
                clock.look(),
                sum(map(size, jobs)) - sum(size(jobs[n]) for n in answers),
            )
        if len(answers) == len(jobs):
            took = clock.look() - took
    end = time.perf_counter()
    clock.ended.set()
    place.close()
    return Timed(end - start, left / (end - begun), took / (end - begun), answers)


def size(job: Job) -> int:
    return len(job.segments)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=6000)
    parser.add_argument("--job", type=int, default=BATCH, help="sentences a job")
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--package", type=Path, default=MODEL)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        install_file(asked.package, folder / "models")
        table = EngineTable(use=("argos",), models=folder / "models", workers=1)
        with open_engines(table, folder / "cache") as engines:
            hops = engines["argos"].hops()
            segments = sentences(asked.sentences)
            count = -(-len(segments) // asked.job)
            # As long and as short ones in each job, so that one second of the turn is like another.
            jobs = [Job(tuple(segments[at::count]), hops) for at in range(count)]
            begun = time.perf_counter()
            here = dict(Here(engines).translate(jobs, lambda _: None))
            print(
                f"{len(segments)} sentences in {len(jobs)} jobs; {len(segments) / (time.perf_counter() - begun):.0f} "
                "a second in this process with one thread"
            )
        with open_engines(table, folder / "cache") as engines:
            turns: dict[int, list[Timed]] = {1: [], 2: []}
            for _ in range(asked.repeats):
                for workers, kept in turns.items():
                    kept.append(turn(jobs, Setting(engines, replace(table, workers=workers), folder / "cache")))
                    one = kept[-1]
                    print(
                        f"  {workers} workers: {one.working:6.0f} sentences a second working, {one.processor:.2f} "
                        f"processors; whole {one.whole:.1f} s",
                        flush=True,
                    )
    same = all(one.answers == here for kept in turns.values() for one in kept)
    rate = {workers: max(one.working for one in kept) for workers, kept in turns.items()}
    whole = {workers: min(one.whole for one in kept) for workers, kept in turns.items()}
    each = {workers: max(one.working / one.processor for one in kept) for workers, kept in turns.items()}
    print(f"two workers against one, working:     {rate[2] / rate[1]:.2f}  (reach: 1.8)")
    print(f"two workers against one, whole:       {whole[1] / whole[2]:.2f}  (with starting Ray and the workers)")
    print(f"the same for a second of a processor: {2 * each[2] / each[1]:.2f}  (what two free processors would give)")
    print(f"answers the same as in this process:  {same}")


if __name__ == "__main__":
    main()
