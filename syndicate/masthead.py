"""What a site says of itself in `[publish]`, looked at before anything is built."""

from __future__ import annotations

import re
from datetime import date

from syndicate.config import PublishSettings
from syndicate.errors import PublishError
from syndicate.sections import slug
from syndicate.writers._address import web_address
from syndicate.writers._sections import ALL

_EXPORTS = ("ninjs", "tmx", "xliff")
"""Formats that are written only when `[publish] exports` names them."""

_WITHDRAWN = ("keep", "mark", "remove")
_MAILBOX = re.compile(r"[^\s@()]+@[^\s@()]+( \([^()]+\))?")
_AUTHORITY = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+|[a-z0-9._-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")


def check(settings: PublishSettings) -> None:
    """Make sure that the site can have absolute addresses and lasting identifiers, and that readers take what it says.

    Raises:
        PublishError: a setting cannot be meant; it is named.
    """
    where = "[publish] in syndicate.toml"
    if web_address(settings.base) != settings.base or not settings.base.endswith("/") or set("?#") & set(settings.base):
        raise PublishError(
            f"base = “{settings.base}” is not the address of a site.",
            where=where,
            advice="Write the whole address with a slash at its end, such as https://example.org/news/.",
        )
    if not _AUTHORITY.fullmatch(settings.authority):
        raise PublishError(
            f"authority = “{settings.authority}” is not a domain of yours.",
            where=where,
            advice="Write a domain or e-mail address that was yours on the date, in small letters (RFC 4151).",
        )
    if not _is_day(settings.date):
        raise PublishError(
            f"date = “{settings.date}” is not a day.",
            where=where,
            advice="Write it as 2022-09-28, and never change it.",
        )
    if settings.withdrawn not in _WITHDRAWN:
        raise PublishError(
            f"withdrawn = “{settings.withdrawn}” is no policy.",
            where=where,
            advice=f"Write one of: {', '.join(_WITHDRAWN)}.",
        )
    for name in settings.exports:
        if name not in _EXPORTS:
            raise PublishError(f"exports names “{name}”.", where=where, advice=f"There are: {', '.join(_EXPORTS)}.")
    for name in settings.section_feeds:
        if name != ALL and slug(name) != name:
            raise PublishError(
                f"section_feeds names “{name}”, which is no id.",
                where=where,
                advice="Write the id of a section, as sections.yaml has it, or “*” for all.",
            )
    for key, address in (("icon", settings.icon), ("logo", settings.logo)):
        if address and web_address(address) != address:
            raise PublishError(
                f"{key} = “{address}” is not an address.", where=where, advice="Write the whole address of a picture."
            )
    for key, mailbox in (("editor", settings.editor), ("webmaster", settings.webmaster)):
        if mailbox and not _MAILBOX.fullmatch(mailbox):
            raise PublishError(
                f"{key} = “{mailbox}” is no e-mail address.",
                where=where,
                advice="Write it as  desk@example.org (The desk)",
            )
    if settings.hub and web_address(settings.hub) != settings.hub:
        raise PublishError(
            f"hub = “{settings.hub}” is not an address.",
            where=where,
            advice="Write the address of a WebSub hub, or none.",
        )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
