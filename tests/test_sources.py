import io
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from syndicate.model import Article, Failure
from syndicate.readers import Document
from syndicate.sources import documents, read_articles, read_document, reader_of

PAGE = (
    b"<html><head><title>Ferry sails</title></head>"
    b"<body><article><p>The ferry sails on Monday.</p></article></body></html>"
)


def names(*paths: Path | str) -> list[str]:
    return [one.name if isinstance(one, Document) else f"! {one}" for one in documents([str(path) for path in paths])]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "news"
    (root / "b").mkdir(parents=True)
    (root / ".git").mkdir()
    for name in (
        "b/two.html",
        "one.txt",
        "a.md",
        ".hidden.txt",
        ".git/x.txt",
        "pic.PNG",
        "style.css",
        "x.toml",
        "LICENSE",
    ):
        (root / name).write_bytes(b"words\n")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "in.txt").symlink_to(root / "one.txt")
    (root / "loop").symlink_to(root)
    return root


def test_a_folder_gives_its_documents_sorted_and_nothing_else(folder: Path) -> None:
    assert names(folder) == ["news/a.md", "news/in.txt", "news/one.txt", "news/b/two.html"]


def test_a_name_never_holds_the_machines_folders(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert names("news/one.txt", "./news/a.md", folder / "a.md", "news/../news/a.md") == [
        "news/one.txt", "news/a.md", "a.md", "a.md"
    ]  # fmt: skip
    monkeypatch.chdir(folder)
    assert names(".") == ["a.md", "in.txt", "one.txt", "b/two.html"]


def test_what_is_not_there_or_no_file_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    missing, empty, pipe, zero = documents(
        [*map(str, (tmp_path / "no.txt", tmp_path / "empty", tmp_path / "pipe.txt")), "a\0b"]
    )
    assert all(isinstance(one, Failure) and one.advice for one in (missing, empty, pipe, zero))
    assert "no such file" in str(missing)
    assert "no documents" in str(empty)


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return path


def test_an_archive_gives_its_members_sorted(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "a.zip", {"z.txt": b"z", "d/a.html": PAGE, "__MACOSX/a.html": b"", "p.png": b"", "d/": b""}
    )
    assert names(path) == ["a.zip/d/a.html", "a.zip/z.txt"]


def test_hostile_members_of_an_archive_are_failures_beside_the_rest(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as nested:
        nested.writestr("x.txt", "x")
    path = archive(
        tmp_path / "a.zip",
        {
            "../up.txt": b"x",
            "/abs.txt": b"x",
            "C:/win.txt": b"x",
            "..\\back.txt": b"x",
            "bomb.txt": b"\0" * 5_000_000,
            "in.zip": inner.getvalue(),
            "good.txt": b"words",
        },
    )
    found = list(documents([str(path)]))
    assert [one.name for one in found if isinstance(one, Document)] == ["a.zip/good.txt"]
    said = " ".join(str(one) for one in found if isinstance(one, Failure))
    assert said.count("leads out") >= 3
    assert "bomb.txt: it unpacks to over" in said
    assert "archive in an archive" in said


@pytest.mark.parametrize(
    "spoil", [lambda _: b"junk", lambda data: data[:-30], lambda data: data.replace(b"wordswords", b"w0rdswords", 1)]
)
def test_a_broken_archive_is_a_failure(tmp_path: Path, spoil) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("a.txt", b"wordswords")
    path.write_bytes(spoil(path.read_bytes()))
    (one,) = documents([str(path)])
    assert isinstance(one, Failure)


def tar(path: Path, members: dict[str, bytes | str], mode: str = "w:gz") -> Path:
    """Make a tar; a member that is text is a link to there."""
    with tarfile.open(path, mode) as opened:  # type: ignore[call-overload]
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            if isinstance(data, str):
                member.type, member.linkname = tarfile.SYMTYPE, data
                opened.addfile(member)
            else:
                member.size = len(data)
                opened.addfile(member, io.BytesIO(data))
    return path


@pytest.mark.parametrize(
    ("name", "mode"), [("a.tar", "w"), ("a.tgz", "w:gz"), ("A.TAR.XZ", "w:xz"), ("a.tar.bz2", "w:bz2")]
)
def test_a_tar_gives_its_members_in_its_own_order(tmp_path: Path, name: str, mode: str) -> None:
    path = tar(tmp_path / name, {"./z.txt": b"z", "d/a.html": PAGE, ".x.txt": b"x", "p.png": b"", "b.txt": b"b"}, mode)
    assert names(path) == [f"{name}/z.txt", f"{name}/d/a.html", f"{name}/b.txt"]


def test_hostile_members_of_a_tar_are_failures_beside_the_rest(tmp_path: Path) -> None:
    members = {"../up.txt": b"x", "/abs.txt": b"x", "link.txt": "/etc/passwd", "in.tgz": b"x", "good.txt": b"words"}
    found = list(documents([str(tar(tmp_path / "a.tar.gz", members))]))
    assert [one.name for one in found if isinstance(one, Document)] == ["a.tar.gz/good.txt"]
    assert [one.message for one in found if isinstance(one, Failure)] == [
        "its name leads out of the archive.", "its name leads out of the archive.", "it is no ordinary file.",
        "it is an archive in an archive.",
    ]  # fmt: skip


def test_a_tar_that_unpacks_without_end_or_is_cut_off_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("syndicate.archives.UNPACKED", 1_000_000)
    bomb = tar(tmp_path / "bomb.tgz", {"a.txt": b"words", "b.png": b"\0" * 2_000_000, "c.txt": b"words"})
    first, last = documents([str(bomb)])
    assert (
        (first.name, str(last))
        == (
            "bomb.tgz/a.txt",
            "bomb.tgz: it unpacks to over 1,000,000 bytes, more than an article can have. Leave it out.",
        )
        if isinstance(first, Document)
        else pytest.fail(str(first))
    )
    cut = tmp_path / "cut.tar"
    cut.write_bytes(tar(tmp_path / "whole.tar", {"a.txt": b"a" * 600, "b.txt": b"b" * 6000}, "w").read_bytes()[:4000])
    junk = tmp_path / "junk.tar.gz"
    junk.write_bytes(b"junk")
    for path in (cut, junk):
        assert isinstance(list(documents([str(path)]))[-1], Failure)


def test_too_many_members_and_too_big_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("syndicate.archives.MEMBERS", 2)
    monkeypatch.setattr("syndicate.archives.SIZE", 10)
    (tmp_path / "big.txt").write_bytes(b"x" * 11)
    many = archive(tmp_path / "many.zip", {"a.txt": b"", "b.txt": b"", "c.txt": b""})
    big, files = documents([str(tmp_path / "big.txt"), str(many)])
    assert "over 10 bytes" in str(big)
    assert "over 2 files" in str(files)


def test_standard_input_is_read_and_its_format_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE)))
    (one,) = read_articles(documents(["-"]))
    assert isinstance(one, Article)
    assert (one.title, one.source.document) == ("Ferry sails", "-")


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("x", PAGE, "html"),
        ("x.txt", PAGE, "html"),
        ("x.xml", b"<?xml version='1.0'?><rss version='2.0'></rss>", "feed"),
        ("x.html", b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "feed"),
        ("x.md", b"# T\n\nText with <b>tags</b>.", "markdown"),
        ("README", b"words", "text"),
        ("x.toml", b"a = 1", None),
        ("x.pdf", b"%PDF-1.4 x", None),
        ("x.txt", b" \n", None),
    ],
)
def test_the_reader_that_is_surest_reads(name: str, data: bytes, reader: str | None) -> None:
    assert reader_of(Document(name, data)) == reader


