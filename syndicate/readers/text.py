"""Flat text, typed or scraped: no tags, and what stood around the article stands in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import takewhile

from syndicate.errors import ReadError
from syndicate.markup import clean, fold
from syndicate.model import Article, Failure, Source, Unit, UnitKind
from syndicate.readers import Document
from syndicate.readers._article import About, make_article
from syndicate.readers._body import Body
from syndicate.readers._encoding import decode
from syndicate.readers._xml import is_xml

suffixes: tuple[str, ...] = (".txt", ".text")

_SIZE = 10_000_000
_LINES = 100_000
_LABEL = 40
"""Letters of the longest line that can be the name of a section."""
_WORDS = 8
"""Words of the shortest line that is prose beyond doubt."""
_TITLE = 200
"""Letters of the longest first line that can be a title."""
_HEADING = 80
"""Letters of the longest line that can be a heading."""
_ENDS = tuple(".!?…։。！？؟۔:;,")
_QUOTES = "»”\"’')]*"
_BULLET = re.compile(r"(?:(?P<point>[-*•·–—])|(?P<number>\d{1,3}[.)]))\s+(?=\S)")
_MANY = 4
"""Texts of a folder from which on it is seen what most of them share."""
_WRAPPED = range(50, 101)
"""Letters of a line that was broken by a program, not by its writer."""


def sniff(document: Document) -> float:
    """How sure it is that *document* is flat text."""
    head = document.data[:4096]
    if document.media_type == "text/plain" or document.name.lower().endswith(suffixes):
        return 0.6
    if is_xml(head):
        return 0.0
    # Standard input and files without a suffix say nothing; what prints is text.
    nameless = "." not in document.name.rpartition("/")[2].lstrip(".")
    return (
        0.2 if nameless and b"\0" not in head and head.strip() and not head.startswith((b"%PDF", b"{", b"[")) else 0.0
    )


def read(document: Document, *, shared: frozenset[str] = frozenset()) -> Iterator[Article | Failure]:
    """Give the text as one article.

    Args:
        document: the text.
        shared: what `shared_lines` found in the texts beside it.

    Raises:
        ReadError: it is empty, too long, or nothing but the chrome of a page.
    """
    decoded = decode(document)
    if len(decoded.text) > _SIZE:
        raise ReadError(f"it is longer than {_SIZE:,} characters.", where=document.name, advice="Split it.")
    if decoded.text.count("\n") > _LINES:
        raise ReadError(f"it has over {_LINES:,} lines.", where=document.name, advice="Split it, or leave it out.")
    lines = without_chrome(paragraphs(decoded.text))
    if not lines:
        raise ReadError("there is nothing in it.", where=document.name, advice="Leave it out.")
    whole, lines = lines, without_shared(lines, shared)
    notes = decoded.notes
    if cut := len(whole) - len(lines):
        notes = (*notes, f"{cut} lines that most texts of its folder share were left out.")
    titled = len(lines) > 1 and _is_title(lines[0])
    source = Source(feed=document.name, guid=document.name, document=document.name)
    about = About(title=lines[0] if titled else "", notes=notes)
    yield make_article(source, about, Body(tuple(_units(lines[1:] if titled else lines))))


def _is_title(line: str) -> bool:
    return len(line) <= _TITLE and not line.rstrip(_QUOTES).endswith((".", ":", ";", ","))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of *text*, each on one line.

    Blank lines part paragraphs; inside them a line is a paragraph of its own, unless all lines are
    so evenly long that a program wrapped them.
    """
    found: list[str] = []
    for part in re.split(r"\n[^\S\n]*\n", clean(text).replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line for line in map(fold, part.split("\n")) if line]
        wrapped = len(lines) > 1 and all(len(line) in _WRAPPED for line in lines[:-1])
        if wrapped and not any(_BULLET.match(line) for line in lines) and not _all_end(lines):
            found.append(" ".join(lines))
        else:
            found += lines
    return found


def _all_end(lines: list[str]) -> bool:
    return all(line.rstrip(_QUOTES).endswith(_ENDS) for line in lines)


def without_chrome(lines: list[str]) -> list[str]:
    """Return *lines* without the comment form under the article, and the labels around it.

    The text is cut at the first line of a comment form after the last line of prose. Only where
    there is such a line are labels (names of sections) trimmed from the end, and from the
    beginning those that stand at the end too: without that evidence a short line is the author's.
    """
    prose = max((place for place, line in enumerate(lines) if _is_prose(line)), default=-1)
    form = next((place for place, line in enumerate(lines) if place > prose and is_form(line)), None)
    if form is None:
        return lines
    end = form
    while end - 1 > prose and _is_label(lines[end - 1]):
        end -= 1
    around = {_key(line) for line in lines[end:]}
    start = len(list(takewhile(lambda line: _is_label(line) and _key(line) in around, lines[:end])))
    return lines[start:end]


