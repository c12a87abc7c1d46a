"""Exports, read back by translators' tools, and what must hold of every build; the counts are printed."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import DIFFICULT, EMPTY, TABLE, Site, newsroom
from lxml import etree
from newsroom import AR, DAY, EN, ES, NASTY, article, edition, sentence_by_sentence, units_in
from translate.storage.tmx import tmxfile
from translate.storage.xliff2 import Xliff2File

from syndicate.publish import build
from syndicate.site import manifest
from syndicate.validate import inspect_site


def test_xliff_and_tmx_are_read_by_the_translate_toolkit(tmp_path: Path) -> None:
    read = 0
    editions = [
        edition(language, number, article=article(number, units=units_in(EN, nasty)), units=units_in(language, nasty))
        for number, nasty in enumerate(NASTY.values(), start=1)
        for language in (ES, AR)
    ]
    whole = replace(sentence_by_sentence(), article=replace(sentence_by_sentence().article, id="f" * 20))
    build([*editions, whole], replace(DIFFICULT, section_feeds=()), tmp_path / "site")
    for path in sorted((tmp_path / "site").rglob("*.xlf")):
        units = Xliff2File.parsefile(str(path)).units
        segments = list(etree.parse(path).getroot().iter("{*}segment"))
        for name in ("source", "target"):
            said = ["".join(map(str, segment.find(f"{{*}}{name}").itertext())) for segment in segments]
            assert [getattr(unit, name) for unit in units] == said
        read += len(units)
    assert read == len(editions) * 5 + 4  # a title and three sentences
    for language in (ES, AR):
        memory = tmxfile.parsefile(str(tmp_path / "site" / language / "translations.tmx"))
        assert len(memory.units) >= len(NASTY)
        assert all(unit.source and unit.target for unit in memory.units)
    print(f"{len(editions) + 1} XLIFF documents with {read} segments read back by translate-toolkit, the same words")


def test_our_own_rules_find_nothing_and_two_builds_are_the_same(site: Site) -> None:
    paths = sorted(manifest(site.folder))
    inspection, problems = inspect_site(site.folder, iter(paths))
    assert problems == []
    before = {path: (os.stat(site.folder / path).st_mtime_ns, (site.folder / path).read_bytes()) for path in paths}
    report = build(newsroom()[::-1], DIFFICULT, site.folder, languages=[EMPTY], sections=TABLE)
    assert (report.written, report.removed) == ((), ())
    after = {path: (os.stat(site.folder / path).st_mtime_ns, (site.folder / path).read_bytes()) for path in paths}
    assert after == before
    print(
        f"{len(paths)} files, {inspection.entries} entries, 0 problems, 0 leaks; built twice: same bytes, same mtimes"
    )


@pytest.mark.parametrize("policy", ["keep", "mark", "remove"])
def test_every_policy_of_withdrawal_gives_a_sound_site(tmp_path: Path, policy: str) -> None:
    gone = [edition(language, 1, withdrawn=DAY) for language in (ES, AR)]
    build([*gone, edition(ES, 2)], replace(DIFFICULT, withdrawn=policy), tmp_path / "site", sections=TABLE)
    assert inspect_site(tmp_path / "site", iter(sorted(manifest(tmp_path / "site"))))[1] == []
