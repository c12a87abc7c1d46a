"""Packages from a real server on the loopback, with a real index and a real small model; and hostile ones."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
import stat
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner

from syndicate.cli.models import command
from syndicate.engines.argos.beam import Way, remember
from syndicate.engines.argos.package import digest_of, find_packages
from syndicate.errors import ModelError
from syndicate.model import Direction, LanguageTag
from syndicate.models import (
    AVAILABLE_FROM,
    Limits,
    find_available,
    install_file,
    install_pair,
    package_for,
    read_index,
    remove,
)
from syndicate.models.download import fetch
from syndicate.models.measure import held_out
from syndicate.models.trial import try_package

PACKAGE = Path(__file__).parent / "models" / "translate-en_es-0_1.argosmodel"
COPYING = PACKAGE.with_name("translate-en_es-copy-0_1.argosmodel")


def direction(pair: str) -> Direction:
    source, target = pair.split("-", 1)
    return Direction(LanguageTag(source), LanguageTag(target))


EN_ES = direction("en-es")


def entry(**more: object) -> dict[str, object]:
    return {"package_version": "0.1", "argos_version": "1.9", "from_code": "en", "to_code": "es", "links": [], **more}


class Handler(BaseHTTPRequestHandler):
    """What a mirror does, and some that do harm."""

    def do_GET(self) -> None:
        answers: dict[str, bytes] = self.server.answers  # type: ignore[attr-defined]
        moved = {"/file": "file:///etc/hostname", "/ftp": "ftp://localhost/x", "/moved": "/index.json"}
        if self.path in moved:
            self.send_response(302)
            self.send_header("Location", moved[self.path])
            self.end_headers()
        elif self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"x" * 10)
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                pass
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            try:
                while not self.server.closing.wait(0.05):  # type: ignore[attr-defined]
                    self.wfile.write(b"x")
            except OSError:
                pass
        elif self.path in answers:
            self.send_response(200)
            self.send_header("Content-Length", str(len(answers[self.path])))
            self.end_headers()
            self.wfile.write(answers[self.path])
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing."""


