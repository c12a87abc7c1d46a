"""The desk's door: who may come in, and what a page of the web may not do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from deskroom import HOME, KEY, PORT, stranger_at
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

from syndicate.config import Config
from syndicate.desk.safety import LARGEST, entrance


@pytest.fixture
def stranger(config: Config) -> Iterator[TestClient]:
    with stranger_at(config) as client:
        yield client


@pytest.fixture
def editor(stranger: TestClient) -> TestClient:
    entered = stranger.get(entrance(PORT, KEY), follow_redirects=False)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    return stranger


def token(client: TestClient) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', client.get("/settings").text)
    assert found
    return found[1]


def save(client: TestClient, origin: str | None = HOME, sent: str | None = None, **headers: str) -> int:
    said = headers if origin is None else {"origin": origin, **headers}
    form = {"reviewer": "Nino", "language": "en", "token": token(client) if sent is None else sent}
    return client.post("/settings", data=form, headers=said, follow_redirects=False).status_code


def test_without_the_key_nothing_is_shown(stranger: TestClient) -> None:
    for path in ("/", "/settings", "/no-such-page"):
        assert stranger.get(path).status_code == 403
    assert stranger.get(entrance(PORT, "another-key")).status_code == 403
    assert KEY not in stranger.get("/enter").text


def test_the_cookie_is_for_this_desk_alone(editor: TestClient) -> None:
    said = editor.get(entrance(PORT, KEY), follow_redirects=False).headers["set-cookie"]
    assert f"syndicate-desk-{PORT}=" in said
    assert "HttpOnly" in said
    assert "SameSite=strict" in said


def test_a_name_that_points_here_is_not_ours(editor: TestClient) -> None:
    for host in ("desk.attacker.example", f"desk.attacker.example:{PORT}", "127.0.0.1:80", "127.0.0.1"):
        assert editor.get("/settings", headers={"host": host}).status_code == 421
        assert editor.get("/static/desk.css", headers={"host": host}).status_code == 421


def test_a_form_of_ours_changes_something(editor: TestClient) -> None:
    assert save(editor) == 303
    assert 'value="Nino"' in editor.get("/settings").text


@pytest.mark.parametrize("origin", ["https://attacker.example", "null", f"http://127.0.0.1:{PORT + 1}", None])
def test_another_origin_changes_nothing(editor: TestClient, origin: str | None) -> None:
    assert save(editor, origin) == 403
    assert 'value="A. Editor"' in editor.get("/settings").text


def test_a_browser_that_names_no_origin_says_where_from(editor: TestClient) -> None:
    assert save(editor, None, **{"sec-fetch-site": "cross-site"}) == 403
    assert save(editor, None, **{"sec-fetch-site": "same-origin"}) == 303


@pytest.mark.parametrize("sent", ["", "0" * 64, KEY])
def test_a_form_without_the_pages_token_is_refused(editor: TestClient, sent: str) -> None:
    assert save(editor, sent=sent) == 403


def test_htmx_sends_the_token_as_a_header(editor: TestClient) -> None:
    assert save(editor, sent="", **{"x-desk-token": token(editor)}) == 303


def test_a_form_too_large_is_refused(editor: TestClient) -> None:
    form = {"reviewer": "x" * LARGEST, "token": token(editor)}
    assert editor.post("/settings", data=form, headers={"origin": HOME}).status_code == 413


def test_every_answer_forbids_foreign_scripts_and_frames(editor: TestClient) -> None:
    for path in ("/settings", "/no-such-page", "/static/desk.js", "/enter"):
        said = editor.get(path).headers
        assert "script-src 'self';" in said["content-security-policy"]
        assert "frame-ancestors 'none'" in said["content-security-policy"]
        assert said["x-content-type-options"] == "nosniff"


def test_a_script_in_a_name_stays_text(editor: TestClient) -> None:
    form = {"reviewer": '"><script>alert(1)</script>', "token": token(editor)}
    editor.post("/settings", data=form, headers={"origin": HOME})
    assert "<script>alert" not in editor.get("/settings").text


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fconfig.py", "/static//etc/passwd"]
)
def test_nothing_but_the_static_files_is_given(editor: TestClient, path: str) -> None:
    assert editor.get(path).status_code == 404


def test_a_page_that_is_not_there_is_said_on_a_page(editor: TestClient) -> None:
    answer = editor.get("/no-such-page")
    assert answer.status_code == 404
    assert "<h1>That did not work</h1>" in answer.text


def test_a_form_of_unsaid_length_is_refused_where_it_grows_too_large(editor: TestClient) -> None:
    begun = f"token={token(editor)}&reviewer=".encode()

    def endless() -> Iterator[bytes]:
        yield begun
        for _ in range(40):
            yield b"x" * (LARGEST // 10)

    said = {"origin": HOME, "content-type": "application/x-www-form-urlencoded"}
    with pytest.raises(ClientDisconnect):  # what the server sees, and leaves
        editor.post("/settings", content=endless(), headers=said)
    assert 'value="A. Editor"' in editor.get("/settings").text


def test_the_key_is_told_to_no_other_site(editor: TestClient) -> None:
    entered = editor.get(entrance(PORT, KEY), follow_redirects=False)
    assert entered.headers["referrer-policy"] == "same-origin"
    assert KEY not in entered.headers["location"]
    for path in ("/settings", "/names", "/changes"):
        answer = editor.get(path)
        assert answer.headers["referrer-policy"] == "same-origin"
        assert KEY not in answer.text
        assert not re.search(r'(?:href|action)="[^"]*[0-9a-f]{64}', answer.text)  # nor is the token in an address


def test_no_page_of_another_may_frame_or_click_the_desk(editor: TestClient) -> None:
    for path in ("/settings", "/names", "/no-such-page"):
        said = editor.get(path).headers
        assert said["x-frame-options"] == "DENY"
        assert said["cross-origin-opener-policy"] == "same-origin"
        assert said["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path", ["/articles/..%2f..%2fetc/es", "/articles/%00/es", "/names/..%2fconfig", "/names/%2e%2e"]
)
def test_an_address_that_is_a_path_is_no_page(editor: TestClient, path: str) -> None:
    assert editor.get(path).status_code in {404, 422}


def test_a_file_that_is_no_glossary_is_not_written(editor: TestClient, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    form = {"token": token(editor), "names.en": "Aktau", "kind": "place"}
    for file in (str(other), "../../other.yaml", f"{tmp_path}/names.yaml/../other.yaml"):
        answer = editor.post("/names/new", data={**form, "file": file}, headers={"origin": HOME})
        assert answer.status_code == 409
    assert not other.exists()
