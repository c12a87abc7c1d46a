from __future__ import annotations

import pytest

from syndicate.writers._address import identifier, web_address
from syndicate.writers._text import one_line, printable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://e.org/a?b=c#d", "https://e.org/a?b=c#d"),
        (" http://e.org/a b?q=ж ", "http://e.org/a%20b?q=%D0%B6"),
        ("HTTPS://Пример.рф/100%", "https://xn--e1afmkfd.xn--p1ai/100%25"),
        ("https://user:secret@e.org/", "https://e.org/"),
        ('https://e.org/"><script>', "https://e.org/%22%3E%3Cscript%3E"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//e.org/x", ""),
        ("http://", ""),
        ("http://[::1/", ""),
        ("http://e.org:99999999/", ""),
        ("http://exa mple.org/", ""),
        ("https://e.org/\ud800", ""),
        ("", ""),
    ],
)
def test_only_addresses_that_any_format_can_hold_are_published(text: str, expected: str) -> None:
    assert web_address(text) == expected
    assert web_address(web_address(text)) == expected


def test_names_of_files_and_folders_are_no_identifiers() -> None:
    assert identifier("inbox/monday.xml") == ""
    assert identifier("/home/editor/inbox") == ""
    assert identifier("tag:e.org,2022:x") == "tag:e.org,2022:x"
    assert identifier("https://e.org/rss") == "https://e.org/rss"


def test_what_documents_cannot_hold_is_stripped() -> None:
    assert printable("a\x00b\x1bc\ud83dd\ufffee\x85f\U0001ffffg😀\n") == "abcdefg😀\n"
    assert one_line(" a\r\n\tb\u2028c\xa0d ") == "a b c\xa0d"
