"""Bytes -> text, and what is to be said about it. Nothing is mangled in silence."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from syndicate.errors import ReadError
from syndicate.readers import Document
from syndicate.readers._latin import best, between_tags, is_false

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
# WHATWG's Encoding standard: what calls itself Latin-1 or ASCII on the web is windows-1252, and so on.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_STATEFUL = ("iso2022", "hz", "utf-7")
_SPOILT = 0.02
"""Share of the letters beyond ASCII that may be broken in a text still taken for UTF-8."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document's text."""

    text: str
    """All of it, without a byte order mark."""
    notes: tuple[str, ...] = ()
    """What an editor must know: bytes that could not be read, a character set that was guessed."""


def decode(document: Document) -> Decoded:
    """Return the text of *document*.

    The order is: the character set the user asked for, a byte order mark, UTF-8 where every byte
    fits it (no other text does by chance), the one declared inside, UTF-8 with a few broken bytes,
    and the guess of charset-normalizer, which is noted.

    Raises:
        ReadError: the bytes do not fit the character set asked for, or fit none.
    """
    data = document.data
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_losses(data[len(mark) :], encoding)
    if document.encoding:
        return Decoded(_asked(document))
    declared = _declared(data)
    if declared.startswith(_STATEFUL) and (text := _strict(data, declared)) is not None:
        return Decoded(text)
    zeros = data.count(b"\0") > len(data) // 200  # more than stray ones: UTF-16 without its mark
    if not zeros and (text := _strict(data, "utf-8")) is not None:
        return Decoded(text)
    if declared and declared != "utf-8" and (text := _strict(data, declared)) is not None:
        if not is_false(between_tags(data), declared):
            return Decoded(text)
        return _guessed(document, f"It says it is {declared}, which its letters are not. ")
    nearly = _with_losses(data, "utf-8")
    beyond = sum(character > "\x7f" for character in nearly.text)
    if not zeros and nearly.text.count("\ufffd") <= _SPOILT * beyond:
        return nearly
    return _guessed(document)


def _asked(document: Document) -> str:
    try:
        codecs.lookup(document.encoding)
    except LookupError:
        raise ReadError(
            f"there is no character set “{document.encoding}”.",
            where=document.name,
            advice="Write a name such as utf-8, windows-1251 or windows-1254.",
        ) from None
    text = _strict(document.data, document.encoding)
    if text is None:
        raise ReadError(
            f"its bytes are not {document.encoding}.", where=document.name, advice="Leave --encoding out to find it."
        )
    return text


def _declared(data: bytes) -> str:
    """Return Python's name of the character set declared in *data*, or `` where none is known."""
    match = _DECLARED.search(data[:4096])
    if match is None:
        return ""
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
    except LookupError:
        return ""
    # Whoever could write the declaration in ASCII did not write UTF-16 (WHATWG HTML, 13.2.3.2).
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else _MEANT.get(name, name)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _with_losses(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    if lost <= 0:
        return Decoded(text)
    return Decoded(text, (f"In {lost} places the bytes are not {encoding.upper()}; they stand as “\ufffd”.",))


def _guessed(document: Document, said: str = "") -> Decoded:
    """Return the text in the character set that fits best; *said* is what is to be told of the declared one."""
    from charset_normalizer import from_bytes

    bare = between_tags(document.data) or document.data
    found = from_bytes(bare).best()
    encoding = "" if found is None else found.encoding
    # It tells scripts apart well, and the sets of the Latin script badly.
    if found is not None and not found.encoding.startswith(("utf", "ascii")) and _is_latin(str(found)):
        encoding = best(bare) or encoding
    text = _strict(document.data, encoding) if encoding else None
    if text is None or "\0" in text:
        raise ReadError(
            "its character set cannot be found; it may not be text at all.",
            where=document.name,
            advice="If it is text, name the character set with --encoding.",
        )
    return Decoded(
        text, (f"{said}The character set was guessed to be {encoding}; name it with --encoding if letters are wrong.",)
    )


def _is_latin(text: str) -> bool:
    """Whether most letters of *text* are of the Latin script."""
    letters = [sign for sign in text if sign.isalpha()]
    return 2 * sum(sign < "\u0250" for sign in letters) > len(letters)
