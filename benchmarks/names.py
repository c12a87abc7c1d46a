"""Names right, with and without the glossary: English-Spanish and Russian-Ukrainian, the real engine.

python benchmarks/names.py [--data ../shared/data/names] [--show]

A mention is right when a form that the reference admits stands in the output. The cases marked in
the Russian set are not given to the program: it finds them. Without the glossary the same
sentences go through the same engine and the same pipeline, and only the names are unknown to it.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path

import sacrebleu

from syndicate.config import EngineTable
from syndicate.editions import Prepared, plan
from syndicate.glossary.entries import Glossary, glossary
from syndicate.glossary.match import Matcher
from syndicate.languages import language_tag
from syndicate.memory import Memory
from syndicate.model import Article, ConceptEntry, EntryKind, LanguageTag, Source, Unit, UnitKind
from syndicate.prepare import prepare_article
from syndicate.scale import Nobody, make, open_engines

MARKED = re.compile(r"\{([^{}|]*)\|([^{}|]*)(?:\|[^{}]*)?\}")
ADMITTED = re.compile(r"\{([^{}]*)\}")
KINDS = {"per": ("person", "m"), "perf": ("person", "f"), "loc": ("place", ""), "orgm": ("organisation", "m")}


def spanish(folder: Path) -> tuple[Glossary, list[tuple[str, list[list[str]], str]]]:
    """The English-Spanish set: its glossary; source, admitted forms of each mention, reference."""
    rows = [line.split("\t") for line in (folder / "en-es.glossary.tsv").read_text("utf-8").splitlines()]
    entries = [entry(row[0], {"en": row[1], "es": row[2]}, *KINDS.get(row[3], ("organisation", ""))) for row in rows]
    forms = {row[0]: row[2] for row in rows}
    cases = []
    for line in (folder / "en-es.tsv").read_text("utf-8").splitlines():
        source, reference = line.split("\t")[:2]
        wanted = [[forms[name]] for name in ADMITTED.findall(reference)]
        cases.append((MARKED.sub(r"\1", source), wanted, ADMITTED.sub(lambda m: forms[m[1]], reference)))
    return glossary(entries), cases


def ukrainian(folder: Path) -> tuple[Glossary, list[tuple[str, list[list[str]], str]]]:
    """The Russian-Ukrainian set, with names of ours: the set has no glossary."""
    rows = [line.split("\t") for line in (Path(__file__).parent / "names.ru-uk.tsv").read_text("utf-8").splitlines()]
    entries = [entry(row[0], {"ru": row[1], "uk": row[2]}, row[3], row[4]) for row in rows]
    cases = []
    for line in (folder / "ru-uk.tsv").read_text("utf-8").splitlines():
        source, reference = line.split("\t")[:2]
        wanted = [forms.split("/") for forms in ADMITTED.findall(reference)]
        cases.append((MARKED.sub(r"\1", source), wanted, ADMITTED.sub(lambda m: m[1].split("/")[0], reference)))
    return glossary(entries), cases


def entry(name: str, names: dict[str, str], kind: str, gender: str) -> ConceptEntry:
    """An entry of the set."""
    return ConceptEntry(name, EntryKind(kind), {language_tag(tag): text for tag, text in names.items()}, gender)


def translated(sentences: list[str], names: Glossary, source: LanguageTag, target: LanguageTag) -> list[str]:
    """The sentences in *target*, each an article of its own, so that none helps another."""
    matchers = {source: Matcher(names, source)}
    with (
        tempfile.TemporaryDirectory() as folder,
        Memory(Path(folder) / "state.sqlite") as memory,
        open_engines(EngineTable(use=("apertium",)), Path(folder)) as engines,
    ):
        hops = [hop for engine in engines.values() for hop in engine.hops()]
        prepared: list[Prepared] = []
        for number, text in enumerate(sentences):
            unit = Unit(UnitKind.PARAGRAPH, text, language=source)
            article = Article(str(number), Source("set", str(number)), (unit,), language=source)
            prepared.append(prepare_article(article, matchers))
        drafts = [plan(each, target, hops, {}) for each in prepared]
        made = make(drafts, engines, memory, Nobody())
        return [" ".join(each.translations[key].target.text for key in sorted(each.translations)) for each in made]


def measure(label: str, names: Glossary, cases: list[tuple[str, list[list[str]], str]], pair: str, show: bool) -> None:
    """Print the share of mentions right and chrF, without and with *names*."""
    source, target = (language_tag(tag) for tag in pair.split("-"))
    sentences = [text for text, _, _ in cases]
    for name, some in (("without", glossary([])), ("with", names)):
        outputs = translated(sentences, some, source, target)
        right = [
            any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", output) for form in forms)
            for output, (_, wanted, _) in zip(outputs, cases, strict=True)
            for forms in wanted
        ]
        chrf = sacrebleu.corpus_chrf(outputs, [[reference for _, _, reference in cases]]).score
        share = 100 * sum(right) / len(right)
        print(
            f"{label} {name:8} glossary: {sum(right):3} of {len(right)} names right ({share:5.1f} %), chrF {chrf:.1f}"
        )
        if show and name == "with":
            for (text, wanted, _), output in zip(cases, outputs, strict=True):
                missing = [forms for forms in wanted if not any(form in output for form in forms)]
                print(f"  {'!' if missing else ' '} {text}\n    {output} {missing or ''}")


def main() -> None:
    """Measure both sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data" / "names")
    parser.add_argument("--show", action="store_true", help="print every sentence")
    arguments = parser.parse_args()
    measure("en-es", *spanish(arguments.data), "en-es", arguments.show)
    measure("ru-uk", *ukrainian(arguments.data), "ru-uk", arguments.show)


if __name__ == "__main__":
    main()