@pytest.fixture
def mirror() -> Iterator[tuple[str, dict[str, bytes]]]:
    """The address of a server, and what it answers by path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.answers = {}  # type: ignore[attr-defined]
    server.closing = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", server.answers  # type: ignore[attr-defined]
    server.closing.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "packages"


def installed(folder: Path) -> list[str]:
    return [package.name for package in find_packages(folder)[0]]


# -- installing --------------------------------------------------------------------------------


def test_a_file_is_installed_tried_and_removed(folder: Path) -> None:
    package = install_file(PACKAGE, folder)
    assert package.folder == folder / "translate-en_es-0_1"
    assert "1984" in try_package(package.folder)
    assert [path.name for path in folder.iterdir()] == ["translate-en_es-0_1"]
    assert [gone.name for gone in remove(EN_ES, folder)] == ["en-es 0.1"]
    assert list(folder.iterdir()) == []
    with pytest.raises(ModelError, match="no package for en-es is installed"):
        remove(EN_ES, folder)


def test_a_new_package_takes_the_place_of_the_old_and_brings_no_sentence_model(folder: Path) -> None:
    before = install_file(PACKAGE, folder).folder / "model" / "model.bin"
    old = before.read_bytes()
    install_file(COPYING, folder)
    assert installed(folder) == ["en-es 0.1"]
    assert before.read_bytes() != old
    assert not list(folder.rglob("*.onnx"))


def test_an_older_version_can_be_put_back(folder: Path) -> None:
    install_file(repacked(folder.parent, {"metadata.json": json.dumps(entry(package_version="2.0"))}), folder)
    assert installed(folder) == ["en-es 2.0"]
    install_file(PACKAGE, folder)
    assert installed(folder) == ["en-es 0.1"]


def test_by_pair_from_a_mirror(mirror: tuple[str, dict[str, bytes]], folder: Path) -> None:
    address, answers = mirror
    content = PACKAGE.read_bytes()
    answers["/v1/en_es.argosmodel"] = content
    answers["/v1/index.json"] = json.dumps(
        [
            entry(package_version="0.0.9", links=["gone.argosmodel"]),
            entry(
                links=["ipfs://x", "gone.argosmodel", "en_es.argosmodel"], sha256=hashlib.sha256(content).hexdigest()
            ),
            entry(to_code="ca", type="sbd", links=["x"]),
            {"from_code": "//"},
            "nonsense",
        ]
    ).encode()
    told: list[tuple[int, int | None]] = []
    index = f"{address}/v1/index.json"
    package = install_pair(EN_ES, folder, index=index, progress=lambda done, total: told.append((done, total)))
    assert package.name == "en-es 0.1"
    assert told[-1] == (len(content), len(content))
    assert [str(offer.direction) for offer in read_index(index)] == ["en-es", "en-es"]
    with pytest.raises(ModelError, match="no package for en-ca is offered"):
        install_pair(direction("en-ca"), folder, index=index)


def test_an_index_in_a_file_names_files_beside_it(folder: Path, tmp_path: Path) -> None:
    shutil.copy(PACKAGE, tmp_path / "one.argosmodel")
    (tmp_path / "index.json").write_text(json.dumps([entry(links=["file:///etc/passwd", "one.argosmodel"])]))
    assert install_pair(EN_ES, folder, index=str(tmp_path / "index.json")).name == "en-es 0.1"


def test_a_remote_index_names_no_file_of_this_machine(mirror: tuple[str, dict[str, bytes]]) -> None:
    address, answers = mirror
    answers["/index.json"] = json.dumps([entry(links=["file:///etc/passwd", "ftp://x/y"])]).encode()
    assert read_index(f"{address}/index.json") == ()


def test_an_index_that_has_moved_is_followed(mirror: tuple[str, dict[str, bytes]]) -> None:
    address, answers = mirror
    answers["/index.json"] = json.dumps([entry(links=["https://example.org/x"])]).encode()
    assert [offer.links for offer in read_index(f"{address}/moved")] == [("https://example.org/x",)]


def test_advice_by_way_of_another_language(tmp_path: Path) -> None:
    index = tmp_path / "index.json"
    index.write_text(json.dumps([entry(from_code="az", to_code="en", links=["x"]), entry(links=["y"])]))
    with pytest.raises(ModelError, match="install az-en and en-es"):
        find_available(read_index(str(index)), direction("az-es"))


@pytest.mark.parametrize("content", ["", "{", "{}", '"x"'])
def test_what_is_no_index(content: str, tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text(content)
    with pytest.raises(ModelError, match="no index"):
        read_index(str(tmp_path / "index.json"))
    with pytest.raises(ModelError, match="cannot be read"):
        read_index(str(tmp_path / "none.json"))


# -- downloads that do harm --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/none", "404"),
        ("/file", "cannot be fetched|answered 302"),
        ("/ftp", "cannot be fetched|answered 302"),
        ("/cut", "cut off after 10 of 1000"),
        ("/endless", "more than 100000 bytes"),
        ("/slow", "longer than 0.3 seconds"),
        ("/large", "it has 100001 bytes"),
    ],
)
def test_a_bad_download_is_named(path: str, why: str, mirror: tuple[str, dict[str, bytes]], tmp_path: Path) -> None:
    address, answers = mirror
    answers["/large"] = b"x" * 100_001
    with pytest.raises(ModelError, match=why) as caught:
        fetch(address + path, tmp_path / "file", most=100_000, seconds=0.3 if path == "/slow" else 20)
    assert caught.value.where == address + path


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://localhost/x", "data:,x", "/etc/passwd", "http://"])
def test_only_http_is_fetched(address: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        fetch(address, tmp_path / "file", most=100, seconds=5)
    assert not (tmp_path / "file").exists()


def test_nobody_listens(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no server is reached there"):
        fetch("http://127.0.0.1:9/x", tmp_path / "file", most=100, seconds=5)


def test_without_a_network_it_is_said_what_cannot_be_had_and_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    for variable in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.upper(), raising=False)
    result = CliRunner().invoke(command, ["install", "en-eo", "--models", str(folder)])
    assert result.exit_code == 1
    start = f"Error: {AVAILABLE_FROM}: the index of packages cannot be had: no server is reached there (Name or service"
    assert start in result.stderr
    assert "[Errno" not in result.stderr
    for advice in ("--index URL|FILE", "[engines] in syndicate.toml", "syndicate models install FILE.argosmodel"):
        assert advice in result.stderr


def test_a_digest_that_differs_installs_nothing(mirror: tuple[str, dict[str, bytes]], folder: Path) -> None:
    address, answers = mirror
    answers["/one.argosmodel"] = PACKAGE.read_bytes()
    answers["/index.json"] = json.dumps([entry(links=["one.argosmodel"], sha256="0" * 64)]).encode()
    with pytest.raises(ModelError, match="digest"):
        install_pair(EN_ES, folder, index=f"{address}/index.json")
    assert installed(folder) == []


# -- packages that do harm ---------------------------------------------------------------------


def repacked(where: Path, changes: dict[str, str | bytes | None], name: str = "changed.argosmodel") -> Path:
    """Return the real package with members replaced, added, or (None) left out."""
    file = where / name
    with zipfile.ZipFile(PACKAGE) as source, zipfile.ZipFile(file, "w") as target:
        for member in source.namelist():
            inside = member.split("/", 1)[1]
            content = changes.get(inside, source.read(member))
            if content is not None:
                target.writestr(member, content)
        for inside in changes.keys() - {member.split("/", 1)[1] for member in source.namelist()}:
            content = changes[inside]
            assert content is not None
            target.writestr(inside, content)
    return file


def link_out(where: Path) -> Path:
    file = repacked(where, {})
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("translate-en_es-0_1/model/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return file


def twice(where: Path) -> Path:
    return repacked(where, {"translate-en_es-0_1/METADATA.json": "{}"})


def not_a_zip(where: Path) -> Path:
    (where / "x.argosmodel").write_bytes(b"PK\x03\x04 garbage")
    return where / "x.argosmodel"


def damaged(where: Path) -> Path:
    content = bytearray(PACKAGE.read_bytes())
    content[3_000_000:3_000_100] = bytes(100)
    (where / "x.argosmodel").write_bytes(content)
    return where / "x.argosmodel"


def lying_bomb(where: Path) -> Path:
    """A member of 50 MB that says it has 1,000 bytes."""
    file = where / "x.argosmodel"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("p/metadata.json", json.dumps(entry()))
        archive.writestr("p/sentencepiece.model", "x")
        archive.writestr("p/model/model.bin", bytes(50_000_000))
    honest, lie = (50_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    content = file.read_bytes()
    assert content.count(honest) >= 2
    file.write_bytes(content.replace(honest, lie))
    return file


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda where: repacked(where, {"../outside": "x"}), "outside its folder"),
        (lambda where: repacked(where, {"translate-en_es-0_1/model/../../../outside": "x"}), "outside its folder"),
        (lambda where: repacked(where, {"/nowhere/outside": "x"}), "outside its folder"),
        (lambda where: repacked(where, {"C:/outside": "x"}), "outside its folder"),
        (lambda where: repacked(where, {"translate-en_es-0_1\\..\\outside": "x"}), "outside its folder"),
        (lambda where: repacked(where, {"other/file": "x"}), "not one folder"),
        (link_out, "a link or a device"),
        (twice, "twice"),
        (lambda where: repacked(where, {"metadata.json": None}), "metadata.json is missing"),
        (lambda where: repacked(where, {"metadata.json": "{"}), "not JSON"),
        (lambda where: repacked(where, {"metadata.json": "[]"}), "not a JSON object"),
        (lambda where: repacked(where, {"metadata.json": json.dumps(entry(from_code="../x"))}), "from which language"),
        (lambda where: repacked(where, {"metadata.json": json.dumps(entry(package_version="../1"))}), "not a version"),
        (lambda where: repacked(where, {"metadata.json": json.dumps(entry(type="sbd"))}), "does not translate"),
        (lambda where: repacked(where, {"model/model.bin": None}), "model.bin is missing"),
        (lambda where: repacked(where, {"sentencepiece.model": None}), "tokenizer .* is missing"),
        (lambda where: repacked(where, {"sentencepiece.model": "garbage"}), "tokenizer .* cannot be read"),
        (lambda where: repacked(where, {"model/model.bin": b"garbage" * 1000}), "not a CTranslate2 model"),
        (lambda where: repacked(where, {"model/shared_vocabulary.json": "["}), "model"),
        (not_a_zip, "no zip"),
        (damaged, "no zip that can be read"),
        (lying_bomb, "no zip|more than it says"),
        (lambda where: where / "none.argosmodel", "No such file"),
    ],
)
def test_a_hostile_package_is_refused_and_leaves_nothing(make, why: str, folder: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = make(tmp_path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ModelError, match=why) as caught:
        install_file(file, folder)
    assert caught.value.where == str(file)
    assert caught.value.advice
    assert sorted(path for path in tmp_path.iterdir() if path != folder) == before
    assert list(folder.iterdir()) == []
    assert not Path("/nowhere/outside").exists()


def test_a_package_too_large_is_refused(folder: Path) -> None:
    with pytest.raises(ModelError, match="unpacks to 8"):
        install_file(PACKAGE, folder, Limits(unpacked=8_000_000))
    with pytest.raises(ModelError, match="it holds 6 files"):
        install_file(PACKAGE, folder, Limits(members=5))


def test_a_failed_installation_leaves_the_old_package_at_work(folder: Path, tmp_path: Path) -> None:
    install_file(PACKAGE, folder)
    with pytest.raises(ModelError):
        install_file(repacked(tmp_path, {"sentencepiece.model": "garbage"}), folder)
    assert installed(folder) == ["en-es 0.1"]
    assert try_package(folder / "translate-en_es-0_1")


# -- advice and command line -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pair", "advice"),
    [
        ("az-en", "syndicate models install az-en"),
        ("en-ca", "syndicate models install en-ca or apt install apertium-eng-cat"),
        ("ru-uk", "apt install apertium-rus-ukr"),
        ("uk-ru", "apt install apertium-rus-ukr"),
        ("az-tr", "syndicate models install az-en and syndicate models install en-tr"),
        ("is-en", "apt install apertium-isl-eng"),
        ("es-pt", "syndicate models install es-pt or apt install apertium-es-pt"),
    ],
)
def test_package_for(pair: str, advice: str) -> None:
    assert package_for(direction(pair)) == advice


@pytest.mark.parametrize("pair", ["kk-en", "uz-ru", "en-mn", "ka-en", "en-is", "en-en"])
def test_where_no_package_is_known(pair: str) -> None:
    assert package_for(direction(pair)) == f"No package for {pair} is known, neither directly nor by way of English."


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, arguments)
    return result.exit_code, result.stdout, result.stderr


def test_the_command_line(folder: Path, tmp_path: Path) -> None:
    shutil.copy(PACKAGE, tmp_path / "one.argosmodel")
    index = tmp_path / "index.json"
    index.write_text(json.dumps([entry(links=["one.argosmodel"]), entry(to_code="zt", links=["two.argosmodel"])]))
    models, offered = ("--models", str(folder)), ("--index", str(index))

    code, out, err = run("install", "en-kk", "en-es", *models, *offered)
    assert code == 1
    assert "en-es 0.1 is installed" in out
    assert "no package for en-kk" in err

    code, out, _ = run("list", "--available", "--json", *models, *offered)
    argos = {row["direction"]: row["state"] for row in json.loads(out)["models"] if row["engine"] == "argos"}
    assert argos == {"en-es": "installed", "en-zh-Hant": "available"}

    (folder / "broken").mkdir()
    code, out, err = run("list", *models)
    assert code == 0
    assert "en-es      argos          0.1" in out
    assert "broken: metadata.json is missing" in err

    assert run("remove", "en-es", *models)[1] == "en-es 0.1 is removed.\n"
    assert installed(folder) == []


def test_what_was_not_measured_is_told_where_fastest_is_on(folder: Path, tmp_path: Path) -> None:
    install_file(PACKAGE, folder)
    settings = tmp_path / "syndicate.toml"
    listed = ("list", "--models", str(folder), "--config", str(settings))
    settings.write_text("[run]\nstate = 'state.sqlite'\n[engines]\nfastest = false\n")
    assert run(*listed)[2] == ""
    settings.write_text("[run]\nstate = 'state.sqlite'\n[engines]\nfastest = true\nbeam = 3\n")
    assert "nothing was measured of en-es: runs search with a beam of 3 there" in run(*listed)[2]
    (package,), _ = find_packages(folder)
    remember(package, "another model's", {Way(4): 50.0, Way(1): 50.0})
    assert "nothing was measured of en-es" in run(*listed)[2]
    remember(package, digest_of(package, tmp_path), {Way(4): 50.0, Way(1): 50.0})
    with patch("syndicate.engines._whole._sha256", side_effect=AssertionError("the package is digested once")):
        assert run(*listed)[2] == ""


def test_held_out_text_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="No such file"):
        held_out(tmp_path / "none.tsv", None)


def test_a_pair_that_is_none(folder: Path) -> None:
    code, _, err = run("install", "english", "--models", str(folder))
    assert code == 1
    assert "no pair of languages" in err
