"""The table of what must hold for names and markup: today's baseline and ours in one run.

python benchmarks/names.py [ROW ...] [--data ../shared/data] [--model FILE.argosmodel] [--show]

Rows: en-es, ru-uk, news, tags, model, turkish, forms, matcher, drawn; all where none is named.

A mention is right when a form that the reference admits stands in the output. The cases marked in the Russian set are
not given to the program: it finds them. Without the glossary the same sentences go through the same engine and the same
pipeline, and only the names are unknown to it. The baseline is `apertium` as it is installed.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import matcher
import sacrebleu
from declensions import row_forms, row_turkish
from rows import say, shared

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "tests"))

from drawn import EN_ES, RU_UK, loosened, sentences, wrong  # noqa: E402 - lies with the tests
from goldcases import elements  # noqa: E402

from syndicate.config import EngineTable  # noqa: E402 - behind the path above
from syndicate.editions import Prepared  # noqa: E402
from syndicate.glossary.entries import Glossary, glossary  # noqa: E402
from syndicate.glossary.match import Matcher  # noqa: E402
from syndicate.guard import open_engines  # noqa: E402
from syndicate.languages import language_tag  # noqa: E402
from syndicate.model import (  # noqa: E402
    Article,
    ConceptEntry,
    Direction,
    EntryKind,
    LanguageTag,
    Mention,
    Segment,
    Source,
    SpanKind,
    Translation,
    Unit,
    UnitKind,
)
from syndicate.prepare import prepare_article  # noqa: E402
from syndicate.projection import apply_edits  # noqa: E402
from syndicate.routes import find_route  # noqa: E402
from syndicate.sandhi import Trait, seams  # noqa: E402
from syndicate.translate import translate  # noqa: E402

MARKED = re.compile(r"\{([^{}|]*)\|([^{}|]*)(?:\|[^{}]*)?\}")
ADMITTED = re.compile(r"\{([^{}]*)\}")
KINDS = {"per": ("person", "m"), "perf": ("person", "f"), "loc": ("place", ""), "orgm": ("organisation", "m")}
KNOWN = {"per": ("Peter", "Pedro"), "perf": ("Mary", "María"), "loc": ("London", "Londres")}
"""Names that eng-spa knows, by class, and what it makes of them; Microsoft for organisations."""

Case = tuple[str, list[list[str]], str]
"""A sentence, the admitted forms of each of its mentions, and the reference."""


# -- sets --------------------------------------------------------------------------------------


def spanish(folder: Path) -> tuple[Glossary, list[Case]]:
    """The English-Spanish set: its glossary; source, admitted forms of each mention, reference."""
    rows = table(folder / "en-es.glossary.tsv")
    entries = [entry(row[0], {"en": row[1], "es": row[2]}, *KINDS.get(row[3], ("organisation", ""))) for row in rows]
    forms = {row[0]: row[2] for row in rows}
    cases = []
    for source, reference, *_ in table(folder / "en-es.tsv"):
        wanted = [[forms[name]] for name in ADMITTED.findall(reference)]
        cases.append((MARKED.sub(r"\1", source), wanted, ADMITTED.sub(lambda m: forms[m[1]], reference)))
    return glossary(entries), cases


def ukrainian(folder: Path) -> tuple[Glossary, list[Case]]:
    """The Russian-Ukrainian set, with names of ours: the set has no glossary."""
    rows = table(HERE / "names.ru-uk.tsv")
    entries = [entry(row[0], {"ru": row[1], "uk": row[2]}, row[3], row[4]) for row in rows]
    cases = []
    for source, reference, *_ in table(folder / "ru-uk.tsv"):
        wanted = [forms.split("/") for forms in ADMITTED.findall(reference)]
        cases.append((MARKED.sub(r"\1", source), wanted, ADMITTED.sub(lambda m: m[1].split("/")[0], reference)))
    return glossary(entries), cases


def table(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()]


def entry(name: str, names: dict[str, str], kind: str, gender: str) -> ConceptEntry:
    """An entry of the set."""
    return ConceptEntry(name, EntryKind(kind), {language_tag(tag): text for tag, text in names.items()}, gender)


# -- the programs ------------------------------------------------------------------------------


def plain(mode: str, lines: Sequence[str]) -> list[str]:
    """Return what `apertium` makes of *lines*; empty ones where it says nothing."""
    run = subprocess.run(["apertium", "-u", mode], input="\n".join(lines) + "\n", capture_output=True, text=True)
    found = run.stdout.split("\n")[: len(lines)]
    return found + [""] * (len(lines) - len(found))


def translated(
    texts: Sequence[str], names: Glossary, direction: Direction, engine: str = "apertium", models: Path | None = None
) -> list[list[Translation]]:
    """The translations of each text, each an article of its own, so that none helps another."""
    matchers: dict[LanguageTag, Matcher] = {direction.source: Matcher(names, direction.source)}
    with (
        tempfile.TemporaryDirectory() as folder,
        open_engines(EngineTable(use=(engine,), models=models), Path(folder)) as engines,
    ):
        hops = [hop for each in engines.values() for hop in each.hops()]
        route = find_route(hops, direction.source, direction.target)
        prepared: list[Prepared] = []
        for number, marked in enumerate(texts):
            text, spans = elements(marked)
            unit = Unit(UnitKind.PARAGRAPH, text, spans, language=direction.source)
            article = Article(str(number), Source("set", str(number)), (unit,), language=direction.source)
            prepared.append(prepare_article(article, matchers))
        made = iter(translate([segment for each in prepared for segment in each.segments], route, engines))
        return [[next(made) for _ in each.segments] for each in prepared]


def whole(translations: Sequence[Translation]) -> str:
    return " ".join(each.target.text for each in translations)


# -- rows --------------------------------------------------------------------------------------


def right(outputs: Sequence[str], cases: Sequence[Case], *, show: bool = False) -> str:
    """Return how many mentions are right, as text."""
    good = total = 0
    for output, (source, wanted, _) in zip(outputs, cases, strict=True):
        missing = [forms for forms in wanted if not any(stands(form, output) for form in forms)]
        good, total = good + len(wanted) - len(missing), total + len(wanted)
        if show:
            print(f"  {'!' if missing else ' '} {source}\n    {output} {missing or ''}")
    return f"{good}/{total} {100 * good / total:.1f}%"


def stands(form: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None


def chrf(outputs: Sequence[str], references: Sequence[str]) -> str:
    return f"{sacrebleu.corpus_chrf(list(outputs), [list(references)]).score:.1f}"


def row_names(data: Path, pair: str, *, show: bool) -> None:
    """Names right and chrF of a set, by the plain program, without and with the glossary."""
    direction, names, cases, mode = (
        (EN_ES, *spanish(data / "names"), "eng-spa")
        if pair == "en-es"
        else (RU_UK, *ukrainian(data / "names"), "rus-ukr")
    )
    texts, references = [case[0] for case in cases], [case[2] for case in cases]
    base = plain(mode, texts)
    without = [whole(each) for each in translated(texts, glossary([]), direction)]
    ours = [whole(each) for each in translated(texts, names, direction)]
    say(
        pair,
        "names right, apertium / ours",
        right(base, cases),
        right(ours, cases, show=show),
        ">= 99 %" if pair == "en-es" else ">= 95 %",
    )
    say(pair, "names right, ours without / with the glossary", right(without, cases), right(ours, cases), "")
    say(
        pair,
        "chrF, apertium / ours",
        chrf(base, references),
        chrf(ours, references),
        ">= 75" if pair == "en-es" else "",
    )
    if pair == "en-es":
        skeleton(data, base, ours)


def skeleton(data: Path, base: Sequence[str], ours: Sequence[str]) -> None:
    """Word error around the names, against the same sentence with names that the engine knows.

    Once against those sentences as they come out, and once with what our seams ask of the words before a name (la
    ministra Olena): an article belongs to the title of a person, whichever of two names the sentence has.
    """
    kinds = {row[0]: row[3] for row in table(data / "names" / "en-es.glossary.tsv")}
    forms = {row[0]: (row[1], row[2]) for row in table(data / "names" / "en-es.glossary.tsv")}
    marked = [row[0] for row in table(data / "names" / "en-es.tsv")]
    standard = [MARKED.sub(lambda m: KNOWN.get(kinds[m[2]], ("Microsoft", ""))[0], text) for text in marked]
    stand_ins = {each for pair in KNOWN.values() for each in pair} | {"Microsoft"}
    known_plain = [masked(text, stand_ins) for text in plain("eng-spa", standard)]
    known_ours = [whole(each) for each in translated(standard, glossary([]), EN_ES)]
    own = [{form for name in MARKED.findall(text) for form in (*forms[name[1]], name[0])} for text in marked]
    error_base = errors([masked(text, some) for text, some in zip(base, own, strict=True)], known_plain)
    masked_ours = [masked(text, some) for text, some in zip(ours, own, strict=True)]
    for label, known in (
        ("as they are", known_ours),
        ("with their seams", [governed(text) for text in known_ours]),
    ):
        error = errors(masked_ours, [masked(text, stand_ins) for text in known])
        say("en-es", f"skeleton error, known names {label}", f"{error_base:.1f}", f"{error:.1f}", "<= 1")


def governed(text: str) -> str:
    """Return Spanish *text* with what its known names ask of the words before them."""
    kinds = {"Microsoft": ("organisation", "m")}
    for code, (own, other) in KNOWN.items():
        kinds |= dict.fromkeys((own, other), KINDS[code])
    found = list(re.finditer(rf"(?<!\w)(?:{'|'.join(kinds)})(?!\w)", text))
    traits = {each.start(): Trait(EntryKind(kinds[each[0]][0]), kinds[each[0]][1]) for each in found}
    return apply_edits(text, seams(text, [(*each.span(), each[0]) for each in found], EN_ES.target, traits))[0]


def masked(text: str, forms: set[str]) -> list[str]:
    pattern = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    return re.findall(r"\w+", re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", "N", text).lower())


def errors(outputs: Sequence[list[str]], references: Sequence[list[str]]) -> float:
    """Return the word error rate in per cent."""
    from rapidfuzz.distance import Levenshtein

    edits = sum(Levenshtein.distance(one, other) for one, other in zip(outputs, references, strict=True))
    return 100 * edits / sum(map(len, references))


def row_news(data: Path) -> None:
    """Lines of NTREX that are answered, and chrF."""
    for direction, mode, source, target in ((RU_UK, "rus-ukr", "rus", "ukr"), (EN_ES, "eng-spa", "eng", "spa")):
        lines, references = (
            (data / "ntrex" / f"{name}.txt").read_text("utf-8").splitlines() for name in (source, target)
        )
        base = plain(mode, lines)
        ours = [whole(each) for each in translated(lines, glossary([]), direction)]
        filled = [sum(bool(text.strip()) for text in texts) for texts in (base, ours)]
        say("news", f"{direction}: lines not empty of {len(lines)}", *filled, "100 %")
        say("news", f"{direction}: chrF", chrf(base, references), chrf(ours, references), ">= 41 ru-uk")


def row_tags(data: Path, engine: str, models: Path | None, *, show: bool) -> None:
    """Inline elements on exactly the right run, and sentences that are the same with and without them."""
    rows = table(data / "names" / "inline-tags.en-es.tsv")
    made = translated([row[0] for row in rows], glossary([]), EN_ES, engine, models)
    bare = translated([elements(row[0])[0] for row in rows], glossary([]), EN_ES, engine, models)
    same = sum(whole(one) == whole(other) for one, other in zip(made, bare, strict=True))
    good = total = good_html = 0
    html = plain_html([row[0] for row in rows]) if engine == "apertium" else [""] * len(rows)
    for row, translations, other in zip(rows, made, html, strict=True):
        for part in row[1:]:
            name, _, forms = part.partition("=")
            runs = [
                each.target.text[span.start : span.end]
                for each in translations
                for span in each.target.spans
                if span.name == name
            ]
            fits = accepted(runs, forms)
            good, total = good + fits, total + 1
            text, spans = elements(other) if other.count("<") == other.count(">") else ("", ())
            good_html += accepted([text[span.start : span.end] for span in spans if span.name == name], forms)
            if show and not fits:
                print(f"    {row[0]} | {whole(translations)} | {name} {runs} {forms}")
    label = "apertium -f html" if engine == "apertium" else ""
    say("tags", f"{engine}: tags right of {total} {label}", good_html if label else "", good, "28")
    say("tags", f"{engine}: sentences the same without tags", "", f"{same}/{len(rows)}", "20/20")


def plain_html(lines: Sequence[str]) -> list[str]:
    found = []
    for line in lines:
        run = subprocess.run(["apertium", "-u", "-f", "html", "eng-spa"], input=line, capture_output=True, text=True)
        found.append(run.stdout.strip())
    return found


def accepted(runs: Sequence[str], forms: str) -> bool:
    fits = {form.lower() for form in forms.split("|")}
    return len(runs) == 1 and bool({runs[0].lower(), re.sub(r"^(el|la|los|las|un|una) ", "", runs[0].lower())} & fits)


@contextmanager
def unpacked(model: Path) -> Iterator[Path]:
    """Unpack a package that is trusted."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(model) as archive:
        archive.extractall(folder)
        yield Path(folder)


