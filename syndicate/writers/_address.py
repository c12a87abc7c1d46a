"""Where everything is: identifiers, paths within the site, and addresses that can be trusted."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from syndicate.config import PublishSettings
from syndicate.model import LanguageTag

_KEPT = "!#$%&'()*+,/:;=?@[]~"
_HOST = re.compile(r"[a-z0-9._-]+(:[0-9]{1,5})?|\[[0-9a-f:.]+\](:[0-9]{1,5})?")
_OPAQUE = re.compile(r"(tag|urn|doi):[^\s<>\"{}|\\^`]+")


_PLAIN = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?(\?[A-Za-z0-9._~=&/-]*)?")
"""Addresses that `web_address` gives back as they are: nearly all, and it is asked very often."""


def tag_address(settings: PublishSettings, article: str, language: LanguageTag) -> str:
    """Return the identifier of an edition (RFC 4151), the same in every format and for ever."""
    return f"tag:{settings.authority},{settings.date}:t/{article}/{language}"


def feed_address(settings: PublishSettings, folder: str) -> str:
    """Return the identifier of the feed in *folder*: a language, or a section of it."""
    return f"tag:{settings.authority},{settings.date}:{folder}"


def article_path(article: str, language: LanguageTag) -> str:
    """Return the path of an edition's page."""
    return f"{language}/articles/{article}.html"


def article_address(settings: PublishSettings, article: str, language: LanguageTag) -> str:
    """Return the absolute address of an edition's page."""
    return settings.base + article_path(article, language)


def home_address(settings: PublishSettings, language: LanguageTag) -> str:
    """Return the absolute address of a language's page of articles."""
    return f"{settings.base}{language}/"


def web_address(text: str) -> str:
    """Return *text* as an absolute http or https address that any format can hold, else nothing.

    Spaces and letters outside ASCII are percent-encoded (RFC 3986), the host goes to its ASCII
    form, so that RSS and Atom alike accept it. `javascript:`, `data:`, `file:` give nothing.
    """
    if _PLAIN.fullmatch(text):
        return text
    try:
        parts = urlsplit(text.strip())
        host = parts.netloc.rpartition("@")[2].lower()
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        return ""
    try:
        path, query, fragment = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    except UnicodeError:
        return ""
    return re.sub("%(?![0-9A-Fa-f]{2})", "%25", urlunsplit((parts.scheme, host, path, query, fragment)))


def identifier(text: str) -> str:
    """Return *text* if it is an absolute identifier fit to be published (an address, `tag:`, `urn:`), else nothing."""
    return text if _OPAQUE.fullmatch(text) and text.isprintable() else web_address(text)
