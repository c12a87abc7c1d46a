"""Feeds, read by the programs of others."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import atoma
import fastfeedparser
import feedparser
import pytest
from conftest import EMPTY, HERE, Site, node
from newsroom import LANGUAGES, NASTY

Opened = list[tuple[str | None, str | None]]
"""What a reader opens, and the title it shows."""

TAKEN_FOR_TAGS = {NASTY[kind] for kind in ("a tag", "CDATA", "a comment", "a closing script", "an instruction")}


def feeds(site: Site, ending: str) -> list[Path]:
    found = sorted(site.folder.glob(f"*/**/*.{ending}"))
    assert len(found) > 2 * len(LANGUAGES)
    return found


def language(site: Site, path: Path) -> str:
    return path.relative_to(site.folder).parts[0]


def by_feedparser(path: Path) -> Opened:
    parsed = feedparser.parse(BytesIO(path.read_bytes()), sanitize_html=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [(entry.link, entry.title) for entry in parsed.entries]


def by_fastfeedparser(path: Path) -> Opened:
    if EMPTY in path.parts:
        # It takes a feed without entries for no feed at all.
        return []
    return [(entry.link, entry.title) for entry in fastfeedparser.parse(path.read_bytes()).entries]


def by_atoma(path: Path) -> Opened:
    if path.suffix == ".rss":
        return [(item.link, item.title) for item in atoma.parse_rss_bytes(path.read_bytes()).items]
    entries = atoma.parse_atom_bytes(path.read_bytes()).entries
    return [
        ("".join(link.href for link in entry.links if link.rel in {None, "alternate"}), entry.title.value)
        for entry in entries
    ]


def test_every_atom_document_is_valid_by_relax_ng(site: Site) -> None:
    paths = list(map(str, feeds(site, "atom")))
    done = subprocess.run(["jing", "-c", str(HERE / "atom.rnc"), *paths], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    print(f"{len(paths)} Atom documents by RELAX NG: 0 errors")


def test_the_schema_refuses_what_is_wrong(site: Site, tmp_path: Path) -> None:
    good = feeds(site, "atom")[0].read_text()
    for number, (before, after) in enumerate(
        [("<id>", "<id>no "), ("<updated>", "<updated>on "), ("<title>", "<heading/><title>"), (' href="', ' to="')]
    ):
        bad = tmp_path / f"{number}.atom"
        bad.write_text(good.replace(before, after, 1))
        done = subprocess.run(["jing", "-c", str(HERE / "atom.rnc"), str(bad)], capture_output=True, text=True)
        assert done.returncode == 1, before


@pytest.mark.parametrize("ending", ["atom", "rss"])
@pytest.mark.parametrize("read", [by_feedparser, by_fastfeedparser, by_atoma])
def test_every_entry_opens_its_own_page(site: Site, ending: str, read: Callable[[Path], Opened]) -> None:
    opened: dict[str, dict[str, str | None]] = {each: {} for each in site.entries}
    for path in feeds(site, ending):
        opened[language(site, path)] |= {link or "": title for link, title in read(path)}
    assert {each: sorted(own) for each, own in opened.items()} == {
        each: sorted(own) for each, own in site.entries.items()
    }
    assert_titles(site, opened, ending, read.__name__)
    print(f"{read.__name__}, {ending}: {sum(map(len, opened.values()))} entries, 0 opened on a wrong page")


@pytest.mark.parametrize("ending", ["atom", "rss"])
def test_every_body_comes_back_as_it_is(site: Site, ending: str) -> None:
    seen = 0
    for path in feeds(site, ending):
        parsed = feedparser.parse(BytesIO(path.read_bytes()), sanitize_html=False, resolve_relative_uris=False)
        for entry in parsed.entries:
            seen += 1
            assert [each.value for each in entry.content if each.type == "text/html"] == [site.bodies[entry.link]]
    assert seen > len(site.bodies)
    print(f"{seen} bodies through feedparser and back, all the same; {len(NASTY)} kinds of nasty ones among them")


def test_every_entry_opens_its_own_page_in_node(site: Site) -> None:
    paths = [path for ending in ("atom", "rss") for path in feeds(site, ending)]
    found = node("readers.mjs", *map(str, paths))
    assert isinstance(found, dict)
    for reader in ("rss-parser", "node-feedparser"):
        for ending in ("atom", "rss"):
            opened: dict[str, dict[str, str | None]] = {each: {} for each in site.entries}
            for path in paths:
                if path.suffix == f".{ending}":
                    items = found[str(path)][reader]
                    assert all(item["id"].endswith("/" + language(site, path)) for item in items)
                    opened[language(site, path)] |= {item["link"]: item["title"] for item in items}
                    assert [item["body"].strip() for item in items] == [site.bodies[each["link"]] for each in items]
            assert {each: sorted(own) for each, own in opened.items()} == {
                each: sorted(own) for each, own in site.entries.items()
            }, (reader, ending)
            assert_titles(site, opened, ending, reader)
            print(f"{reader}, {ending}: {sum(map(len, opened.values()))} entries, 0 opened on a wrong page")


def assert_titles(site: Site, opened: dict[str, dict[str, str | None]], ending: str, reader: str) -> None:
    """Titles come back as they are, but for white space at their ends."""
    other = {
        title
        for each, own in site.entries.items()
        for link, title in own.items()
        if " ".join((opened[each][link] or "").split()) != " ".join(title.split())
    }
    # node-feedparser takes whatever looks like a tag out of every title, escaped or not.
    assert other == (TAKEN_FOR_TAGS if reader == "node-feedparser" else set()), (reader, ending)
