"""What a server sends, unpacked within a limit, and what it says of it."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterable, Iterator
from email.message import Message

from syndicate.readers._latin import between_tags, is_false

CODINGS = "gzip, deflate"
"""The codings we ask for; more would want more libraries."""
_REFUSED = ("image/", "audio/", "video/", "font/")
_REFUSED_TYPES = frozenset({"application/pdf", "application/msword", "application/javascript", "text/css"})
# WHATWG's Encoding standard: what calls itself Latin-1 or ASCII on the web is windows-1252, and so on.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}


# Not character sets of the web: some run for minutes on hostile bytes, some change what is plain (utf-7).
_NEVER = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
_SEVEN_BITS = ("iso2022", "hz")
"""Character sets that write every letter in ASCII bytes."""


class TooBigError(Exception):
    """There is more than the limit allows."""


class PackingError(Exception):
    """It is packed in a way that was not asked for, or the packing is broken."""


def unpacked(blocks: Iterable[bytes], coding: str, limit: int) -> bytes:
    """Return the content of *blocks*, never holding more than *limit* bytes of it.

    Args:
        blocks: the body as it travels.
        coding: the Content-Encoding field.
        limit: bytes; counted packed and unpacked.

    Raises:
        TooBigError: there is more; what comes after the limit is not read.
        PackingError: it cannot be unpacked.
    """
    whole = bytearray()
    pieces: Iterator[bytes] = _counted(blocks, limit)
    match coding.lower():
        case "" | "identity":
            pass
        case "gzip" | "x-gzip" | "deflate":
            pieces = _inflated(pieces, limit)
        case _:
            raise PackingError(f"it is packed as “{coding[:40]}”, which was not asked for")
    for piece in pieces:
        whole += piece
        if len(whole) > limit:
            raise TooBigError
    return bytes(whole)


def _counted(blocks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    count = 0
    for block in blocks:
        count += len(block)
        if count > limit:
            raise TooBigError
        yield block


def _inflated(blocks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Inflate gzip (of several members too), zlib, and the bare deflate that some servers send for it."""
    inflater = None
    try:
        for block in blocks:
            while block:
                if inflater is None:
                    inflater = zlib.decompressobj(47 if _has_header(block) else -15)
                yield inflater.decompress(block, limit + 1)
                if inflater.unconsumed_tail:
                    raise TooBigError
                block = inflater.unused_data
                inflater = None if inflater.eof else inflater
    except zlib.error as error:
        raise PackingError(f"its packing is broken ({error})") from error
    if inflater is not None:
        raise PackingError("its packing ends too early")


def _has_header(block: bytes) -> bool:
    """Whether *block* begins as gzip (RFC 1952) or zlib (RFC 1950) does."""
    return block[:1] == b"\x1f" or (block[0] & 15 == 8 and len(block) > 1 and (block[0] << 8 | block[1]) % 31 == 0)


def media_type(content_type: str) -> str:
    """Return the MIME type of a Content-Type field, lower-case; empty where it is missing."""
    return content_type.partition(";")[0].strip().lower()


def is_readable(media: str) -> bool:
    """Whether something of this MIME type can be an article; what says nothing is looked at."""
    return not media.startswith(_REFUSED) and media not in _REFUSED_TYPES


def charset(content_type: str, data: bytes) -> str:
    """Return the character set that a Content-Type field names, where it can be true.

    Servers are set to one for all their pages, and are wrong about some: where every byte is UTF-8 and not
    all are ASCII, or where the bytes or the letters do not fit what is named, the field is not believed and the reader
    finds it.
    """
    message = Message()
    message["Content-Type"] = content_type.replace("\r", " ").replace("\n", " ")
    named = message.get_param("charset", "")
    if not isinstance(named, str) or not named:
        return ""
    try:
        name = codecs.lookup(named.strip("'\" ")).name
    except (LookupError, ValueError):
        return ""
    name = _MEANT.get(name, name)
    if name.replace("_", "-") in _NEVER:
        return ""
    found_anyway = _fits(data, "utf-8") and not (data.isascii() and name.startswith(_SEVEN_BITS))
    if found_anyway or not _fits(data, name) or is_false(between_tags(data), name):
        return ""
    return name


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (UnicodeError, LookupError):
        return False
    return True
