"""The desk on its port: a socket on the loopback, and uvicorn behind it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from syndicate.config import Config
from syndicate.desk.app import make_app
from syndicate.desk.safety import entrance
from syndicate.errors import DeskError

HOST = "127.0.0.1"
"""The only address that is listened on."""


def serve(config: Config, *, key: str, port: int, reviewer: str, ready: Callable[[str], None]) -> None:
    """Serve the desk of *config* until it is interrupted.

    Args:
        config: state, glossaries, engines and site of the newsroom.
        key: secret of this session.
        port: 0 takes any that is free.
        reviewer: the editor's name, until they give another.
        ready: given the address that opens the desk, once connections are taken.

    Raises:
        DeskError: the port is taken.
        StateError: there is a state, and it cannot be opened.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError as error:
            raise DeskError(
                f"port {port} cannot be listened on ({error.strerror}).", advice="Take another one: --port 8621"
            ) from error
        listening.listen(64)
        port = listening.getsockname()[1]
        app = make_app(config, key=key, port=port, reviewer=reviewer)
        # Connections wait in the socket's queue from here on, so the address may be opened already.
        ready(entrance(port, key))
        settings = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, ws="none", lifespan="off"
        )
        # uvicorn ends in its own time on Ctrl-C, and then passes the signal on.
        with suppress(KeyboardInterrupt):
            uvicorn.Server(settings).run(sockets=[listening])
