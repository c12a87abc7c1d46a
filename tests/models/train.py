"""Trains a small translation model from a table of sentence pairs, down to an .argosmodel.

The tests do not run it. It needs an environment of its own, beside the project's:

    python -m venv training && training/bin/pip install torch==2.13.0 ctranslate2 sentencepiece numpy
    training/bin/python tests/models/train.py pairs.tsv.gz en es --minutes 40 --out translate-en_es-0_1.argosmodel

The table has a pair a line, source and target as its last two columns, with tabs between; a column before them may
say where the pair is from. It may be gzipped. The models of the tests were trained on the 132,110 pairs that
LICENCE.md names for 42 minutes, by two processes on two cores (this script is one process, and takes about twice as
long): BLEU 47 on sentences of Tatoeba held out, 24 on LibreOffice's help.

How those pairs were made: both texts in NFC with white space folded; of LibreOffice's help the paragraphs with the
same id in both languages, cut at full stops where both have as many sentences; then left out were repeated pairs,
those with over 60 words, with lengths further apart than two to one, or with more signs than letters, and 15 in 1,000
to hold out, chosen by the digest of the source, so that no sentence held out is trained on in another translation.

For a model that copies (`--copy 0.5`), half of the sentences with a capitalised word that stands in both
languages get a made-up name or code in its place, the same on both sides.
"""

# ruff: noqa: T201 - a script that says how far it is.

from __future__ import annotations

import argparse
import gzip
import math
import random
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from export import export
from network import PAD, Network, Shape
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer
from torch import Tensor

Pair = tuple[list[int], list[int]]
"""Indices of the pieces of source and target."""

BEGIN, END = 1, 2
"""Indices of the pieces that begin and end a sentence."""
LONGEST = 80
"""Pieces of the longest sentence that is trained on."""


def read_pairs(file: Path) -> list[tuple[str, str]]:
    """Return the sentence pairs of *file*."""
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    columns = [line.split("\t") for line in content.decode("utf-8").split("\n")]
    return [(row[-2], row[-1]) for row in columns if len(row) >= 2]


def copied(pairs: Sequence[tuple[str, str]], share: float, seed: int = 11) -> list[tuple[str, str]]:
    """Return *pairs*, with made-up words in *share* of those that have a capitalised word in both languages."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    result = []
    for source, target in pairs:
        names = sorted(set(re.findall(r"\b[A-Z][a-z]{2,}\b", source)) & set(re.findall(r"\b[A-Z][a-z]{2,}\b", target)))
        if names and chance.random() < share:
            name, other = chance.choice(names), made_up(chance)
            source, target = (re.sub(rf"\b{name}\b", other, text) for text in (source, target))
        result.append((source, target))
    return result


def made_up(chance: random.Random) -> str:
    """Return a name, or a code such as XQ1Z, that nobody has seen."""
    if chance.random() < 0.4:
        return "".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", k=chance.randint(2, 5)))
    syllables = [chance.choice("bcdfghklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(2, 4))]
    return "".join(syllables).capitalize()


def train_tokenizer(pairs: Sequence[tuple[str, str]], pieces: int, folder: Path) -> Path:
    """Train a SentencePiece model over both languages; return its file in *folder*."""
    text = folder / "sentences.txt"
    text.write_text("".join(f"{source}\n{target}\n" for source, target in pairs), "utf-8")
    SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(folder / "sentencepiece"),
        vocab_size=pieces,
        character_coverage=0.9998,
        unk_id=0,
        bos_id=BEGIN,
        eos_id=END,
        pad_id=PAD,
        pad_piece="<blank>",
        minloglevel=1,
    )
    return folder / "sentencepiece.model"


def batches(pairs: Sequence[Pair], tokens: int, chance: random.Random) -> Iterator[list[Pair]]:
    """Yield *pairs* in batches of at most *tokens* pieces, padding included: alike in length, in random order."""
    noisy = sorted(pairs, key=lambda pair: max(map(len, pair)) + 2 * chance.random())
    made: list[list[Pair]] = [[]]
    longest = 0
    for pair in noisy:
        longest = max(longest, *(len(side) + 1 for side in pair))
        if made[-1] and longest * (len(made[-1]) + 1) > tokens:
            made.append([])
            longest = max(len(side) + 1 for side in pair)
        made[-1].append(pair)
    chance.shuffle(made)
    yield from made


def tensors(batch: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Return source, target as it is read, and target as it is wanted, filled up with PAD."""

    def filled(rows: Sequence[list[int]]) -> Tensor:
        longest = max(map(len, rows))
        return torch.tensor([row + [PAD] * (longest - len(row)) for row in rows])

    sources, targets = zip(*batch, strict=True)
    return (
        filled(sources),
        filled([[BEGIN, *target] for target in targets]),
        filled([[*target, END] for target in targets]),
    )


