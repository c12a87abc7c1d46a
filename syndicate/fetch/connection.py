"""One question to one machine: the connection goes to the address that was checked, and ends in time."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from syndicate.fetch.addresses import Target

_BLOCK = 1 << 16


class CutOffError(OSError):
    """The server closed the connection before all of the answer had come."""


@dataclass(frozen=True, slots=True)
class Times:
    """How long a server may take, in seconds."""

    connect: float = 10.0
    """To accept the connection."""
    silence: float = 20.0
    """To say nothing in the middle of an answer."""
    whole: float = 60.0
    """For all of it, from the look at its name to the last byte."""


class Answer:
    """What came back: status and fields at once, the body as it comes."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self._response = response
        self.status: int = response.status
        """HTTP status."""
        self.announced: int | None = response.length
        """Bytes of body that the server promises, as they travel; None where it does not say."""

    def field(self, name: str) -> str:
        """Return a field of the header, empty where it is missing."""
        return (self._response.getheader(name) or "").strip()

    def blocks(self) -> Iterator[bytes]:
        """Give the body in pieces, as it travels: packed, if it is.

        Raises:
            CutOffError: it ended too early.
            TimeoutError: the server took too long.
        """
        come = 0
        while self.announced is None or come < self.announced:
            try:
                # read1 gives what has come; read would wait for a whole block from a server that dribbles.
                block = self._response.read1(_BLOCK)
            except http.client.IncompleteRead as error:
                raise CutOffError("it was cut off") from error
            if not block:
                break
            come += len(block)
            yield block
        if self.announced is not None and come < self.announced:
            raise CutOffError(f"it was cut off after {come:,} of {self.announced:,} bytes")


@contextmanager
def ask(asked: Target, addresses: Sequence[str], fields: Mapping[str, str], times: Times) -> Iterator[Answer]:
    """Send a GET for *asked* to the first of *addresses* that answers; no name is looked up here.

    Args:
        asked: what is wanted; its host goes into the Host field, and into the certificate's check.
        addresses: IP addresses that were checked.
        fields: further fields of the header.
        times: limits; `whole` is counted from here.

    Raises:
        TimeoutError: a limit was reached.
        OSError: no connection, or it broke; ssl.SSLError where the certificate is wrong.
        http.client.HTTPException: what came is not HTTP.
    """
    end = time.monotonic() + times.whole
    with _connected(asked, addresses, times, end) as plain, _secured(plain, asked, times, end) as opened:
        connection = http.client.HTTPConnection(asked.host, asked.port)
        connection.sock = _Limited(opened, times.silence, end)
        connection.putrequest("GET", asked.path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": asked.authority, **fields, "Connection": "close"}.items():
            connection.putheader(name, value)
        connection.endheaders()
        with connection.getresponse() as response:
            yield Answer(response)


def _connected(asked: Target, addresses: Sequence[str], times: Times, end: float) -> socket.socket:
    """Connect to the first of *addresses* that accepts."""
    refused: OSError = ConnectionError("there is nowhere to connect to")
    for address in addresses:
        try:
            return socket.create_connection((address, asked.port), timeout=_left(times.connect, end))
        except OSError as error:
            refused = error
    raise refused


def _secured(plain: socket.socket, asked: Target, times: Times, end: float) -> socket.socket:
    """Return *plain*, under TLS where the scheme wants it; the certificate must be the host's, not the address's."""
    if asked.scheme != "https":
        return plain
    plain.settimeout(_left(times.connect, end))
    return ssl.create_default_context().wrap_socket(plain, server_hostname=asked.host)


def _left(seconds: float, end: float) -> float:
    """Return *seconds*, or what is left of the whole time.

    Raises:
        TimeoutError: nothing is left.
    """
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError("it takes too long")
    return min(seconds, left)


class _Limited:
    """A socket for http.client whose every receive knows the end: else a byte a second would go on for ever."""

    def __init__(self, opened: socket.socket, silence: float, end: float) -> None:
        self._opened, self._silence, self._end = opened, silence, end

    def sendall(self, data: Any) -> None:
        self._opened.settimeout(_left(self._silence, self._end))
        self._opened.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:  # noqa: ARG002 - http.client asks for "rb" and nothing else
        return io.BufferedReader(_Receiver(self._opened, self._silence, self._end), _BLOCK)

    def close(self) -> None:
        """Leave it open: http.client closes before the body is read, and `ask` closes it at the end."""


class _Receiver(io.RawIOBase):
    """The reading half of `_Limited`."""

    def __init__(self, opened: socket.socket, silence: float, end: float) -> None:
        super().__init__()
        self._opened, self._silence, self._end = opened, silence, end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._opened.settimeout(_left(self._silence, self._end))
        return self._opened.recv_into(buffer)