def test_bad_documents_are_failures_with_advice_and_stop_nothing() -> None:
    found = [
        Document("bad.rss", b"<rss><channel>"),
        Failure("read", "gone.txt", "there is no such file."),
        Document("x.toml", b"a = 1"),
        Document("empty.txt", b""),
        Document("page.html", PAGE),
        Document("page.html", PAGE),
    ]
    said = [one.title if isinstance(one, Article) else str(one) for one in read_articles(found)]
    assert said[4] == "Ferry sails"
    assert said[1] == "gone.txt: there is no such file."
    assert said[2].startswith("x.toml: its format is not known. Articles are read from .atom")
    assert said[3].startswith("empty.txt: it is empty.")
    assert "the same article" in said[5]
    assert len(said) == 6


def test_a_reader_that_breaks_is_a_failure_not_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(document: Document) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr("syndicate.readers.html.read", broken)
    (one,) = read_document(Document("page.html", PAGE))
    assert isinstance(one, Failure)
    assert one.where == "page.html"


def test_importing_sources_is_cheap() -> None:
    heavy = "('lxml', 'trafilatura', 'feedparser', 'yaml', 'markdown_it')"
    code = f"import syndicate.sources, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_same_bytes_are_read_the_same_way_twice() -> None:
    assert read_document(Document("page.html", PAGE)) == read_document(Document("page.html", PAGE))
