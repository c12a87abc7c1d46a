"""Pages that draw themselves in the browser and keep the article in the data of their scripts."""

import json

import pytest

from syndicate.model import Article, UnitKind
from syndicate.readers import Document
from syndicate.readers.html import read

LINES = (
    "The river gauge at Termez stood at four metres on Sunday evening, the water office said, and it goes on rising.",
    "Two villages below the bridge were told to move their sheep to the upper fields before the night.",
    "The office of the governor keeps buses ready at the school, and the road to the north stays open until Tuesday.",
)
BODY = "<p>$$AD_SLOT$$</p>".join(f"<p>{line}</p>" for line in LINES)
OTHER = "<p>Read what our readers said.</p>"


def page(scripts: str) -> bytes:
    head = "<title>The river rises at Termez</title>"
    return f'<html><head>{head}</head><body><div id="root"></div>{scripts}</body></html>'.encode()


def paragraphs(data: bytes) -> tuple[list[str], tuple[str, ...]]:
    (one,) = read(Document("page.html", data))
    assert isinstance(one, Article)
    return [unit.text for unit in one.units if unit.kind is UnitKind.PARAGRAPH], one.notes


def streamed(body: str) -> str:
    size = f"{len(body.encode()):x}"
    rows = ('1:"$Sreact.fragment"\n', f"24:T{size},{body[:90]}", body[90:], '5:["$","div",null,{"html":"$24"}]\n')
    return "".join(f"<script>self.__next_f.push([1,{json.dumps(row)}])</script>" for row in rows)


@pytest.mark.parametrize(
    "scripts",
    [
        '<script id="__NEXT_DATA__" type="application/json">'
        + json.dumps({"props": {"teaser": OTHER, "article": {"html": BODY}}}).replace("<", "\\u003c")
        + "</script>",
        streamed(BODY).replace("<p>", "\\u003cp>"),
        streamed(BODY.replace("Termez", "Термезе")).replace("<p>", "\\u003cp>"),
    ],
)
def test_the_text_is_found_in_what_the_scripts_draw(scripts: str) -> None:
    found, notes = paragraphs(page(scripts))
    assert [line.replace("Термезе", "Termez") for line in found] == list(LINES)
    assert any("data of its scripts" in note for note in notes)


def test_a_page_with_its_own_text_keeps_it() -> None:
    scripts = f'<script type="application/json">{json.dumps([BODY.replace("Termez", "Osh")])}</script>'
    text = "".join(f"<p>{line}</p>" for line in LINES)
    assert paragraphs(page(f"<article>{text}</article>{scripts}"))[0] == list(LINES)


@pytest.mark.parametrize("data", ["[" * 100_000, '{"a": ', "24:T", "self.__next_f", json.dumps([OTHER])])
def test_data_that_cannot_be_read_is_no_article(data: str) -> None:
    pushed = f"<script>self.__next_f.push([1,{json.dumps(data)}])</script>"
    short = "<p>Nothing has happened yet.</p>"
    assert paragraphs(page(f'{short}<script type="application/json">{data}</script>{pushed}'))[0] == [short[3:-4]]