def shared_lines(texts: Sequence[Document]) -> frozenset[str]:
    """Return the lines that more than half of *texts* have, as `without_shared` takes them.

    Args:
        texts: the flat texts of one folder; of fewer than four nothing is said.
    """
    found: Counter[str] = Counter()
    for document in texts if len(texts) >= _MANY else ():
        try:
            lines = without_chrome(paragraphs(decode(document).text))
        except ReadError:  # it is said when the text itself is read
            continue
        found.update({form for line in lines for form in (_key(line), _shape(line))})
    return frozenset(form for form, count in found.items() if form and 2 * count > len(texts))


def without_shared(lines: list[str], shared: frozenset[str]) -> list[str]:
    """Return *lines* without those at their beginning and end that most texts beside them have too.

    What stands between other lines is the author's (every bulletin has its “Weather”), and so is a
    single shared line above prose, which is the title. Where more prose would go than stays, the texts
    are versions of one another, and nothing is cut.
    """
    start = len(list(takewhile(lambda line: _key(line) in shared, lines)))
    end = len(lines) - len(list(takewhile(lambda line: _shape(line) in shared, reversed(lines[start:]))))
    kept, cut = lines[start:end], lines[:start] + lines[end:]
    if sum(len(line) for line in kept if _is_prose(line)) <= sum(len(line) for line in cut if _is_prose(line)):
        return lines
    return lines[:end] if start == 1 and not _is_title(kept[0]) else kept


def _shape(line: str) -> str:
    """Return how a line below the text is compared: “3 comments” is “5 comments”, but in prose numbers tell."""
    return _key(line) if _is_prose(line) else re.sub(r"\d+", "0", _key(line))


def is_form(line: str) -> bool:
    """Whether *line* consists of phrases of a comment form and nothing else."""
    rest = _key(line)
    # Most lines have a word that no phrase has. Chinese and Japanese do not part words, so theirs are searched.
    if any(word not in _phrase_words() for word in rest.split() if word[0] < "\u2e80"):
        return False
    for phrase in _phrases():
        if phrase in rest:
            rest = rest.replace(phrase, " ")
    return bool(_key(line)) and not any(character.isalnum() for character in rest)


@cache
def _phrases() -> tuple[str, ...]:
    """Return the phrases of chrome_phrases.txt, longest first."""
    text = files("syndicate.readers").joinpath("chrome_phrases.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(
        sorted({_key(line) for line in lines if line and line[0] not in "#["}, key=lambda one: (-len(one), one))
    )


@cache
def _phrase_words() -> frozenset[str]:
    return frozenset(word for phrase in _phrases() for word in phrase.split())


def _key(line: str) -> str:
    """Return *line* as it is compared: letters, digits and single spaces."""
    # Turkish capitals: casefold of İ leaves a loose dot, and ı and i are both I.
    return " ".join(re.sub(r"[^\w\s]|_", " ", line.casefold().replace("\u0307", "").replace("ı", "i")).split())


def _is_prose(line: str) -> bool:
    if is_form(line) or "©" in line:
        return False
    return len(line.split()) >= _WORDS and line.rstrip(_QUOTES).endswith(_ENDS)


def _is_label(line: str) -> bool:
    return len(line) <= _LABEL and not line.rstrip(_QUOTES).endswith(_ENDS) and not _BULLET.match(line)


def _units(lines: list[str]) -> Iterator[Unit]:
    """Give the body's units: headings between paragraphs, lists by their bullets, else paragraphs."""
    group = 0
    for place, line in enumerate(lines):
        bullet = _BULLET.match(line)
        if bullet and _in_list(lines, place, bullet):
            above = _BULLET.match(lines[place - 1]) if place else None
            goes_on = above is not None and bool(above["number"]) == bool(bullet["number"])
            group += not goes_on
            yield Unit(UnitKind.LIST_ITEM, line[bullet.end() :], level=1, ordered=bool(bullet["number"]), group=group)
        elif _is_heading(line) and place + 1 < len(lines) and not _is_heading(lines[place + 1]):
            yield Unit(UnitKind.HEADING, line, level=2)
        else:
            yield Unit(UnitKind.PARAGRAPH, line)


def _in_list(lines: list[str], place: int, bullet: re.Match[str] | None) -> bool:
    """Whether the line has a bullet and a neighbour with one; a dash alone opens speech in many languages."""
    if bullet is None or bullet["point"] in {"–", "—"}:
        return False
    beside = [lines[other] for other in (place - 1, place + 1) if 0 <= other < len(lines)]
    return any(
        (match := _BULLET.match(line)) is not None and bool(match["number"]) == bool(bullet["number"])
        for line in beside
    )


def _is_heading(line: str) -> bool:
    bare = line.rstrip(_QUOTES)
    return (
        len(line) <= _HEADING
        and bare == line
        and not bare.endswith((".", ":", ";", ",", "…"))
        and bool(_key(line))
        and not _BULLET.match(line)
    )
