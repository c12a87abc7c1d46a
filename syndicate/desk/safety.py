"""Who may speak to the desk: one browser on this machine, and no other page in it.

The desk is reached with a key that `syndicate desk` prints. Against pages of the web that the same
browser shows: the Host header must be ours (a name of theirs may point at this machine), a request
that changes something must come from a page of ours (Origin, Sec-Fetch-Site) and carry the page's
own token, and a content security policy leaves a page of ours no script but our files'.
"""

from __future__ import annotations

import hashlib
import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENTER = "/enter"
"""Path that takes the key and gives the browser its cookie."""
STATIC = "/static/"
"""Path of style and scripts: the same for everybody, and no secret."""
TOKEN = "token"  # noqa: S105 - a field's name
"""Name of the form field that carries the page's token."""
HEADER = "X-Desk-Token"
"""Header that carries it in htmx's requests."""
LARGEST = 1_000_000
"""Bytes that a form may have."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy of every page: nothing from elsewhere, no script in a page, no frame around it."""
_SAID = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def page_token(key: str) -> str:
    """Return what a form of ours carries: made from the key, which itself stands in no page."""
    return hmac.new(key.encode(), b"a page of the desk", hashlib.sha256).hexdigest()


class Safety:
    """ASGI middleware: lets through what the desk's own browser window asks, and nothing else."""

    def __init__(self, app: ASGIApp, *, key: str, port: int) -> None:
        """Guard *app*.

        Args:
            app: the desk.
            key: secret of this session, printable ASCII.
            port: that it listens on: part of its origin, and of the cookie's name, for browsers
                send a cookie to every port of a host.
        """
        self._app = app
        self._key = key
        self._cookie = f"syndicate-desk-{port}"
        self._hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http":
            # No websockets here; lifespan is the server's own.
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        answer = self._refusal(scope)

        async def said(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SAID.items():
                    if name not in headers:
                        headers[name] = value
            await send(message)

        await (answer or self._app)(scope, _Limited(receive), said)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return what to answer instead of a page; None when the page may be given."""
        headers = Headers(scope=scope)
        if headers.get("host") not in self._hosts:
            return _no("This desk answers this machine only.", 421)
        if scope["path"].startswith(STATIC) and scope["method"] in {"GET", "HEAD"}:
            return None
        if scope["path"] == ENTER and scope["method"] == "GET":
            return self._enter(scope)
        if not self._known(headers):
            return _no("This desk is opened with the address that “syndicate desk” printed.", 403)
        if scope["method"] in _CHANGES:
            return self._foreign(headers)
        return None

    def _enter(self, scope: Scope) -> Response:
        """Give the browser its cookie for the key, and send it to where it wanted."""
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        if not _same(asked.get("key", [""])[0], self._key):
            return _no("This key is not of this desk. Open the address that “syndicate desk” printed.", 403)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._cookie, self._key, httponly=True, samesite="strict", path="/")
        return answer

    def _known(self, headers: Headers) -> bool:
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        return self._cookie in cookies and _same(cookies[self._cookie].value, self._key)

    def _foreign(self, headers: Headers) -> Response | None:
        """Refuse what does not come from a page of ours. The token of a form is looked at by `proved`."""
        origin = headers.get("origin")
        ours = f"http://{headers['host']}"
        if origin != ours and not (origin is None and headers.get("sec-fetch-site") == "same-origin"):
            return _no("A change must come from a page of the desk itself.", 403)
        try:
            length = int(headers.get("content-length", "0"))
        except ValueError:
            length = -1
        return _no("That is more than a form of the desk sends.", 413) if not 0 <= length <= LARGEST else None


class _Limited:
    """Receives no more than a form may have, whatever its length was said to be."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._left = LARGEST

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        return message if self._left >= 0 else {"type": "http.disconnect"}


def proved(sent: str | None, key: str) -> bool:
    """Whether *sent*, a form's field or a request's header, is the token that our pages carry."""
    return _same(sent or "", page_token(key))


def entrance(port: int, key: str) -> str:
    """Return the address that opens the desk."""
    return f"http://127.0.0.1:{port}{ENTER}?{urlencode({'key': key})}"


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "surrogateescape"), other.encode())


def _no(why: str, status: int) -> Response:
    return PlainTextResponse(why + "\n", status)
