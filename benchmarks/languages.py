"""How often the language is found, by length, with langdetect as it comes beside it.

Usage: python benchmarks/languages.py FILE [LANGUAGE ...]

FILE holds JSON lines with `lang` (a primary language), `len` and `text`. Without languages named,
the thirteen of this project's world are measured; `all` measures every language of the file.
`answered` counts all but und; `right` is of those answered, `sure` of those confirmed.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from syndicate.detect import detect
from syndicate.languages import primary
from syndicate.model import DetectionStatus

OURS = ["az", "kk", "ky", "uz", "mn", "tg", "ka", "hy", "be", "ru", "uk", "tr", "en"]
KIN = {"sr": "sh", "hr": "sh", "bs": "sh"}


def main(file: str, wanted: list[str]) -> None:
    from langdetect import DetectorFactory
    from langdetect import detect as stock
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0
    rows = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines()]
    if wanted != ["all"]:
        rows = [row for row in rows if row["lang"] in (wanted or OURS)]
    detect(rows[0]["text"]), stock(rows[0]["text"])  # both load their models outside the measured time
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: Counter[tuple[str, str, str]] = Counter()
    seconds = Counter[str]()
    for row in rows:
        truth = KIN.get(row["lang"], row["lang"])
        start = time.perf_counter()
        found = detect(row["text"])
        middle = time.perf_counter()
        try:
            other = stock(row["text"]).split("-")[0]
        except LangDetectException:
            other = "und"
        seconds.update({"syndicate": middle - start, "langdetect": time.perf_counter() - middle})
        answer = KIN.get(primary(found.language), primary(found.language))
        confirmed = found.status is DetectionStatus.CONFIRMED
        for key in (row["lang"], f"all {row['len']}", "all"):
            counts[key].update(
                texts=1,
                answered=answer != "und",
                right=answer == truth,
                confirmed=confirmed,
                sure=confirmed and answer == truth,
                stock=KIN.get(other, other) == truth,
            )
        if answer not in {truth, "und"}:
            wrong[truth, answer, found.status.value] += 1
    print(f"{'':12}{'texts':>7}{'answered':>10}{'right':>8}{'confirmed':>11}{'sure':>8}{'langdetect':>12}")
    for key, each in counts.items():
        print(
            f"{key:12}{each['texts']:7}{each['answered'] / each['texts']:10.1%}"
            f"{each['right'] / max(each['answered'], 1):8.1%}{each['confirmed'] / each['texts']:11.1%}"
            f"{each['sure'] / max(each['confirmed'], 1):8.1%}{each['stock'] / each['texts']:12.1%}"
        )
    print("wrong:", ", ".join(f"{a} as {b} ({how}) {n}" for (a, b, how), n in sorted(wrong.items())) or "none")
    for name, spent in seconds.items():
        print(f"{name}: {len(rows) / spent:,.0f} texts a second")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
