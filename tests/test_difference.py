from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from newsroom import EN, ES, SETTINGS, UK, article, edition, units_in

from syndicate.publish import build, rehearse

BEFORE = "Elbegdorj habló el miércoles. Dijo que vendría. Nadie más habló."
AFTER = "Elbegdorj habló el jueves. Dijo que vendría. Nadie más habló. Llovía."


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def test_a_rehearsal_names_articles_and_sentences_and_touches_nothing(tmp_path: Path) -> None:
    out = tmp_path / "site"
    build([edition(ES, 1, units=units_in(ES, paragraph=BEFORE)), edition(ES, 2), edition(UK, 2)], SETTINGS, out)
    before = snapshot(out)
    after = [edition(ES, 1, units=units_in(ES, paragraph=AFTER)), edition(ES, 3), edition(UK, 2)]
    report = rehearse(after, SETTINGS, out)
    assert snapshot(out) == before
    assert [(each.kind, each.language, each.path[-6:-5]) for each in report.differences] == [
        ("changed", ES, "1"),
        ("gone", ES, "2"),
        ("new", ES, "3"),
        ("changed", UK, "2"),
    ]
    assert report.differences[0].lines == (
        ("-", "Elbegdorj habló el miércoles."),
        ("+", "Elbegdorj habló el jueves."),
        ("+", "Llovía."),
    )
    # Its sibling went, so its links change; its words do not.
    assert report.differences[3].lines == ()
    built = build(after, SETTINGS, out)
    assert (built.written, built.removed) == (report.written, report.removed)
    assert rehearse(after, SETTINGS, out).differences == ()


def test_a_rehearsal_of_a_new_site_makes_no_folder(tmp_path: Path) -> None:
    report = rehearse([edition(ES)], SETTINGS, tmp_path / "site")
    assert [each.title for each in report.differences] == ["El expresidente de Mongolia habla en Moscú"]
    assert list(tmp_path.iterdir()) == []


def test_the_title_is_told_though_a_section_stands_above_it(tmp_path: Path) -> None:
    own = article(units=units_in(EN, "A title"), sections=("Politics",))
    (found,) = rehearse([edition(EN, article=own, units=own.units)], SETTINGS, tmp_path / "s").differences
    assert found.title == "A title"


def test_a_correction_of_the_title_alone_is_shown(tmp_path: Path) -> None:
    own = article(units=units_in(ES, "Un título"))
    build([edition(ES, article=own, units=own.units)], SETTINGS, tmp_path / "s")
    changed = replace(own, units=units_in(ES, "Otro título"))
    (found,) = rehearse([edition(ES, article=changed, units=changed.units)], SETTINGS, tmp_path / "s").differences
    assert found.lines[:2] == (("-", "Un título"), ("+", "Otro título"))
