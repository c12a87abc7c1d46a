"""How fast sentences go through: ours against argostranslate, CTranslate2 and Apertium as they are used alone.

    python benchmarks/throughput.py [ROW ...] [--articles 200] [--real 20] [--repeats 2]

Rows: small, real, fastest, raw, apertium. Synthetic articles (articles.py), the small test model, and a model of the
size that Argos publishes with weights drawn by lot, every translation 28 pieces long (random_model.py). Ours is what a
run does with an article: cutting into sentences, names and things to keep, the engine, restoring, joining; without the
search for omissions, which nobody else does and which has a row of its own. Loading is not counted for anybody. The two
sides take turns; each keeps its best time. `wall` is what a user waits for and wavers with what else the machine does;
`CPU` counts the work of all threads and processes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles import article
from random_model import make_package
from rows import shared

from syndicate.engines import EngineSettings
from syndicate.engines.apertium import open_engine as open_apertium
from syndicate.engines.argos import Argos, open_engine
from syndicate.engines.argos.attempts import limit
from syndicate.engines.argos.batches import Pieces, batches
from syndicate.engines.argos.beam import COST, Way, fastest
from syndicate.engines.argos.package import Package, read_package, vocabulary_of
from syndicate.engines.argos.shortlist import Shortlist, read, words
from syndicate.engines.argos.tokenizer import open_tokenizer
from syndicate.engines.argos.translator import LENGTH_PENALTY
from syndicate.languages import language_tag
from syndicate.model import Article, Direction, Hop, Protected, Segment, Source, Unit, UnitKind
from syndicate.models.learn import covered, learn, sentences
from syndicate.models.measure import measure
from syndicate.prepare import prepare_article
from syndicate.translate import translate

HERE = Path(__file__).resolve().parent
MODEL = HERE.parent / "tests" / "models" / "translate-en_es-copy-0_1.argosmodel"
"""Has a sentence model inside, which argostranslate would fetch otherwise."""
EN_ES = Direction(language_tag("en"), language_tag("es"))
CORES = os.cpu_count() or 1

LEARNED = 20_000
"""Lines that the small model learns its shortlist from."""

ARGOS = """
import json, os, sys, time
from argostranslate import translate
articles = json.load(sys.stdin)
way = translate.get_translation_from_codes("en", "es")
way.translate("One.")  # loads the model
start, work = time.perf_counter(), time.process_time()
found = [way.translate(text) for text in articles]
json.dump({"wall": time.perf_counter() - start, "cpu": time.process_time() - work, "texts": found}, sys.stdout)
"""
"""What a user of argostranslate writes, in a process of its own for its own settings."""


@dataclass
class Run:
    """One measured run, or the best of several."""

    wall: float
    cpu: float
    texts: list[list[str]]


def best(one: Run | None, other: Run) -> Run:
    """Return the better time of each kind."""
    return other if one is None else Run(min(one.wall, other.wall), min(one.cpu, other.cpu), other.texts)


def spent(pids: Sequence[int]) -> float:
    """Return the CPU seconds of this process and of *pids*, which still run."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def timed(work: Callable[[], list[list[str]]], pids: Sequence[int] = ()) -> Run:
    cpu, start = spent(pids), time.perf_counter()
    found = work()
    return Run(time.perf_counter() - start, spent(pids) - cpu, found)


