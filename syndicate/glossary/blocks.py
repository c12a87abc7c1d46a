"""YAML text -> blocks with their lines. Only what a glossary needs: texts, lists and maps, all of them texts.

Read event by event with libyaml: nothing is resolved (the language code `no` stays a text), nothing
recurses, and anchors, aliases and tags are refused, so that a small file cannot become a large one.
Where a file is broken, each of its entries is read on its own, so that one mistake costs one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

DEPTH = 8
"""Maps and lists inside one another, at most; an entry needs four."""
LENGTH = 10_000
"""Characters of one text, at most."""

_QUOTE = "Where a text begins so, put it in quotes."
_TAB = re.compile(r"^ *\t[ \t]*(?=\S)", re.MULTILINE)
_START = re.compile(r"^(?=[^\s#}\]])", re.MULTILINE)

_PLAIN_WORDS = (
    ("mapping values are not allowed", "there is a colon where none can be, or the line is indented too far.", (
        "Indent it like the lines around it, and put a text that holds a colon in quotes."
    )),
    ("did not find expected ',' or '}'", "a brace { is not closed, or a comma is missing.", (
        "Write {en: Name, ru: Имя}; a text that holds a colon or a comma stands in quotes."
    )),
    ("did not find expected ',' or ']'", "a bracket [ is not closed, or a comma is missing.", (
        "Write [One, Other]; a text that holds a comma stands in quotes."
    )),
    ("did not find expected key", "the line does not fit under the one before it.", (
        "Indent it like its neighbours; a text with quotation marks inside stands in single quotes as a whole."
    )),
    ("unexpected end of stream", "a quotation mark is not closed.", "Close it at the end of the text."),
    ("could not find expected ':'", "a colon and a space are missing after the name of the field.", (
        "Write it as “field: text”."
    )),
    ("did not find expected node content", "there is nothing where a text is expected.", "Fill it in or take it away."),
    ("unknown escape character", "a backslash inside double quotes means something else here.", (
        "Use single quotes, or no backslash."
    )),
    ("escape code", "an escape such as \\x or \\u inside double quotes is wrong.", "Type the letter itself."),
    ("cannot start any token", "a text cannot begin with this character.", "Put the text in quotes."),
    ("special characters are not allowed", "there is a character that YAML does not admit.", "Take it away."),
)  # fmt: skip


class Problem(NamedTuple):
    """Something wrong in a file, for the person who wrote it."""

    line: int
    """Its line, from 1; 0 for the whole file."""
    message: str
    """What is wrong, in a sentence."""
    advice: str
    """What to write instead."""


class Block(NamedTuple):
    """A text, a list of blocks, or a map of fields, and where it begins."""

    value: str | list[Block] | list[Field]
    """A text; or what is in the list or map."""
    shape: str
    """`text`, `list` or `map`."""
    line: int
    """Its first line, from 1."""

    @property
    def fields(self) -> list[Field]:
        """A map's fields, in order; empty for a text or list."""
        return [part for part in self.value if isinstance(part, Field)]

    @property
    def items(self) -> list[Block]:
        """A list's blocks, in order; empty for a text or map."""
        return [part for part in self.value if isinstance(part, Block)]


class Field(NamedTuple):
    """One `key: value` of a map."""

    key: str
    """The key as written."""
    line: int
    """The key's line, from 1."""
    block: Block
    """The value."""


class Refused(Exception):  # noqa: N818 - it carries a Problem and never leaves the glossary
    """What stands in a block cannot be meant."""

    def __init__(self, line: int, message: str, advice: str) -> None:
        super().__init__(message)
        self.problem = Problem(line, message, advice)


def read(text: str) -> tuple[list[Field], list[Problem]]:
    """Read a glossary's text into its entries, as fields of the outermost map.

    Args:
        text: the whole file.

    Returns:
        The entries that can be read, in order, a repeated key as often as it stands; and what is wrong.
    """
    try:
        return _entries(text, 0), []
    except Refused as refused:
        whole = refused.problem
    fields: list[Field] = []
    problems: list[Problem] = []
    starts = [match.start() for match in _START.finditer(text)] or [0]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        try:
            fields += _entries(text[start:end], text.count("\n", 0, start))
        except Refused as refused:
            problems.append(refused.problem)
    return fields, problems or [whole]


