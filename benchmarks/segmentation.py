"""How well sentences are cut: treebanks' sentences joined, and tricky cases of news, with rivals beside us.

Usage: python benchmarks/segmentation.py [FILE.conllu ...] [--gold FOLDER] [--all]

A FILE is a Universal Dependencies treebank; the first two letters of its name are its language
(`kk_ktb-ud-test.conllu`). Ten sentences that follow one another are joined to a paragraph, and each
border inside it counts: found and right (precision), right and found (recall), F1 of the two.
Sentences that end without a stop are left out, for no text shows where they end: in an article they
are titles and list items, units of their own. `--all` keeps them.
FOLDER holds `<language>.txt`: a paragraph a block, one sentence a line, an empty line between; a
case is right when every border is. Without --gold the project's own are measured.

The rivals sentencex, pysbd and blingfire are measured where they can be imported:
`pip install --target rivals pysbd blingfire`, then `PYTHONPATH=rivals python benchmarks/...`.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from syndicate.languages import language_tag, primary
from syndicate.segment import borders

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "segment" / "news"
TOGETHER = 10
"""Sentences a paragraph."""
ENDED = "[.!?…։؟۔।。！？{}][\\s\"'»”’“)\\]›」』]*$"
"""What stands at the end of a sentence."""
ALSO = {"el": ";", "hy": ":"}
"""Marks that end one in a single language: `;` asks in Greek. Elsewhere a clause ends with them."""
UNSPACED = frozenset({"ja", "zh"})
"""Languages that write no space between sentences."""

Splitter = Callable[[str, str], list[int]]
"""Language and text to the places where sentences begin, but for the first."""


def ours(language: str, text: str) -> list[int]:
    return borders(text, language_tag(language))


def by_sentencex(language: str, text: str) -> list[int]:
    import sentencex

    return [each["start_index"] for each in sentencex.get_sentence_boundaries(primary(language_tag(language)), text)]


def by_pysbd(language: str, text: str) -> list[int]:
    import pysbd

    known = language if language in pysbd.languages.LANGUAGE_CODES else "en"
    return [span.start for span in pysbd.Segmenter(language=known, clean=False, char_span=True).segment(text)]


def by_blingfire(_: str, text: str) -> list[int]:
    import blingfire

    return [start for start, _ in blingfire.text_to_sentences_and_offsets(text)[1]]


def paragraphs(file: Path, language: str, everything: bool) -> Iterator[list[str]]:
    """Give the sentences of a treebank, so many together as make a paragraph."""
    found = [
        line.partition("=")[2].strip()
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("# text =")
    ]
    ended = re.compile(ENDED.format(ALSO.get(language, "")))
    found = [each for each in found if everything or ended.search(each)]
    yield from (found[at : at + TOGETHER] for at in range(0, len(found), TOGETHER))


def cases(file: Path) -> list[list[str]]:
    """Return the cases of a file of ours."""
    return [block.split("\n") for block in file.read_text(encoding="utf-8").strip().split("\n\n")]


def joined(sentences: list[str], language: str) -> tuple[str, set[int]]:
    """Return the paragraph of *sentences*, and where each but the first begins, white space not counted."""
    text = ("" if primary(language_tag(language)) in UNSPACED else " ").join(sentences)
    ends, place = set(), 0
    for sentence in sentences[:-1]:
        place += len("".join(sentence.split()))
        ends.add(place)
    return text, ends


def places(splitter: Splitter, language: str, text: str) -> set[int]:
    """Return where *splitter* cuts, white space not counted."""
    inside = {len("".join(text[:start].split())) for start in splitter(language, text)}
    return inside - {0, len("".join(text.split()))}


def rivals() -> dict[str, Splitter]:
    """Return ourselves and every rival that is installed; say which are not."""
    import importlib.util

    found: dict[str, Splitter] = {"syndicate": ours}
    for name, splitter in (("sentencex", by_sentencex), ("pysbd", by_pysbd), ("blingfire", by_blingfire)):
        if importlib.util.find_spec(name):
            found[name] = splitter
        else:
            print(f"{name} is not installed and not measured: pip install --target rivals {name}")
    return found


def treebanks(files: list[Path], splitters: dict[str, Splitter], everything: bool) -> None:
    sums: dict[str, list[float]] = {name: [] for name in splitters}
    print(f"\nF1 of borders{'':17}" + "".join(f"{name:>11}" for name in splitters))
    characters, seconds = 0, dict.fromkeys(splitters, 0.0)
    for file in files:
        language = file.name.partition("_")[0]
        given = [joined(each, language) for each in paragraphs(file, language, everything)]
        if not given:
            print(f"{file.name}: no sentences in it; it is no treebank with texts.")
            continue
        characters += sum(len(text) for text, _ in given)
        for name, splitter in splitters.items():
            start = time.process_time()
            cut = [places(splitter, language, text) for text, _ in given]
            seconds[name] += time.process_time() - start
            right = sum(len(found & truth) for found, (_, truth) in zip(cut, given, strict=True))
            total = sum(map(len, cut)) + sum(len(truth) for _, truth in given)
            sums[name].append(2 * right / max(total, 1))
        print(f"{file.name:30}" + "".join(f"{scores[-1]:11.1%}" for scores in sums.values()))
    print(f"{'mean':30}" + "".join(f"{sum(each) / max(len(each), 1):11.1%}" for each in sums.values()))
    print(f"{'MB a second of CPU':30}" + "".join(f"{characters / 1e6 / max(s, 1e-9):11.2f}" for s in seconds.values()))


def news(folder: Path, splitters: dict[str, Splitter]) -> None:
    right = dict.fromkeys(splitters, 0)
    total = 0
    for file in sorted(folder.glob("*.txt")):
        given = [joined(each, file.stem) for each in cases(file)]
        total += len(given)
        for name, splitter in splitters.items():
            right[name] += sum(places(splitter, file.stem, text) == truth for text, truth in given)
    print(f"\ntricky news cases right, of {total:<7}" + "".join(f"{name:>11}" for name in splitters))
    print(f"{'':35}" + "".join(f"{each / max(total, 1):11.1%}" for each in right.values()))


def main(arguments: list[str]) -> None:
    gold, everything = GOLD, "--all" in arguments
    arguments = [each for each in arguments if each != "--all"]
    if "--gold" in arguments:
        at = arguments.index("--gold")
        gold, arguments = Path(arguments[at + 1]), arguments[:at] + arguments[at + 2 :]
    for missing in [each for each in [gold, *map(Path, arguments)] if not each.exists()]:
        sys.exit(f"{missing}: there is no such file or folder. Treebanks: universaldependencies.org")
    splitters = rivals()
    if arguments:
        treebanks([Path(each) for each in arguments], splitters, everything)
    news(gold, splitters)


if __name__ == "__main__":
    main(sys.argv[1:])