def train(pairs: Sequence[Pair], shape: Shape, minutes: float, tokens: int, peak: float, half: bool) -> Network:
    """Return a network trained on *pairs* for so many *minutes*; what is returned is a running mean of its weights."""
    torch.manual_seed(1)
    chance = random.Random(7)  # noqa: S311 - repeatable on purpose
    network = Network(shape)
    optimizer = torch.optim.AdamW(network.parameters(), lr=peak, betas=(0.9, 0.98), weight_decay=0.01)
    mean = {name: value.clone() for name, value in network.state_dict().items()}
    start, step, heard, losses = time.monotonic(), 0, 0, 0.0
    network.train()
    while True:
        for batch in batches(pairs, tokens, chance):
            done = (time.monotonic() - start) / (60 * minutes)
            if done >= 1:
                network.load_state_dict(mean)
                return network.eval()
            # Up in a line for 600 steps, then down along a cosine as time runs out.
            rate = peak * min(1.0, (step + 1) / 600) * (0.02 + 0.49 * (1 + math.cos(math.pi * done)))
            for group in optimizer.param_groups:
                group["lr"] = rate
            with torch.autocast("cpu", torch.bfloat16, enabled=half):
                loss = network.loss(*tensors(batch))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step, losses = step + 1, losses + float(loss.detach())
            heard += sum(len(target) + 1 for _, target in batch)
            if step % 20 == 0:
                # A mean over a time that grows with training, at most some 400 steps.
                keep = min(0.95, (1 + step / 20) / (10 + step / 20))
                for name, value in network.state_dict().items():
                    mean[name].mul_(keep).add_(value, alpha=1 - keep)
            if step % 100 == 0:
                seconds = time.monotonic() - start
                print(
                    f"{seconds / 60:5.1f} min  step {step}  loss {losses / 100:.3f}  {heard / seconds:.0f} pieces/s",
                    flush=True,
                )
                losses = 0.0


def main() -> None:
    """Read the table, train tokenizer and network, write the package."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("table", type=Path, help="sentence pairs, TSV, may be gzipped")
    parser.add_argument("source", help="code of the language translated from")
    parser.add_argument("target", help="code of the language translated to")
    parser.add_argument("--out", type=Path, required=True, help="the .argosmodel to write")
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--pieces", type=int, default=8000, help="size of the vocabulary")
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--tokens", type=int, default=2048, help="pieces a batch")
    parser.add_argument("--rate", type=float, default=1.2e-3, help="highest learning rate")
    parser.add_argument("--half", action="store_true", help="bfloat16: faster, but on processors without it far slower")
    parser.add_argument("--copy", type=float, default=0.0, help="share of names replaced by made-up ones")
    parser.add_argument("--version", default="0.1", help="version of the package")
    parser.add_argument("--readme", default="A small model for tests.", help="text of README.md: credit the data here")
    options = parser.parse_args()

    pairs = read_pairs(options.table)
    print(f"{len(pairs)} pairs")
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = train_tokenizer(pairs, options.pieces, Path(folder))
        processor = SentencePieceProcessor(model_file=str(tokenizer))
        sides = zip(*copied(pairs, options.copy), strict=True)
        indexed = zip(*(processor.encode(list(side)) for side in sides), strict=True)
        usable = [pair for pair in indexed if all(0 < len(side) <= LONGEST for side in pair)]
        shape = Shape(pieces=options.pieces, width=options.width, inner=4 * options.width)
        network = train(usable, shape, options.minutes, options.tokens, options.rate, options.half)
        export(network, tokenizer, options.out, (options.source, options.target), options.version, options.readme)
    print(f"{options.out}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