def row_model(data: Path, model: Path, *, show: bool) -> None:
    """Names and tags through a small neural model."""
    names, cases = spanish(data / "names")
    texts = [case[0] for case in cases]
    with unpacked(model) as models:
        without = [whole(each) for each in translated(texts, glossary([]), EN_ES, "argos", models)]
        made = translated(texts, names, EN_ES, "argos", models)
        say(
            "model",
            f"names right, without / with ({model.stem})",
            right(without, cases),
            right([whole(each) for each in made], cases, show=show),
            ">= 90 %",
        )
        held = sum(all(row.outcome == "held" for each in some for row in each.ledger) for some in made)
        say("model", "sentences whose names are all proved", "", f"{held}/{len(made)}", "")
        row_tags(data, "argos", models, show=show)


def row_matcher(data: Path) -> None:
    """A hundred thousand entries over a million words, against the bare automaton on the same forms."""
    for row in matcher.rows(data):
        say("matcher", *row)


def row_drawn(count: int) -> None:
    """Sentences drawn by lot through the real engine: what is lost, doubled or leaked."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_engines(EngineTable(use=("apertium",)), Path(folder)) as engines,
    ):
        for direction in (EN_ES, RU_UK):
            hops = [hop for hop in engines["apertium"].hops() if hop.direction == direction]
            drawn: list[Segment] = list(sentences(1, count // 2, direction))
            held: list[Mention] = [mention for each in drawn for mention in each.mentions]
            inline = sum(span.kind is SpanKind.INLINE for each in drawn for span in each.spans)
            made = translate(drawn, hops, engines)
            say(
                "drawn",
                f"{direction}: names lost, doubled, leaked of {len(held)}",
                "",
                sum(len(wrong(each)) for each in made),
                "0",
            )
            say("drawn", f"{direction}: elements lost of {inline}", "", sum(len(loosened(each)) for each in made), "")


ROWS = ("en-es", "ru-uk", "news", "tags", "model", "turkish", "forms", "matcher", "drawn")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", choices=[*ROWS, []], metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--data", type=Path, default=shared("data"))
    models = HERE.parent / "tests" / "models"
    parser.add_argument("--model", type=Path, default=models / "translate-en_es-copy-0_1.argosmodel")
    parser.add_argument("--count", type=int, default=10_000, help="sentences drawn")
    parser.add_argument("--show", action="store_true", help="print sentences and what is wrong")
    options = parser.parse_args()
    work = {
        "en-es": lambda: row_names(options.data, "en-es", show=options.show),
        "ru-uk": lambda: row_names(options.data, "ru-uk", show=options.show),
        "news": lambda: row_news(options.data),
        "tags": lambda: row_tags(options.data, "apertium", None, show=options.show),
        "model": lambda: row_model(options.data, options.model, show=options.show),
        "turkish": lambda: row_turkish(show=options.show),
        "forms": lambda: row_forms(show=options.show),
        "matcher": lambda: row_matcher(options.data),
        "drawn": lambda: row_drawn(options.count),
    }
    say("row", "measure", "baseline", "ours", "reach")
    for row in options.rows or ROWS:
        work[row]()


if __name__ == "__main__":
    main()
