"""Names and links in sentences of our own, with the shipped glossaries and a small new one: how many are right.

python benchmarks/sentences.py [--show]

`sentences/<pair>[.number].tsv`: a sentence, then each name as it must stand in the target (`|` parts forms that are
both right), and `a=words` for a link on those words. They were written before the program's answers were looked at.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import names

from syndicate.glossary.entries import load
from syndicate.languages import language_tag
from syndicate.model import Direction, Translation

HERE = Path(__file__).resolve().parent


def missing(parts: list[str], made: list[Translation]) -> list[str]:
    """Return which of *parts* are not in what was *made*; each place counts once."""
    text, wrong = names.whole(made), []
    for part in parts:
        tag = re.fullmatch(r"([abi])=(.*)", part)
        if tag:
            runs = [each.target.text[s.start : s.end] for each in made for s in each.target.spans if s.name == tag[1]]
            if len(runs) != 1 or re.sub(r"^(?:[Ee]l|[Ll]a) ", "", runs[0]) not in tag[2].split("|"):
                wrong.append(part)
            continue
        for form in sorted(part.split("|"), key=len, reverse=True):
            found = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text)
            if found:
                text = text[: found.start()] + "#" + text[found.end() :]
                break
        else:
            wrong.append(part)
    return wrong


def main() -> None:
    """Print one line for each pair."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print every sentence")
    show = parser.parse_args().show
    glossary = load([HERE.parent / "glossaries", HERE / "sentences" / "names.yaml"])
    for path in sorted((HERE / "sentences").glob("*.tsv")):
        source, target = path.stem.partition(".")[0].split("-")
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        direction = Direction(language_tag(source), language_tag(target))
        made = names.translated([row[0] for row in rows], glossary, direction)
        wrong = [missing(row[1:], each) for row, each in zip(rows, made, strict=True)]
        if show:
            for row, each, parts in zip(rows, made, wrong, strict=True):
                print(f"{'!' if parts else ' '} {row[0]}\n  {names.whole(each)} {parts or ''}")
        asked = sum(len(row) - 1 for row in rows)
        print(
            f"{path.stem}: right {asked - sum(map(len, wrong))} of {asked}, sentences {wrong.count([])} of {len(rows)}"
        )


if __name__ == "__main__":
    main()
