import time

import pytest

from syndicate.errors import ReadError
from syndicate.readers._tree import fragment, parse


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<p " + " ".join(f"a{n}" for n in range(200_000)) + ">x", "attributes"),
        ("<p " + " ".join(f'a{n}=">"' for n in range(200_000)) + ">x", "attributes"),
        ("<script " + " ".join(f"a{n}" for n in range(200_000)) + ">x", "attributes"),
        ("<div>" * 100_000 + "x", "deep"),
        ("<x>" * 1_000 + "x", "deep"),
        ("x" * 10_000_001, "limit"),
        ("", "nothing"),
        ("<!--" * 200_000, "nothing"),
    ],
    ids=[
        "attributes",
        "quoted attributes",
        "attributes of a script",
        "depth",
        "unknown elements",
        "size",
        "empty",
        "comments",
    ],
)
def test_what_would_hang_or_empty_a_parser_is_refused_at_once(text: str, message: str) -> None:
    start = time.process_time()
    with pytest.raises(ReadError, match=message) as caught:
        parse(text, where="page.html")
    assert time.process_time() - start < 5
    assert caught.value.where == "page.html"
    assert caught.value.advice


@pytest.mark.parametrize(
    "text",
    [
        "<p>x" * 20_000,
        "<br>" * 20_000 + "x",
        "<div data-x='" + '{"a": "<p>"}' * 10_000 + "'>x</div>",
        "<img src='data:image/png;base64," + "A" * 3_000_000 + "'>x",
        "<" * 200_000 + " x",
        "<script>" + "'<div>'+" * 20_000 + "</script>x",
    ],
    ids=["open paragraphs", "breaks", "json in an attribute", "embedded picture", "less-than signs", "script"],
)
def test_what_is_only_large_is_read(text: str) -> None:
    assert "x" in "".join(parse(text, where="page.html").itertext())


def test_a_fragment_has_no_comments_and_no_control_characters() -> None:
    body = fragment("a<!-- b --><?pi?><b>c\x00\x08</b>", where="x")
    assert body.tag == "body"
    assert "".join(body.itertext()) == "ac"
