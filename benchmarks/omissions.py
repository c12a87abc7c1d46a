"""Omissions: how many words dropped from a model's translations are noticed, and how often nothing was dropped.

    python benchmarks/omissions.py [--models ../shared/models] [--package FILE.argosmodel] [--sentences 300] [--show]

Held-out sentences of 6 to 20 words, drawn by lot. Each is translated; then one word of five letters or more, drawn by
lot, is taken out of the translation, and both are judged as the engine judges its own answers. `--show` prints what is
reported of the translations as they are, for a person to tell omissions of the model's own from false alarms.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ctranslate2
from rows import say, shared

from syndicate.engines.argos.attention import Stretch, words
from syndicate.engines.argos.coverage import left_out, shortened
from syndicate.engines.argos.package import read_package
from syndicate.engines.argos.tokenizer import Tokenizer, open_tokenizer
from syndicate.engines.argos.translator import LENGTH_PENALTY

HERE = Path(__file__).resolve().parent
MODEL = HERE.parent / "tests" / "models" / "translate-en_es-copy-0_1.argosmodel"


def held_out(folder: Path, count: int, seed: int) -> list[str]:
    """Return *count* sentences of each set."""
    lot = random.Random(seed)
    found = []
    for name in ("tatoeba", "libreoffice"):
        rows = [line.split("\t")[0] for line in (folder / f"dev.{name}.tsv").read_text("utf-8").splitlines()]
        rows = [row for row in rows if 6 <= len(row.split()) <= 20]
        found += lot.sample(rows, min(count, len(rows)))
    return found


def dropped(text: str, lot: random.Random) -> str:
    """Return *text* without one of its words; empty where it has none long enough."""
    places = [(start, end) for start, end in words(text, []) if end - start >= 5]
    if not places:
        return ""
    start, end = lot.choice(places)
    return " ".join(f"{text[:start]} {text[end:]}".split()).replace(" .", ".").replace(" ,", ",")


def judged(model: Any, tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]]) -> list[tuple[Stretch, ...]]:
    """Return the words of each source that its translation leaves out."""
    found = []
    for source, target in pairs:
        pieces, offsets = tokenizer.encode(source)
        shorter = shortened((source, pieces, offsets), target)
        sources = [pieces, *(rest for _, rest in shorter)]
        scores = model.score_batch(sources, [tokenizer.encode(target)[0]] * len(sources))
        totals = [sum(score.log_probs) for score in scores]
        found.append(left_out(totals[0], [(each[0], total) for each, total in zip(shorter, totals[1:], strict=True)]))
    return found


def share(some: int, of: int) -> str:
    return f"{some}/{of} {100 * some / of:.1f}%"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=shared("models"), help="has dev.*.tsv")
    parser.add_argument("--package", type=Path, default=MODEL)
    parser.add_argument("--sentences", type=int, default=300, help="of each set")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    sources = held_out(options.models, options.sentences, options.seed)
    with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(options.package) as archive:
        archive.extractall(place)  # a package that is trusted
        (folder,) = Path(place).iterdir()
        package = read_package(folder)
        tokenizer = open_tokenizer(package.tokenizer, package.codes)
        model = ctranslate2.Translator(str(folder / "model"), inter_threads=1, intra_threads=1)
        answers = model.translate_batch(
            [tokenizer.encode(source)[0] for source in sources],
            beam_size=4,
            length_penalty=LENGTH_PENALTY,
            max_batch_size=1024,
            batch_type="tokens",
        )
        made = [
            (source, tokenizer.decode(each.hypotheses[0])[0]) for source, each in zip(sources, answers, strict=True)
        ]
        lot = random.Random(options.seed)
        cut = [(source, shorter) for source, target in made if (shorter := dropped(target, lot))]
        whole = judged(model, tokenizer, made)
        noticed = sum(map(bool, judged(model, tokenizer, cut)))
    reported = sum(map(bool, whole))
    say("omission", "a word dropped: noticed", "", share(noticed, len(cut)), ">= 60 %")
    say("omission", "translations as they are: reported", "", share(reported, len(made)), "")
    if options.show:
        for (source, target), found in zip(made, whole, strict=True):
            if found:
                print("   ", [source[start:end] for start, end in found], source, "|", target)


if __name__ == "__main__":
    main()
