"""Broken input of every kind: how much of it comes through as something that nobody caught.

Usage: python benchmarks/mutations.py [--count 10000] [--seed 1] [--only page,feed,...]

Each round takes a sound input (samples/, tests/fixtures/, and small ones made here), changes it in one to eight
places (bytes lost, doubled, swapped, turned; pieces of other inputs; signs that mean something to parsers) and gives
it to what reads its kind, in this process. Sound is an answer, or an error or failure of ours that names the file.
Uncaught is every other exception, a failure that asks to be reported, and whatever takes over ten seconds.
The same seed gives the same inputs.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import signal
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from syndicate.errors import SyndicateError
from syndicate.model import Failure
from syndicate.readers import Document

ROOT = Path(__file__).parents[1]
SECONDS = 10
SIGNS = (
    b"<", b">", b"&", b'"', b"'", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"]]>", b"<![CDATA[", b"<!--", b"&#0;",
    b"&#x110000;", b"<!DOCTYPE x [", b"{", b"}", b"[", b"]", b":", b",", b"\\u0000", b"\\ud800", b"null", b"1e999",
    b"-1", b"99999999999999999999", b"\xd0", b"\xe2\x80\xae", b"\r", b"\n\n", b"\t", b"    ", b"- ", b"---\n",
    b"<table><tr><td>", b"</p>", b"<base href='http://['>", b"9999-12-31T23:59:59-14:00", b"0000-00-00",
    b"xml:lang='x-'", b"http://[::1", b"//", b"\xf0\x9f\x98\x80", b"\x1b", b"%00",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000, help="inputs in all")
    parser.add_argument("--seed", type=int, default=1, help="where the numbers start")
    parser.add_argument("--only", default="", help="kinds, with commas")
    given = parser.parse_args()
    signal.signal(signal.SIGALRM, _late)
    uncaught = 0
    with tempfile.TemporaryDirectory() as folder:
        kinds = _kinds(Path(folder))
        wanted = [name for name in kinds if not given.only or name in given.only.split(",")]
        for place, name in enumerate(wanted):
            count = given.count * (place + 1) // len(wanted) - given.count * place // len(wanted)
            sound, take = kinds[name]
            found: Counter[str] = Counter()
            outcomes: Counter[str] = Counter()
            for number in range(count):
                data = _mutated(sound, random.Random(f"{given.seed}/{name}/{number}"))
                outcome = _outcome(take, data)
                outcomes[outcome.partition(":")[0]] += 1
                if outcome.startswith("uncaught"):
                    found[f"{outcome}   (first: number {number})" if outcome not in found else outcome] += 1
            uncaught += outcomes["uncaught"]
            said = ", ".join(f"{amount:,} {what}" for what, amount in sorted(outcomes.items()))
            print(f"  {name:12} {count:6,} inputs: {said}", flush=True)
            for outcome, amount in found.most_common(8):
                print(f"      {amount:4} {outcome}")
    print(f"{given.count:,} inputs, {uncaught:,} uncaught")


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def _outcome(take: Callable[[bytes], object], data: bytes) -> str:
    signal.alarm(SECONDS)
    try:
        answer = take(data)
    except SyndicateError as error:
        return "told" if error.message else "uncaught: an error without a message"
    except BaseException as error:  # what nobody thought of is what is looked for
        where = traceback.extract_tb(error.__traceback__)
        ours = next((one for one in reversed(where) if "syndicate" in one.filename), where[-1])
        return f"uncaught: {type(error).__name__} {str(error)[:80]} at {Path(ours.filename).name}:{ours.lineno}"
    finally:
        signal.alarm(0)
    failures = [one for one in answer if isinstance(one, Failure)] if isinstance(answer, list) else []
    for failure in failures:
        if "report this" in failure.advice:
            return f"uncaught: {failure.message[:100]}"
    return "told" if failures else "read"


def _mutated(sound: list[bytes], chance: random.Random) -> bytes:
    data = bytearray(chance.choice(sound))
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((1, 1, 2, 8, 64, 512)))
        match chance.randrange(7):
            case 0:
                del data[start:end]
            case 1:
                data[start:start] = data[start:end] * chance.choice((1, 2, 50))
            case 2 if start < len(data):
                data[start] = chance.randrange(256)
            case 3:
                other = chance.choice(sound)
                from_ = chance.randrange(len(other) + 1)
                data[start:end] = other[from_ : from_ + chance.choice((4, 40, 400))]
            case 4:
                data[start:start] = chance.choice(SIGNS) * chance.choice((1, 1, 1, 20))
            case 5 if chance.random() < 0.2:
                del data[start:]
            case _:
                data[start:end] = chance.choice(SIGNS)
    return bytes(data)


def _kinds(folder: Path) -> dict[str, tuple[list[bytes], Callable[[bytes], object]]]:
    """Return for each kind its sound inputs, and what reads it."""
    from syndicate import config, tmx
    from syndicate.glossary import entries
    from syndicate.glossary.exchange import deepl, sheet, tbx, weblate
    from syndicate.languages import language_tag
    from syndicate.models.archive import Limits, unpack

    def files(*endings: str) -> list[bytes]:
        places = (ROOT / "samples", ROOT / "tests/fixtures/readers")
        return [one.read_bytes() for place in places for one in sorted(place.iterdir()) if one.suffix in endings]

    def at(name: str, take: Callable[[Path], object]) -> Callable[[bytes], object]:
        def written(data: bytes) -> object:
            (folder / name).write_bytes(data)
            return take(folder / name)

        return written

    def install(path: Path) -> object:
        with tempfile.TemporaryDirectory(dir=folder) as into:
            return unpack(path, Path(into), Limits())

    english, spanish = language_tag("en"), language_tag("es")
    names = (ROOT / "glossaries/people.yaml").read_bytes()[:6000].rpartition(b"\n\n")[0] + b"\n"
    glossary = entries.load([_file(folder / "sound.yaml", names)])
    pair = (english, spanish)
    return {
        "page": (files(".html"), _reader("page.html")),
        "feed": (files(".rss", ".atom", ".rdf", ".xml"), _reader("feed.xml")),
        "json": (files(".json"), _reader("item.json")),
        "nitf": (files(".nitf"), _reader("story.nitf")),
        "text": (files(".txt", ".md"), _reader("text.md")),
        "glossary": ([names], at("names.yaml", lambda path: entries.load_all([path]))),
        "tbx": ([tbx.write(glossary, pair)], lambda data: tbx.read(data, pair)),
        "table": ([sheet.write(glossary, pair)], lambda data: sheet.read(data, pair)),
        "deepl": ([deepl.write(glossary, pair)], lambda data: deepl.read(data, pair)),
        "weblate": ([weblate.write(glossary, pair)], lambda data: weblate.read(data, pair)),
        "tmx": ([_TMX], lambda data: list(tmx.read(io.BytesIO(data), where="memory.tmx"))),
        "package": ([_package()], at("model.argosmodel", install)),
        "settings": ([(ROOT / "syndicate.toml").read_bytes(), _SETTINGS], at("syndicate.toml", config.load_config)),
    }


def _reader(name: str) -> Callable[[bytes], object]:
    from syndicate.readers._choice import read_document

    return lambda data: read_document(Document(name, data))


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _package() -> bytes:
    about = {"from_code": "en", "to_code": "es", "package_version": "1.0", "argos_version": "1.5", "type": "translate"}
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("en_es/metadata.json", json.dumps(about))
        archive.writestr("en_es/sentencepiece.model", b"model")
        archive.writestr("en_es/model/model.bin", b"weights" * 20)
        archive.writestr("en_es/model/config.json", "{}")
    return kept.getvalue()


_SETTINGS = b"""
[run]
sources = ["inbox"]
to = ["es", "uk"]

[[sources]]
address = "https://news.example.org/feed.atom"
language = "ky"
full_text = true
delay = 1
"""
_TMX = b"""<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"
 srclang="en" datatype="plaintext"/><body>
<tu><tuv xml:lang="en"><seg>The <bpt i="1">&lt;b&gt;</bpt>ferry<ept i="1">&lt;/b&gt;</ept> sails.</seg></tuv>
<tuv xml:lang="es"><seg>El <bpt i="1">&lt;b&gt;</bpt>ferri<ept i="1">&lt;/b&gt;</ept> zarpa.</seg></tuv></tu>
</body></tmx>"""


if __name__ == "__main__":
    main()
