"""Our Argos engine against CTranslate2 alone and against argostranslate's own translate().

    python benchmarks/argos.py dev.tsv package.argosmodel [--sentences 300] [--beam 4]

`dev.tsv` has source and reference as its first two columns. For argostranslate to need no network the package must hold
a sentence model (minisbd/). Its folders are made in a temporary folder. Figures of one run; another program on the
machine moves them by a fifth.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import sacrebleu

from syndicate.engines import EngineSettings
from syndicate.engines.argos import open_engine
from syndicate.engines.argos.attempts import limit
from syndicate.engines.argos.batches import Pieces, batches
from syndicate.engines.argos.package import read_package
from syndicate.engines.argos.tokenizer import open_tokenizer
from syndicate.engines.argos.translator import LENGTH_PENALTY
from syndicate.model import Direction, Protected, Segment

ARGOS = """
import json, sys, time
from argostranslate import translate
sources = json.load(sys.stdin)
way = translate.get_translation_from_codes(sys.argv[1], sys.argv[2])
way.translate(sources[0])  # loads the model
start = time.perf_counter()
found = [way.translate(source) for source in sources]
json.dump({"seconds": time.perf_counter() - start, "texts": found}, sys.stdout)
"""
"""What a user of argostranslate writes, run in a process of its own for its own settings."""


def timed(work: Callable[[], list[str]]) -> tuple[float, list[str]]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def ours(folder: Path, cache: Path, sources: Sequence[str], direction: Direction, beam: int) -> tuple[float, list[str]]:
    engine = open_engine(EngineSettings(cache=cache, models=folder, beam=beam))
    batch = [Protected(text, (), (), Segment(0, 0, 0, text, direction.source)) for text in sources]
    engine.abilities(direction)  # loads and calibrates
    return timed(lambda: [hypothesis.text for hypothesis in engine.translate(direction, batch)])


def raw(folder: Path, sources: Sequence[str], beam: int) -> tuple[float, list[str]]:
    """CTranslate2 on the same sorted batches, without attention, links or checks; decoding included."""
    import ctranslate2

    package = read_package(folder)
    tokenizer = open_tokenizer(package.tokenizer, package.codes)
    model = ctranslate2.Translator(str(folder / "model"), inter_threads=os.cpu_count() or 1, intra_threads=1)

    def work() -> list[str]:
        items = [Pieces(text, *map(tuple, tokenizer.encode(text))) for text in sorted(set(sources))]
        running = [
            (
                batch,
                model.translate_batch(
                    [item.pieces for item in batch],
                    beam_size=beam,
                    length_penalty=LENGTH_PENALTY,
                    max_decoding_length=limit(len(batch[0].pieces)),
                    asynchronous=True,
                ),
            )
            for batch in batches(items, 1024)
        ]
        known = {
            item.text: tokenizer.decode(result.result().hypotheses[0])[0]
            for batch, results in running
            for item, result in zip(batch, results, strict=True)
        }
        return [known[text] for text in sources]

    return timed(work)


def argos(
    folder: Path, home: Path, sources: Sequence[str], codes: tuple[str, str], **more: str
) -> tuple[float, list[str]]:
    places = {name: str(home / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    environment = {**os.environ, **places, "ARGOS_PACKAGES_DIR": str(folder.parent), **more}
    command = [sys.executable, "-c", ARGOS, *codes]
    run = subprocess.run(
        command, input=json.dumps(list(sources)), env=environment, capture_output=True, text=True, check=True
    )
    answer = json.loads(run.stdout)
    return answer["seconds"], answer["texts"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path)
    parser.add_argument("package", type=Path)
    parser.add_argument("--sentences", type=int, default=300)
    parser.add_argument("--beam", type=int, default=4)
    options = parser.parse_args()
    rows = [line.split("\t") for line in options.dev.read_text("utf-8").splitlines()[: options.sentences]]
    sources, references = [row[0] for row in rows], [row[1] for row in rows]
    with tempfile.TemporaryDirectory() as draft:
        place = Path(draft)
        with zipfile.ZipFile(options.package) as archive:  # a package that you trust
            archive.extractall(place / "packages")
        folder = next((place / "packages").iterdir())
        package = read_package(folder)
        beam = {"ARGOS_BEAM_SIZE": str(options.beam)}
        best = {**beam, "ARGOS_INTRA_THREADS": "1", "ARGOS_INTER_THREADS": str(os.cpu_count() or 1)}
        results = {
            "CTranslate2 alone": raw(folder, sources, options.beam),
            "ours": ours(folder.parent, place / "cache", sources, package.direction, options.beam),
            "argostranslate, one thread": argos(folder, place, sources, package.codes, **best),
            "argostranslate": argos(folder, place, sources, package.codes, **beam),
        }
    for name, (seconds, texts) in results.items():
        score = sacrebleu.corpus_chrf(texts, [references]).score
        print(f"{name:<28} {len(sources) / seconds:8.1f} sentences/s   chrF {score:.1f}")
    same = sum(left == right for left, right in zip(results["ours"][1], results["CTranslate2 alone"][1], strict=True))
    print(f"ours and CTranslate2 alone give the same text for {same} of {len(sources)}")


if __name__ == "__main__":
    main()