def _entries(text: str, above: int) -> list[Field]:
    """Read *text*, which stands *above* lines down in its file; Refused at its first mistake."""
    import yaml

    if tab := _TAB.search(text):
        raise Refused(
            above + text.count("\n", 0, tab.start()) + 1, "the line is indented with a tab.", "Indent it with spaces."
        )
    try:
        return _walk(text, above)
    except yaml.MarkedYAMLError as error:
        raise _in_plain_words(error, text, above) from None
    except yaml.reader.ReaderError as error:
        line = above + text.count("\n", 0, error.position) + 1
        code = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or " ")
        raise Refused(line, f"there is a control character (U+{code:04X}).", "Take it away.") from None


def _walk(text: str, above: int) -> list[Field]:
    """Turn libyaml's events into the fields of the outermost map."""
    import yaml

    events = yaml.parse(text, Loader=yaml.CBaseLoader)
    top: Block | None = None
    for event in events:
        line = above + (event.start_mark.line if event.start_mark else 0) + 1
        if isinstance(event, yaml.DocumentStartEvent) and top is not None:
            raise Refused(line, "a second document begins here with “---”.", "Take the line away.")
        if isinstance(event, yaml.NodeEvent):
            top = _block(events, event, above, 1)
            if top.shape == "text" and not top.value:
                top = Block([], "map", line)  # an empty file, or comments only
            if top.shape != "map":
                raise Refused(
                    line, "an entry's identifier should stand here.", "Write it with a colon: elbegdorj-tsakhiagiin:"
                )
    return top.fields if top else []


def _block(events: Iterator[Any], event: Any, above: int, depth: int) -> Block:
    """Read the block that begins with *event*; *events* stand behind it, and behind its end afterwards."""
    import yaml

    line = above + event.start_mark.line + 1
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
        raise Refused(line, f"“{mark}{event.anchor}” is a reference, which glossaries do not have.", _QUOTE)
    if event.tag is not None:
        raise Refused(line, f"“{event.tag}” is a YAML tag, which glossaries do not have.", _QUOTE)
    if isinstance(event, yaml.ScalarEvent):
        if len(event.value) > LENGTH:
            raise Refused(line, f"a text is longer than {LENGTH:,} characters.", "Shorten it.")
        return Block(event.value, "text", line)
    if depth > DEPTH:
        raise Refused(line, f"more than {DEPTH} lists or maps stand inside one another.", "Take some away.")
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Block] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_block(events, event, above, depth + 1))
        return Block(items, "list", line)
    fields: list[Field] = []
    seen: dict[str, int] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _block(events, event, above, depth + 1)
        if not isinstance(key.value, str):
            raise Refused(key.line, "a list or map stands where a field's name is expected.", _QUOTE)
        if not key.value.isprintable():
            raise Refused(key.line, "there is an invisible character in the name of a field.", "Take it away.")
        # An entry that stands twice is told of by `entries`, which knows both files.
        if depth > 1 and key.value in seen:
            where = f"It already stands in line {seen[key.value]}: keep one of them."
            raise Refused(key.line, f"“{key.value}” is here for the second time.", where)
        seen[key.value] = key.line
        fields.append(Field(key.value, key.line, _block(events, next(events), above, depth + 1)))
    return Block(fields, "map", line)


def _in_plain_words(error: Any, text: str, above: int) -> Refused:
    """Say what a MarkedYAMLError means, for people who do not read YAML."""
    problem = str(error.problem or error.context or "it is not YAML")
    mark = error.problem_mark or error.context_mark
    # A quotation mark or bracket that is not closed is noticed far below: name the place where it was opened.
    if error.context_mark is not None and ("end of stream" in problem or "expected ','" in problem):
        mark = error.context_mark
    unknown = (f"this is not YAML: {problem}.", "Compare the line with its neighbours.")
    message, advice = next((words for part, *words in _PLAIN_WORDS if part in problem), unknown)
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    rows = text.split("\n")
    sign = rows[line][column : column + 1] if line < len(rows) else ""
    seen = f" (“{sign}”)" if sign.strip() else ""
    return Refused(above + line + 1, f"column {column + 1}{seen}: {message}", advice)
