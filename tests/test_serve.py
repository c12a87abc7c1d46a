from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from newsroom import AR, ES, SETTINGS, article, edition

from syndicate.errors import PublishError
from syndicate.publish import build
from syndicate.serve import HOST, server


@pytest.fixture
def site(tmp_path: Path) -> Path:
    build([edition(ES), edition(AR)], SETTINGS, tmp_path / "site")
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "site" / "out").symlink_to(tmp_path)
    return tmp_path / "site"


@pytest.fixture
def port(site: Path) -> Iterator[int]:
    with server(site, 0) as preview:
        thread = threading.Thread(target=preview.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield preview.server_address[1]
        preview.shutdown()
        thread.join()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer, data


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/es/feed.atom", "application/atom+xml"),
        ("/es/feed.rss", "application/rss+xml"),
        ("/es/feed.json", "application/feed+json"),
        ("/es/", "text/html; charset=utf-8"),
        ("/", "text/html; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/sitemap.xml", "application/xml"),
        ("/languages.opml", "text/x-opml"),
        (f"/ar/articles/{article(1).id}.html?from=a#b", "text/html; charset=utf-8"),
    ],
)
def test_files_have_their_types(port: int, site: Path, path: str, kind: str) -> None:
    answer, data = ask(port, path)
    place = site / path.partition("?")[0].strip("/")
    assert (answer.status, answer.getheader("Content-Type")) == (200, kind)
    assert data == (place / "index.html" if place.is_dir() else place).read_bytes()
    assert answer.getheader("X-Content-Type-Options") == "nosniff"


def test_a_reader_that_has_the_file_is_not_sent_it_again(port: int, site: Path) -> None:
    first, data = ask(port, "/es/feed.atom")
    etag, modified = first.getheader("ETag"), first.getheader("Last-Modified")
    for headers in (
        {"If_None_Match": etag},
        {"If_None_Match": f'"other", W/{etag}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": modified},
    ):
        answer, body = ask(port, "/es/feed.atom", **headers)
        assert (answer.status, body, answer.getheader("ETag")) == (304, b"", etag)
    for headers in (
        {"If_None_Match": '"other"'},
        {"If_None_Match": '"other"', "If_Modified_Since": modified},
        {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If_Modified_Since": "a while ago"},
    ):
        answer, body = ask(port, "/es/feed.atom", **headers)
        assert (answer.status, body) == (200, data)
    (site / "es" / "feed.atom").write_bytes(data + b"\n")
    assert ask(port, "/es/feed.atom", If_None_Match=etag)[0].status == 200


def test_the_head_alone_can_be_asked(port: int) -> None:
    answer, data = ask(port, "/es/feed.rss", "HEAD")
    assert (answer.status, data) == (200, b"")
    assert int(answer.getheader("Content-Length")) > 1000


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/es/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/es/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/out/secret.txt",
        "/.syndicate-manifest",
        "/es/%00",
        "/es/feed.atom/",
        "//secret.txt",
        "/nothing",
        "/%ff",
    ],
)
def test_nothing_but_the_site_is_given(port: int, path: str) -> None:
    answer, data = ask(port, path)
    assert answer.status == 404
    assert b"secret" not in data


def test_a_folder_leads_to_its_index(port: int) -> None:
    answer, _ = ask(port, "/es")
    assert (answer.status, answer.getheader("Location")) == (301, "/es/")


@pytest.mark.parametrize(("host", "status"), [("evil.example.org", 421), ("localhost", 200), ("127.0.0.1:8000", 200)])
def test_names_of_others_that_point_here_read_nothing(port: int, host: str, status: int) -> None:
    assert ask(port, "/", Host=host)[0].status == status


def test_nothing_can_be_written(port: int) -> None:
    assert ask(port, "/es/feed.atom", "PUT")[0].status == 501


def test_a_taken_port_and_a_missing_site_are_said_with_advice(port: int, site: Path) -> None:
    for folder, number, told in ((site, port, "--port"), (site / "nowhere", 0, "syndicate run")):
        with pytest.raises(PublishError, match=told):
            server(folder, number)
