"""A real web server on the loopback, whose paths the tests fill with what they want to be answered."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Answer = Callable[["Handler"], None]

PAGE = """<!doctype html><html lang="en"><head><title>Ferry sails again</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Ferry sails again</h1>
<p>The ferry between the two banks sails again from Monday, the harbour office said.</p>
<p>It had stood still for six weeks, because its <a href="/engine">engine</a> had to be repaired.</p>
<p>Tickets cost as much as before. The office expects nine hundred passengers a day in summer.</p>
</article></body></html>"""


class Handler(BaseHTTPRequestHandler):
    """Gives the answer that stands under the path, 404 where none does."""

    server: Stand

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers.items())))
        answer = self.server.answers.get(self.path)
        if answer is None:
            self.send(404, b"nothing here")
        else:
            answer(self)

    def send(self, status: int, data: bytes = b"", **fields: str) -> None:
        """Answer; `Content_Type` is written for Content-Type."""
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in fields:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Stand(ThreadingHTTPServer):
    """The server, and what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()
        """Set when the test is over, so that slow answers end."""

    @property
    def authority(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def at(self, path: str) -> str:
        return f"http://{self.authority}{path}"

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def page(self, path: str, data: bytes | str, content_type: str = "text/html; charset=utf-8", **fields: str) -> str:
        """Put *data* under *path*, and return its address."""
        sent = data.encode() if isinstance(data, str) else data
        self.answers[path] = lambda handler: handler.send(200, sent, Content_Type=content_type, **fields)
        return self.at(path)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up: they are told to."""


@contextmanager
def open_stand(certificate: Path | None = None) -> Iterator[Stand]:
    """Run a server while the block runs, under TLS where it has a certificate."""
    with Stand() as stand:
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            stand.socket = context.wrap_socket(stand.socket, server_side=True, do_handshake_on_connect=True)
        thread = threading.Thread(target=stand.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield stand
        finally:
            stand.over.set()
            stand.shutdown()
            thread.join()
