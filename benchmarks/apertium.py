"""What the Apertium engine gains over plain `apertium`: names, cases, tags, lines answered, time.

Run: python benchmarks/apertium.py [--data FOLDER] [--lines 200]

FOLDER holds names/ and ntrex/ (see its README). Baseline and ours are measured in one run.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from rows import shared
from sacrebleu.metrics import CHRF

from syndicate.engines import EngineSettings
from syndicate.engines.apertium import ApertiumEngine, open_engine
from syndicate.glossary.inflection import paradigm
from syndicate.languages import language_tag
from syndicate.model import ConceptEntry, Direction, EntryKind, Hypothesis, Mention, Placeholder, Protected, Segment

EN_ES = Direction(language_tag("en"), language_tag("es"))
RU_UK = Direction(language_tag("ru"), language_tag("uk"))
CLASSES = {
    "per": (EntryKind.PERSON, "m"),
    "perf": (EntryKind.PERSON, "f"),
    "loc": (EntryKind.PLACE, ""),
    "orgm": (EntryKind.ORGANISATION, "m"),
    "orgf": (EntryKind.ORGANISATION, "f"),
}
NAMES = """
    ata|m|Аслан Аталыков|Аслан Аталиков         atas|m|Аталыков|Аталиков          pes|m|Песков|Пєсков
    elbf|m|Цахиагийн Элбэгдорж|Цахіагійн Елбегдорж  elb|m|Элбэгдорж|Елбегдорж     put|m|Путин|Путін
    putf|m|Владимир Путин|Володимир Путін       ura||Уральск|Уральськ             tuva|f|Тува|Тува
    kalm|f|Калмыкия|Калмикія                    tok|m|Токаев|Токаєв               ali|m|Алиев|Алієв
    tokf|m|Касым-Жомарт Токаев|Касим-Жомарт Токаєв  baku||Баку|Баку               zahf|f|Мария Захарова|Марія Захарова
    zah|f|Захарова|Захарова                     matf|f|Валентина Матвиенко|Валентина Матвієнко
    zapf|m|Садыр Жапаров|Садир Жапаров          mirf|m|Шавкат Мирзиёев|Шавкат Мірзійоєв
    zap|m|Жапаров|Жапаров                       bury|f|Бурятия|Бурятія            alif|m|Ильхам Алиев|Ільхам Алієв
    ulan||Улан-Батор|Улан-Батор                 tol|m|Толстой|Толстой