def argos(folder: Path, home: Path, articles: Sequence[Sequence[str]], **more: str) -> Run:
    """Run argostranslate's translate() over *articles*, one after another."""
    places = {name: str(home / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    environment = {**os.environ, **places, "ARGOS_PACKAGES_DIR": str(folder), **more}
    run = subprocess.run(
        [sys.executable, "-c", ARGOS],
        input=json.dumps(["\n".join(each) for each in articles]),
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(run.stdout)
    return Run(answer["wall"], answer["cpu"], [text.split("\n") for text in answer["texts"]])


def segments(articles: Sequence[Sequence[str]]) -> list[list[Segment]]:
    """Return the sentences of each article, as a run prepares them."""
    english = EN_ES.source
    prepared = []
    for number, paragraphs in enumerate(articles):
        units = tuple(Unit(UnitKind.PARAGRAPH, text, language=english) for text in paragraphs)
        prepared.append(prepare_article(Article(str(number), Source("lot", str(number)), units, language=english), {}))
    return [list(each.segments) for each in prepared]


def ours(engine: Argos, articles: Sequence[Sequence[str]]) -> Run:
    """Do what a run does with *articles*."""

    def work() -> list[list[str]]:
        cut = segments(articles)
        flat = [segment for each in cut for segment in each]
        made = iter(translate(flat, [Hop(engine.name, EN_ES, "", "")], {engine.name: engine}))
        found = []
        for each, paragraphs in zip(cut, articles, strict=True):
            texts: list[list[str]] = [[] for _ in paragraphs]
            for segment in each:
                texts[segment.unit].append(next(made).target.text)
            found.append([" ".join(sentences) for sentences in texts])
        return found

    engine.abilities(EN_ES)  # loads and calibrates
    return timed(work, [engine._loaded[EN_ES].id])


def raw(folder: Path, texts: Sequence[str], beam: int) -> Callable[[], Run]:
    """CTranslate2 on the same sorted batches, without attention, links or checks; pieces and words included."""
    import ctranslate2

    (place,) = folder.iterdir()
    package = read_package(place)
    tokenizer = open_tokenizer(package.tokenizer, package.codes)
    model = ctranslate2.Translator(str(place / "model"), inter_threads=CORES, intra_threads=1)

    def work() -> list[list[str]]:
        read = [(text, *tokenizer.encode(text)) for text in sorted(set(texts))]
        items = [Pieces(text, tuple(pieces), tuple(offsets)) for text, pieces, offsets in read]
        running = [
            model.translate_batch(
                [item.pieces for item in batch],
                beam_size=beam,
                length_penalty=LENGTH_PENALTY,
                max_decoding_length=limit(len(batch[0].pieces)),
                asynchronous=True,
            )
            for batch in batches(items, 512)
        ]
        return [[tokenizer.decode(each.result().hypotheses[0])[0]] for results in running for each in results]

    return lambda: timed(work)


def alone(engine: Argos, texts: Sequence[str]) -> Run:
    """Our engine without the stages around it."""
    batch = [Protected(text, (), (), Segment(0, 0, 0, text, EN_ES.source)) for text in texts]
    engine.abilities(EN_ES)
    return timed(lambda: [[each.text] for each in engine.translate(EN_ES, batch)], [engine._loaded[EN_ES].id])


def drawn(package: Package, like: Shortlist, texts: Sequence[str]) -> Shortlist:
    """Return a shortlist for *package*, drawn by lot, that covers *texts*: its lines have the mean length of *like*'s.

    A batch is allowed as many pieces as where it was learned: some 2,400, there of 8,000 and here of 32,000. Every
    sentence is covered, which no learned one promises: the share that it covers is told beside.
    """
    table = [line.split("\t") for line in like.content.decode("utf-8").removesuffix("\n").split("\n")]
    common, *rows = [len(row.split(" ")) for piece, row in table if " " not in piece]
    pieces, lot = sorted(vocabulary_of(package)), random.Random(1)
    tokenizer = open_tokenizer(package.tokenizer, package.codes)
    encoded = [tokenizer.encode(text)[0] for text in texts]
    sources = sorted({*pieces, *(piece for text in encoded for piece in text)})  # the model may not know a figure
    whole = sorted({word for text in encoded for word in words(text)})
    lines = [
        ("", common),
        *((piece, round(sum(rows) / len(rows))) for piece in sources),
        *((word, 0) for word in whole),
    ]
    return read("".join(f"{piece}\t{' '.join(lot.sample(pieces, many))}\n" for piece, many in lines).encode())


def say(row: str, measure: str, value: str, reach: str = "") -> None:
    print(f"{row:9} {measure:62} {value:>26}  {reach}", flush=True)


def ratios(row: str, what: str, base: Run, here: Run, reach: str = "") -> None:
    say(row, what, f"{base.wall / here.wall:.2f}x wall {base.cpu / here.cpu:.2f}x CPU", reach)


class Bench:
    """Models unpacked, and what the rows share."""

    def __init__(self, place: Path, options: argparse.Namespace) -> None:
        self.place, self.options = place, options
        self.small, self.real = place / "small", place / "real"
        with zipfile.ZipFile(MODEL) as archive:
            archive.extractall(self.small)
        self.articles = [article(seed, 3) for seed in range(options.articles)]
        self.few = [article(seed, 3) for seed in range(10_000, 10_000 + options.real)]
        self._argos: dict[Path, Run] = {}

    def make_real(self) -> Path:
        """Return the folder with the package of Argos's size, made at the first call."""
        if not self.real.exists():
            texts = [paragraph for seed in range(300) for paragraph in article(seed, 3)]
            make_package(self.place / "real.argosmodel", texts, 28, MODEL)
            with zipfile.ZipFile(self.place / "real.argosmodel") as archive:
                archive.extractall(self.real)
        return self.real

    def engine(self, folder: Path, beam: int, *, omissions: bool = False, shortlist: Shortlist | None = None) -> Argos:
        """Return our engine over the packages in *folder*."""
        cache = self.place / "cache"
        return Argos(
            EngineSettings(cache=cache, models=folder, beam=beam, omissions=omissions, timeout=3000), shortlist
        )

    def compare(
        self,
        row: str,
        folder: Path,
        articles: list[list[str]],
        beam: int,
        reach: str,
        shortlist: Shortlist | None = None,
    ) -> None:
        """Ours against argostranslate's translate(), article by article."""
        settings = {"ARGOS_BEAM_SIZE": "4", "ARGOS_INTRA_THREADS": "1", "ARGOS_INTER_THREADS": str(CORES)}
        engine = self.engine(folder, beam, shortlist=shortlist)
        looking = self.engine(folder, beam, omissions=True)
        base: Run | None = None
        here: Run | None = None
        careful: Run | None = None
        for _ in range(self.options.repeats):
            base = best(base, argos(folder, self.place, articles, **settings))
            here = best(here, ours(engine, articles))
            if beam == 4:
                careful = best(careful, ours(looking, articles))
        engine.close()
        looking.close()
        assert base is not None
        assert here is not None
        count = sum(map(len, segments(articles)))
        say(row, f"{len(articles)} articles, {count} sentences; a second: argos, ours",
            f"{count / base.wall:.1f}, {count / here.wall:.1f}")  # fmt: skip
        ratios(row, f"against argostranslate at its best, its beam 4, ours {beam}", base, here, reach)
        if careful is not None:
            ratios(row, "the same, and omissions looked for, which argostranslate does not", base, careful)
        if beam == 4:
            pairs = [
                pair for one, other in zip(base.texts, here.texts, strict=True) for pair in zip(one, other, strict=True)
            ]
            same = sum(one == other for one, other in pairs)
            say(row, "paragraphs the same", f"{same}/{len(pairs)} {100 * same / len(pairs):.1f}%", ">= 99 %")
            some = articles[: max(1, len(articles) // 20)]
            plain = argos(folder, self.place, some)
            share = len(some) / len(articles)
            say(row, f"against argostranslate as it comes (on {len(some)} articles)",
                f"{plain.wall / share / here.wall:.1f}x wall {plain.cpu / share / here.cpu:.1f}x CPU")  # fmt: skip

    def row_small(self) -> None:
        """The test model."""
        self.compare("small", self.small, self.articles, 4, ">= 2x")

    def row_real(self) -> None:
        """A model of Argos's size."""
        self.compare("real", self.make_real(), self.few, 4, ">= 3.8x")

    def row_fastest(self) -> None:
        """The fastest way that costs at most 0.3 chrF on held-out text, at the real size.

        The small model learns a shortlist from English lines that are not held out. Where it is chosen, the real one
        has another, of as many pieces that are always allowed and as many for each piece of the source (`drawn`).
        """
        rows = [line.split("\t") for name in ("tatoeba", "libreoffice")
                for line in (self.options.models / f"dev.{name}.tsv").read_text("utf-8").splitlines()]  # fmt: skip
        settings = EngineSettings(cache=self.place / "cache", models=self.small, timeout=3000)
        pairs = [(row[0], row[1]) for row in rows]
        held = [here for here, _ in pairs]
        train = gzip.decompress((self.options.models / "train.tsv.gz").read_bytes()).decode("utf-8").splitlines()
        text = self.place / "learn.txt"
        chosen = random.Random(1).sample(train, LEARNED)
        text.write_text("".join(line.split("\t")[1] + "\n" for line in chosen), "utf-8")
        texts, _ = sentences(text, EN_ES.source, held)
        shortlist = learn(EN_ES, texts, settings, lambda *_: None)
        many = covered(open_engine(settings).package(EN_ES), shortlist, held)
        say("fastest", f"held-out sentences that {len(texts)} others cover", f"{many} of {len(held)}")
        scores: dict[Way, float] = {}
        for each in measure(EN_ES, pairs, settings, shortlist):
            scores[each.way] = each.chrf
            what = f"test model, chrF at beam {each.way.beam}" + (", shortlist" if each.way.short else "")
            say("fastest", what, f"{each.chrf:.2f}")
        way = fastest(scores)
        say("fastest", f"the fastest way that costs at most {COST} chrF there", str(way))
        (place,) = self.make_real().iterdir()
        texts = [segment.text for each in segments(self.few) for segment in each]
        short = drawn(read_package(place), shortlist, texts) if way.short else None
        self.compare("fastest", self.real, self.few, way.beam, ">= 8x", short)

    def row_raw(self) -> None:
        """Our engine against CTranslate2 alone."""
        for name, folder, articles in (("small", self.small, self.articles), ("real", self.make_real(), self.few)):
            texts = [segment.text for each in segments(articles) for segment in each]
            engine, bare = self.engine(folder, 4), raw(folder, texts, 4)
            base: Run | None = None
            here: Run | None = None
            for _ in range(self.options.repeats + 1):
                base, here = best(base, bare()), best(here, alone(engine, texts))
            engine.close()
            assert base is not None
            assert here is not None
            ratios("raw", f"{name} model, our engine against translate_batch", base, here, ">= 0.95")

    def row_apertium(self) -> None:
        """Our pipe against one `apertium` over the same text; each time one that has not seen the text."""
        cut = segments(self.articles)
        flat = [segment for each in cut for segment in each]
        lines = "\n".join(segment.text for segment in flat)
        base = here = float("inf")
        for _ in range(self.options.repeats + 1):
            start = time.perf_counter()
            subprocess.run(["apertium", "-u", "eng-spa"], input=lines, capture_output=True, text=True, check=True)
            base = min(base, time.perf_counter() - start)
            engine = open_apertium(EngineSettings(cache=self.place / "cache"))
            hops = [hop for hop in engine.hops() if hop.direction == EN_ES]
            translate(flat[:5], hops, {"apertium": engine})  # starts the programs
            start = time.perf_counter()
            translate(flat, hops, {"apertium": engine})
            here = min(here, time.perf_counter() - start)
            engine.close()
        say(
            "apertium",
            f"{len(flat)} segments; a second: apertium, ours",
            f"{len(flat) / base:.0f}, {len(flat) / here:.0f}",
        )
        say("apertium", "ours over one `apertium` over the same text", f"{base / here:.2f}x wall", ">= 0.8")


def main() -> None:
    """Print the rows."""
    names = ("small", "real", "fastest", "raw", "apertium")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", choices=[*names, []], metavar="ROW", help=", ".join(names))
    parser.add_argument("--articles", type=int, default=200, help="for the small model and Apertium")
    parser.add_argument("--real", type=int, default=20, help="articles for the model of the real size")
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--models", type=Path, default=shared("models"), help="has dev.*.tsv")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place), options)
        for row in options.rows or names:
            getattr(bench, f"row_{row}")()


if __name__ == "__main__":
    main()
