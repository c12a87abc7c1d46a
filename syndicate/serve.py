"""A preview of the site on this machine: right types, ETag, Last-Modified, conditional GET.

Only files below the site's folder are given, links followed, and nothing whose name begins with a
dot. It answers this machine alone; the public site is for a real web server.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from syndicate.errors import PublishError

HOST = "127.0.0.1"
"""The only address that is listened on."""

_TYPES = {
    ".atom": "application/atom+xml", ".rss": "application/rss+xml", ".json": "application/feed+json",
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".xml": "application/xml",
    ".opml": "text/x-opml", ".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".ico": "image/x-icon",
    ".xlf": "application/xliff+xml", ".tmx": "application/xml",
}  # fmt: skip
_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


def media_type(path: Path) -> str:
    """Return the type that *path* is sent as; of no table but ours, so that all machines send the same."""
    return _TYPES.get(path.suffix.lower(), "application/octet-stream")


def found(site: Path, address: str) -> Path | None:
    """Return the file that *address* (a request's target) names in *site*; None where it names none of it."""
    try:
        path = unquote(urlsplit(address).path, errors="strict")
    except ValueError:
        return None
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") or "\\" in part or not part.isprintable() for part in parts):
        return None
    place = site.joinpath(*parts)
    if place.is_dir():
        place /= "index.html"
    inside = place.resolve().is_relative_to(site.resolve())
    return place if inside and place.is_file() else None


def unchanged(etag: str, modified: datetime, match: str | None, since: str | None) -> bool:
    """Whether a reader has the file already (RFC 9110, section 13): If-None-Match comes before If-Modified-Since.

    Args:
        etag: the file's, quoted.
        modified: when it was written, to the second.
        match: the header If-None-Match.
        since: the header If-Modified-Since.
    """
    if match is not None:
        return match.strip() == "*" or etag in {each.strip().removeprefix("W/") for each in match.split(",")}
    try:
        return since is not None and modified <= parsedate_to_datetime(since).astimezone(UTC)
    except (ValueError, TypeError):
        return False


def _ours(host: str) -> bool:
    """Whether the header Host names this machine."""
    try:
        return urlsplit(f"//{host}").hostname in _NAMES
    except ValueError:
        return False


def server(site: Path, port: int, tell: Callable[[str], None] = lambda _: None) -> ThreadingHTTPServer:
    """Return a server of the folder *site*, listening on the loopback; `serve_forever` runs it.

    Args:
        site: the folder.
        port: 0 takes any that is free.
        tell: given a line for each request.

    Raises:
        PublishError: there is no site, or the port is taken.
    """
    if not site.is_dir():
        raise PublishError(
            "there is no site here.", where=str(site), advice="Make it: syndicate run SOURCES --to LANGUAGES"
        )

    class Handler(_Preview):
        """Requests for this site."""

        folder = site
        line = staticmethod(tell)

    try:
        return ThreadingHTTPServer((HOST, port), Handler)
    except OSError as error:
        raise PublishError(
            f"port {port} cannot be listened on ({error.strerror}).", advice="Take another one: --port 8001"
        ) from error


class _Preview(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    folder: Path
    line: Callable[[str], None]
    protocol_version = "HTTP/1.1"
    timeout = 30
    """Seconds that a connection may be idle."""

    def do_GET(self) -> None:
        """Send a file."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """Send what is said of a file."""
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        # A page of the web may point a name of its own at this machine; it shall read nothing here.
        if not _ours(self.headers.get("Host", HOST)):
            return self._say(HTTPStatus.MISDIRECTED_REQUEST, b"This preview answers this machine only.\n", body)
        path = urlsplit(self.path).path
        place = found(self.folder, self.path)
        # Behind a slash the links of a page would lead elsewhere: a file is no folder.
        if place is None or (path.endswith("/") and path.strip("/").endswith(place.name)):
            return self._say(HTTPStatus.NOT_FOUND, b"Not found.\n", body)
        if place.name == "index.html" and not path.endswith(("/", "index.html")):
            return self._say(HTTPStatus.MOVED_PERMANENTLY, b"", body, {"Location": "/" + path.strip("/") + "/"})
        data = place.read_bytes()
        etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
        modified = datetime.fromtimestamp(int(place.stat().st_mtime), UTC)
        said = {
            "ETag": etag,
            "Last-Modified": format_datetime(modified, usegmt=True),
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
        }
        if unchanged(etag, modified, self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")):
            return self._say(HTTPStatus.NOT_MODIFIED, None, body, said)
        return self._say(HTTPStatus.OK, data, body, {"Content-Type": media_type(place), **said})

    def _say(self, status: HTTPStatus, data: bytes | None, body: bool, said: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (said or {}).items():
            self.send_header(name, value)
        if data is not None:
            if "Content-Type" not in (said or {}):
                self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if body and data:
            self.wfile.write(data)

    def version_string(self) -> str:
        """Return the name of the server, without versions."""
        return "syndicate"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Tell of a request; what a stranger put into it cannot write to the terminal."""
        self.line((format % args).encode("ascii", "backslashreplace").decode())