"""
"""Of ru-uk.tsv: id, gender, Russian and Ukrainian nominative."""
PLACES = {"ura", "tuva", "kalm", "baku", "bury", "ulan"}


def segment(text: str) -> Segment:
    return Segment(0, 0, 0, text, language_tag("und"))


def plain(pair: str, lines: Iterable[str]) -> list[str]:
    """Each line through `apertium -u`, a program of its own for the lot, as a user would."""
    text = "\n\n".join(lines)
    done = subprocess.run(["apertium", "-u", pair], input=text, capture_output=True, text=True)
    return done.stdout.split("\n\n")


def tsv(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]


def cut(marked: str, make: Callable[[int, int, list[str]], Placeholder]) -> Protected:
    """Return the sentence behind `{mention|id|...}` marks, with a placeholder for each."""
    text, placeholders, done = "", [], 0
    for match in re.finditer(r"\{([^}|]*)\|([^}]*)\}", marked):
        text += marked[done : match.start()]
        placeholders.append(make(len(text), len(text) + len(match[1]), match[2].split("|")))
        text += match[1]
        done = match.end()
    text += marked[done:]
    return Protected(text, tuple(placeholders), (), segment(text))


def restored(answer: Hypothesis, forms: list[str]) -> str:
    """Put the form of each place into the answer; *forms* in the order of the places."""
    text = answer.text
    for place, form in sorted(zip(answer.places, forms, strict=True), key=lambda each: -each[0].start):
        text = text[: place.start] + form + text[place.end :]
    return text


def names_en_es(engine: ApertiumEngine, data: Path) -> None:
    glossary = {row[0]: row for row in tsv(data / "names/en-es.glossary.tsv")}
    rows = tsv(data / "names/en-es.tsv")
    ids: list[list[str]] = [re.findall(r"\{[^}|]*\|([^}]*)\}", row[0]) for row in rows]
    protected = [
        cut(row[0], lambda start, end, mark: Placeholder(start, end, *CLASSES[glossary[mark[0]][3]])) for row in rows
    ]
    references = [re.sub(r"\{([^}]*)\}", lambda match: glossary[match[1]][2], row[1]) for row in rows]
    answers = engine.translate(EN_ES, protected)
    ours = [
        restored(answer, [glossary[each[place.index]][2] for place in answer.places])
        for answer, each in zip(answers, ids, strict=True)
    ]
    bare = engine.translate(EN_ES, [Protected(each.text, (), (), each.segment) for each in protected])
    for label, texts in (
        ("plain apertium", plain("eng-spa", [each.text for each in protected])),
        ("ours, no placeholders", [each.text for each in bare]),
        ("ours", ours),
    ):
        held = [glossary[name][2] in text for text, each in zip(texts, ids, strict=True) for name in each]
        score = CHRF().corpus_score([text.strip() for text in texts], [references]).score
        print(f"en-es names  {label:24} right {sum(held)}/{len(held)}  chrF {score:.1f}")


def names_ru_uk(engine: ApertiumEngine, data: Path) -> None:
    names = {row[0]: row for row in (word.split("|") for word in re.split(r"\s{2,}|\n", NAMES) if word)}
    rows = tsv(data / "names/ru-uk.tsv")
    accepted = [[form.split("/") for form in re.findall(r"\{([^}]*)\}", row[1])] for row in rows]
    ids = [re.findall(r"\{[^}|]*\|([^}|]*)\|", row[0]) for row in rows]

    def forms(name: str, language: str) -> list[tuple[str, str]]:
        kind = EntryKind.PLACE if name in PLACES else EntryKind.PERSON
        nominative = names[name][2 if language == "ru" else 3]
        found = paradigm(nominative, language_tag(language), kind=kind, gender=names[name][1])
        return [(form.case, form.text) for form in found]

    def hand_marked(start: int, end: int, mark: list[str]) -> Placeholder:
        kind = EntryKind.PLACE if mark[0] in PLACES else EntryKind.PERSON
        return Placeholder(start, end, kind, names[mark[0]][1], {"prp": "loc"}.get(mark[1], mark[1]))

    def by_form(item: Placeholder, name: str, surface: str) -> Placeholder:
        cases = tuple(case for case, form in forms(name, "ru") if form == surface)
        entry = ConceptEntry(name, item.kind or EntryKind.PERSON, {})
        return replace(item, case="", origin=Mention(item.start, item.end, entry, "names", cases))

    sources = [re.sub(r"\{([^}|]*)\|[^}]*\}", r"\1", row[0]) for row in rows]
    texts = plain("rus-ukr", sources)
    texts += [""] * (len(rows) - len(texts))
    flat = [(text, form) for text, each in zip(texts, accepted, strict=False) for form in each]
    print(f"ru-uk names  plain apertium           right {sum(any(f in t for f in fs) for t, fs in flat)}/{len(flat)}")
    by_hand = [cut(row[0], hand_marked) for row in rows]
    left = [
        replace(
            item,
            placeholders=tuple(
                by_form(each, name, item.text[each.start : each.end])
                for each, name in zip(item.placeholders, names_of, strict=True)
            ),
        )
        for item, names_of in zip(by_hand, ids, strict=True)
    ]
    for label, protected in (("case marked by hand", by_hand), ("case left to the grammar", left)):
        right = total = 0
        for item, answer, name, fits in zip(protected, engine.translate(RU_UK, protected), ids, accepted, strict=True):
            total += len(name)
            for place in answer.places:
                form = dict(forms(name[place.index], "uk")).get(place.case or "nom", "")
                right += form in fits[place.index]
                if form not in fits[place.index]:
                    print("   ", item.text, "|", answer.text, "|", place.case, form, fits[place.index])
        print(f"ru-uk names  ours, {label:24} right {right}/{total}")


def tags(engine: ApertiumEngine, data: Path) -> None:
    rows = tsv(data / "names/inline-tags.en-es.tsv")
    protected, elements = [], []
    for row in rows:
        text, borders, open_, found, done = "", [0], [], [], 0
        for match in re.finditer(r"<(/?)(\w)>", row[0]):
            text += row[0][done : match.start()]
            done = match.end()
            borders.append(len(text))
            if match[1]:
                name, start = open_.pop()
                found.append((name, start, len(text)))
            else:
                open_.append((match[2], len(text)))
        text += row[0][done:]
        borders = sorted({*borders, len(text)})
        runs = [run for run in pairwise(borders) if any(s <= run[0] < e for _, s, e in found)]
        protected.append(Protected(text, (), tuple(runs), segment(text)))
        elements.append(found)
    answers = engine.translate(EN_ES, protected)
    right = total = 0
    for row, item, answer, found in zip(rows, protected, answers, elements, strict=True):
        wanted = dict(part.split("=", 1) for part in row[1:])
        for name, start, end in found:
            stretches = sorted(link.target for link in answer.links if start <= link.source[0] < end)
            texts = [answer.text[stretches[0][0] : stretches[-1][1]]] if stretches else []
            if len(stretches) > 1 and any(
                a[1] < b[0] and answer.text[a[1] : b[0]].strip() for a, b in pairwise(stretches)
            ):
                texts = ["(split)", *texts]
            fits = {form.lower() for form in wanted[name].split("|")}
            bare = [re.sub(r"^(el|la|los|las|un|una) ", "", text.lower()) for text in texts]
            good = len(texts) == 1 and (texts[0].lower() in fits or bare[0] in fits)
            total += 1
            right += good
            if not good:
                print("   ", item.text, "|", answer.text, "|", name, texts, wanted[name])
    same = engine.translate(EN_ES, [Protected(item.text, (), (), item.segment) for item in protected])
    whole = sum(one.text == other.text for one, other in zip(answers, same, strict=True))
    print(f"en-es tags   ours  right {right}/{total}; same sentence with and without tags {whole}/{len(rows)}")


def news(engine: ApertiumEngine, data: Path, count: int) -> None:
    for direction, pair, source, target in ((RU_UK, "rus-ukr", "rus", "ukr"), (EN_ES, "eng-spa", "eng", "spa")):
        lines = (data / f"ntrex/{source}.txt").read_text(encoding="utf-8").splitlines()[:count]
        references = (data / f"ntrex/{target}.txt").read_text(encoding="utf-8").splitlines()[:count]
        protected = [Protected(line, (), (), segment(line)) for line in lines]
        start = time.perf_counter()
        theirs = plain(pair, lines)
        their_time = time.perf_counter() - start
        theirs += [""] * (len(lines) - len(theirs))
        engine.translate(direction, protected[:1])
        start = time.perf_counter()
        ours = [answer.text for answer in engine.translate(direction, protected)]
        our_time = time.perf_counter() - start
        start = time.perf_counter()
        for item in protected[:50]:
            engine.translate(direction, [item])
        single = (time.perf_counter() - start) / 50
        for label, texts, seconds in (("plain apertium", theirs, their_time), ("ours", ours, our_time)):
            filled = sum(bool(text.strip()) for text in texts)
            score = CHRF().corpus_score([text.strip() for text in texts[:count]], [references]).score
            rate = seconds / count * 1000
            print(f"{direction} news   {label:16} answered {filled}/{count}  chrF {score:.1f}  {rate:.2f} ms a segment")
        print(f"{direction} news   ours, one segment a call: {single * 1000:.2f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=shared("data"))
    parser.add_argument("--lines", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        engine = open_engine(EngineSettings(cache=Path(cache)))
        names_en_es(engine, options.data)
        names_ru_uk(engine, options.data)
        tags(engine, options.data)
        news(engine, options.data, options.lines)
        engine.close()


if __name__ == "__main__":
    main()
