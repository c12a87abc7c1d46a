from datetime import datetime, timedelta, timezone

import pytest

from syndicate.errors import ReadError
from syndicate.markup import to_html
from syndicate.model import Article
from syndicate.readers import Document
from syndicate.readers.markdown import read, sniff

NOTE = """---
title: "Osh: two bakeries"
date: 2026-11-02T09:30:00+06:00
author: [Aida Saparova, Bakyt Usubaliev]
tags: [bread, Osh]
lang: ky
link: https://example.org/osh
summary: Two doors, one oven.
---

The *old* bakery of **Osh** sells [bread](/bread) for 20 som.

## The oven

> It was never cold.

1. flour
2. water
   - salt

| Day | Loaves |
| --- | ---: |
| Monday | 300 |

![An oven](oven.jpg "The oven in spring, before noon.")

<script>alert(1)</script>

```
flour  500
```
"""


def article(text: str) -> Article:
    (one,) = read(Document("notes/osh.md", text.encode()))
    assert isinstance(one, Article)
    return one


def test_a_note_becomes_the_same_units_as_a_page() -> None:
    assert [(unit.kind.value, unit.level, to_html(unit.text, unit.spans)) for unit in article(NOTE).units] == [
        ("title", 0, "Osh: two bakeries"),
        ("summary", 0, "Two doors, one oven."),
        ("paragraph", 0, "The <em>old</em> bakery of <strong>Osh</strong> sells "
         '<a href="https://example.org/bread">bread</a> for 20 som.'),
        ("heading", 2, "The oven"),
        ("quote", 0, "It was never cold."),
        ("list-item", 1, "flour"), ("list-item", 1, "water"), ("list-item", 2, "salt"),
        ("cell", 1, "Day"), ("cell", 1, "Loaves"), ("cell", 2, "Monday"), ("cell", 2, "300"),
        ("alt", 0, "An oven"), ("caption", 0, "The oven in spring, before noon."),
        ("code", 0, "flour  500"),
    ]  # fmt: skip


def test_the_head_says_who_and_when() -> None:
    note = article(NOTE)
    assert note.published == datetime(2026, 11, 2, 9, 30, tzinfo=timezone(timedelta(hours=6)))
    assert (note.byline, note.sections, note.link) == (
        "Aida Saparova, Bakyt Usubaliev", ("bread", "Osh"), "https://example.org/osh"
    )  # fmt: skip
    assert note.hints[0].language == note.source.language == "ky"


def test_the_first_heading_is_the_title_where_the_head_has_none() -> None:
    note = article("# Bread of Osh\n\nIt is good.\n")
    assert [unit.text for unit in note.units] == ["Bread of Osh", "It is good."]
    assert note.source.guid == "notes/osh.md"


def test_a_rule_of_dashes_is_no_head() -> None:
    assert [unit.text for unit in article("---\n\nOne.\n\n---\n\nTwo.\n").units[1:]] == ["One.", "Two."]


def test_a_head_that_is_no_yaml_names_its_line() -> None:
    with pytest.raises(ReadError) as caught:
        article("---\nlang: en\ntitle: One: two\n---\nText.\n")
    assert caught.value.where == "notes/osh.md:3"


def test_aliases_in_the_head_do_not_grow() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert article(f"---\n{bomb}title: *u\n---\n\nText.\n").title == "Text"


def test_markdown_is_told_by_its_name_or_head() -> None:
    assert sniff(Document("a.md", b"x")) > 0.5
    assert sniff(Document("-", b"---\ntitle: x\n---\ny")) > 0.3
    assert sniff(Document("a.txt", b"x")) == 0
