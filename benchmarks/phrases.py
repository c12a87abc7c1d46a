"""Bodies by phrases that must and must not be in them, with trafilatura beside it.

Usage: python benchmarks/phrases.py FOLDER [seen|held-out]

The folder holds the pages that trafilatura's authors evaluate with: `tests/evaldata.json`, and the pages in
`tests/eval` and `tests/cache`. For each page it names phrases `with` and `without`. Precision, recall and F1 are
over all phrases, as its authors count; summaries and captions are no body, as in reading.py. Rules of ours were made
looking at the `seen` half only; trafilatura's were made looking at both.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

from pages import plain
from reading import _APART, _ours, _trafilatura

from syndicate.readers import Document


def main() -> None:
    tests = Path(sys.argv[1], "tests")
    truth = json.loads((tests / "evaldata.json").read_text(encoding="utf-8"))
    half = sys.argv[2] if len(sys.argv) > 2 else "all"
    score: Counter[tuple[str, str]] = Counter()
    count = 0
    for address, said in sorted(truth.items()):
        place = next(
            (tests / part / said["file"] for part in ("eval", "cache") if (tests / part / said["file"]).is_file()), None
        )
        held_out = hashlib.sha256(address.encode()).digest()[0] % 2 == 1
        if place is None or (half != "all" and held_out != (half == "held-out")):
            continue
        count += 1
        document = Document(said["file"], place.read_bytes(), address=address)
        article = _ours(document)
        ours = plain("\n".join(unit.text for unit in (article.units if article else ()) if unit.kind not in _APART))
        for name, text in (("syndicate", ours), ("trafilatura", plain(_trafilatura(document)))):
            for phrase in map(plain, said["with"]):
                score[name, "right" if phrase in text else "lost"] += 1
            for phrase in map(plain, said["without"]):
                score[name, "wrong"] += phrase in text
    print(f"{count} pages     precision  recall     F1")
    for name in ("syndicate", "trafilatura"):
        right, wrong, lost = (score[name, kind] for kind in ("right", "wrong", "lost"))
        precision, recall = right / (right + wrong), right / (right + lost)
        print(f"  {name:14} {precision:8.3f} {recall:7.3f} {2 * precision * recall / (precision + recall):7.3f}")


if __name__ == "__main__":
    main()
