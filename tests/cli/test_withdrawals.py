"""What a source takes back, from the file that says so to the feeds that readers get."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from syndicate.cli import main

STORY = {
    "uri": "urn:agency:1", "standard": {"name": "ninjs", "version": "3.0"}, "type": "text", "language": "en",
    "versioncreated": "2026-11-01T09:00:00Z", "pubstatus": "usable",
    "headlines": [{"role": "main", "value": "A bridge opens in Talas"}],
    "bodies": [{"contenttype": "text/plain", "value": "The bridge in Talas is open again. It was shut for a year."}],
}  # fmt: skip
ENTRY = """<entry><id>urn:2</id><title>A road opens in Osh</title><updated>2026-11-01T09:00:00Z</updated>
<link href="https://paper.example/2"/><content type="text">The road to Osh is open again. It was shut for a year.
</content></entry>"""
OTHER = ENTRY.replace("urn:2", "urn:3").replace("/2", "/3").replace("road", "school")
FEED = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="en">
<id>https://paper.example/</id><title>Paper</title><updated>2026-11-01T10:00:00Z</updated>{}</feed>"""
TOMBSTONE = '<at:deleted-entry ref="urn:2" when="2026-11-02T10:00:00Z"/>'


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def run(policy: str) -> str:
    Path("syndicate.toml").write_text(
        f'[run]\nsources = ["inbox"]\nto = ["es"]\n[engines]\nuse = ["apertium"]\n[publish]\nwithdrawn = "{policy}"\n'
    )
    result = CliRunner().invoke(main, ["run"])
    assert result.exit_code in (0, 3), result.output
    return result.output


def feed() -> list[str]:
    """Return the titles in the Spanish feed; one that is marked shows it."""
    tree = etree.fromstring(Path("public/es/feed.atom").read_bytes())
    for other in ("feed.rss", "feed.json"):
        assert Path("public/es", other).is_file()
    return [each.text or "" for each in tree.iterfind("{*}entry/{*}title")]


def withdrawn_by_report() -> int:
    """Return how many articles `report` says are withdrawn, as a script and as a browser get it."""
    result = CliRunner().invoke(main, ["report", "--json", "--page", "report.html"])
    number = int(json.loads(result.stdout)["withdrawn"])
    assert f"<dt>withdrawn at the source</dt><dd>{number}</dd>" in Path("report.html").read_text("utf-8")
    return number


def ninjs(inbox: Path, **said: str) -> None:
    (inbox / "story.json").write_text(json.dumps({**STORY, **said}), "utf-8")


def atom(inbox: Path, *parts: str) -> None:
    (inbox / "feed.atom").write_text(FEED.format("".join(parts)), "utf-8")


@pytest.mark.parametrize("policy", ["keep", "mark", "remove"])
def test_a_cancelled_item(inbox: Path, policy: str) -> None:
    atom(inbox, OTHER)
    ninjs(inbox)
    run(policy)
    before = feed()
    assert len(before) == 2
    ninjs(inbox, pubstatus="canceled", versioncreated="2026-11-02T09:00:00Z")
    assert "\n1 article, 1 more withdrawn at the source; " in run(policy)
    assert withdrawn_by_report() == 1
    withdrawn = feed()
    if policy == "keep":
        assert withdrawn == before
    elif policy == "remove":
        assert len(withdrawn) == 1
    else:
        assert len(withdrawn) == 2
        assert withdrawn != before  # its title says so
    bytes_now = Path("public/es/feed.atom").read_bytes()
    run(policy)
    assert Path("public/es/feed.atom").read_bytes() == bytes_now
    assert withdrawn_by_report() == 1  # a run for which nothing moved tells what stands
    ninjs(inbox, versioncreated="2026-11-03T09:00:00Z")
    assert "withdrawn at the source" not in run(policy)
    assert withdrawn_by_report() == 0
    assert feed() == before


@pytest.mark.parametrize("policy", ["keep", "mark", "remove"])
def test_a_tombstone(inbox: Path, policy: str) -> None:
    atom(inbox, ENTRY, OTHER)
    run(policy)
    before = Path("public/es/feed.atom").read_bytes()
    assert len(feed()) == 2
    atom(inbox, OTHER, TOMBSTONE)
    run(policy)
    assert len(feed()) == (1 if policy == "remove" else 2)
    assert (Path("public/es/feed.atom").read_bytes() == before) is (policy == "keep")
    atom(inbox, OTHER)  # the tombstone goes in its time; what it said stays
    run(policy)
    assert len(feed()) == (1 if policy == "remove" else 2)
    atom(inbox, ENTRY, OTHER)
    run(policy)
    assert Path("public/es/feed.atom").read_bytes() == before


def test_what_was_never_seen_is_not_published(inbox: Path) -> None:
    ninjs(inbox, pubstatus="canceled")
    atom(inbox, OTHER, TOMBSTONE)
    said = run("mark")
    assert "1 article;" in said
    assert withdrawn_by_report() == 0
    assert len(feed()) == 1
    assert "0 translated" in run("mark")


def test_the_cancellation_lies_beside_the_story(inbox: Path) -> None:
    ninjs(inbox)
    (inbox / "a-cancel.json").write_text(
        json.dumps({**STORY, "pubstatus": "canceled", "versioncreated": "2026-11-02T09:00:00Z"}), "utf-8"
    )
    atom(inbox, OTHER)
    assert "same article" not in run("remove")
    assert len(feed()) == 1
    ninjs(inbox, versioncreated="2026-11-03T09:00:00Z")
    run("remove")
    assert len(feed()) == 2
