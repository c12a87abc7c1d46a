"""The overview: figures of a real run, drawn and in tables; and plots that say what they show."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from click.testing import CliRunner
from deskroom import Editor, entered, worked_in

from syndicate.cli import main
from syndicate.desk.plot import Series, bars, lines
from syndicate.state import State
from syndicate.state.runs import Run, note


def elements(drawn: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(drawn).iter(name))  # noqa: S314 - our own drawing


def test_bars_are_as_long_as_their_figures() -> None:
    drawn = bars(
        "Editions", "told", ["Spanish", "Ukrainian"], [Series("out", (30, 10)), Series("held", (0, 10), 2)], "e"
    )
    wide = [float(one.attrib["width"]) + 1 for one in elements(drawn, "rect")]
    assert len(wide) == 3
    assert abs(wide[0] - 3 * wide[1]) < 0.5
    assert abs(wide[1] - wide[2]) < 0.5
    words = [one.text for one in elements(drawn, "text")]
    assert {"Spanish", "Ukrainian", "30", "20"} <= set(words)


def test_a_drawing_has_a_title_and_a_text_and_admits_no_markup() -> None:
    for drawn in (bars("A & B", "<script>", ["<b>"], [Series("x", (1,))], "k"), lines("T", "t", ["a"], [], "k")):
        root = ElementTree.fromstring(drawn)  # noqa: S314 - our own drawing
        assert root.attrib["role"] == "img"
        named = root.attrib["aria-labelledby"].split()
        assert [one.attrib["id"] for one in root if one.tag in ("title", "desc")] == named
        assert "style" not in drawn
        assert "<script>" not in drawn


def test_lines_rise_with_their_figures() -> None:
    drawn = lines("Runs", "told", ["1 Nov", "2 Nov", "3 Nov"], [Series("out", (0, 5, 10))], "k")
    [line] = elements(drawn, "polyline")
    heights = [float(point.split(",")[1]) for point in line.attrib["points"].split()]
    assert heights[0] - heights[1] == heights[1] - heights[2] > 0


def test_nothing_has_been_run(editor: Editor) -> None:
    assert "Nothing has been run yet." in editor.get("/overview").text


def test_the_figures_are_those_of_the_state(tmp_path: Path) -> None:
    school = "# Школа в Орале\n\nДети пели песни. Школа стоит в Орале.\n"
    names = "oral: {kind: place, names: {ru: Орал, uk: Орал}}\n"
    config = worked_in(tmp_path, {"a.md": school}, names)
    with State(config.run.state) as state:
        for day, out in ((1, 1), (2, 7)):
            moment = datetime(2026, 11, day, tzinfo=UTC)
            note(state.facts, Run(moment, 1.0, out, out, 3 * out, out, 0, 0, 1, names=10, names_held=8 + day))
    with entered(config, tmp_path) as editor:
        page = editor.get("/overview").text
    assert "<dt>Articles</dt><dd>1</dd>" in page
    assert "<dt>Names that hold</dt><dd>100%</dd>" in page
    assert '<th scope="row">Ukrainian</th><td>1</td>' in page
    assert '<th scope="row">Ukrainian</th><td>2</td>' in page  # mentions
    assert page.count('<svg class="plot" role="img"') == 5
    assert "2 Nov 2026" in page
    assert "<td>21</td>" in page
    assert "<td>10 / 10</td>" in page
    told = CliRunner().invoke(main, ["report", "--history", "--state", str(config.run.state)])
    assert told.output.splitlines()[1].split()[:4] == ["2026-11-02", "00:00", "7", "0"]
    assert told.output.splitlines()[2].split()[-2:] == ["10", "90.0%"]
