"""What an address names, and which of the machines behind it may be connected to."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from syndicate.errors import ReadError

PORTS = {"http": 80, "https": 443}
"""The schemes that are fetched, and their usual ports."""
_LENGTH = 8000
"""Characters of an address; RFC 9110 asks for 8,000 at least."""
_EMBEDDED = ipaddress.ip_network("64:ff9b::/96")
"""NAT64 (RFC 6052): the last four bytes are an IPv4 address."""

Resolve = Callable[[str, int, float], Sequence[str]]
"""Host, port and seconds to IP addresses as text."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart, ready to be asked for."""

    address: str
    """The whole, in ASCII, without its fragment."""
    scheme: str
    """`http` or `https`."""
    host: str
    """Name or IP address, lower-case, in ASCII, without brackets."""
    port: int
    """As written, or the scheme's own."""
    path: str
    """Path and query, percent-encoded; begins with a slash."""

    @property
    def authority(self) -> str:
        """Host and port as the Host field wants them: brackets around IPv6, the usual port left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def is_address(text: str) -> bool:
    """Whether *text* is meant as an http or https address, not as a file."""
    return re.match(r"https?://", text, re.IGNORECASE) is not None


def target(address: str, base: str = "") -> Target:
    """Take *address* apart; letters of any script in it are encoded.

    Args:
        address: absolute, or relative to *base*.
        base: the address that led here.

    Raises:
        ReadError: it is no http or https address, or holds a user's name or password.
    """

    def refuse(why: str, advice: str) -> ReadError:
        return ReadError(why, where=(base or address)[:300], advice=advice)

    try:
        whole = urljoin(base, address.strip())
        parts = urlsplit(whole)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii").lower()
    except ValueError as error:  # UnicodeError is one: a name that no registry would take
        raise refuse(f"“{address[:100]}” is no address ({error}).", "Look at how it is written.") from error
    if parts.scheme not in PORTS:
        raise refuse(f"“{address[:100]}” is neither http nor https.", "Nothing else is fetched; give a file instead.")
    if not ascii_host or len(whole) > _LENGTH or re.search(r"[\x00-\x20\x7f\\]", parts.netloc):
        raise refuse(f"“{address[:100]}” is no address.", "Look at how it is written.")
    if parts.username is not None or parts.password is not None:
        raise refuse("the address holds a user's name or password.", "Take the part before the @ out of it.")
    port = port or PORTS[parts.scheme]
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        path += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    made = Target("", parts.scheme, ascii_host, port, path)
    return Target(f"{parts.scheme}://{made.authority}{path}", parts.scheme, ascii_host, port, path)


def is_public(text: str) -> bool:
    """Whether the IP address *text* belongs to the public internet, also when it stands inside an IPv6 address."""
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if found.sixtofour is not None:
            return is_public(str(found.sixtofour))
        if found in _EMBEDDED:
            return is_public(str(ipaddress.IPv4Address(found.packed[-4:])))
        if found.teredo is not None or found.is_site_local:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def checked(asked: Target, resolve: Resolve, seconds: float, *, private: bool) -> Sequence[str]:
    """Return the IP addresses to connect to for *asked*.

    All that its name gives are looked at: a name with one public and one private answer is refused.

    Args:
        asked: what is to be fetched.
        resolve: finds IP addresses; asked once, and its answer is what is connected to.
        seconds: time for finding them.
        private: whether addresses of this machine and the networks around it may be asked.

    Raises:
        ReadError: the name is unknown, or leads to an address that is not public.
    """
    try:
        found = list(dict.fromkeys(resolve(asked.host, asked.port, seconds)))
    except TimeoutError as error:
        raise ReadError(
            f"nothing could tell within {seconds:g} seconds where {asked.host} is.",
            where=asked.address,
            advice="Look whether this machine is online.",
        ) from error
    except (OSError, UnicodeError) as error:
        raise ReadError(
            f"there is no host {asked.host} ({getattr(error, 'strerror', None) or error}).",
            where=asked.address,
            advice="Look at how it is written, and whether this machine is online.",
        ) from error
    closed = [one for one in found if not is_public(one)]
    if not found:
        raise ReadError(f"{asked.host} is nowhere.", where=asked.address, advice="Look at how it is written.")
    if closed and not private:
        of = "" if closed == [asked.host] else f" ({', '.join(closed)})"
        raise ReadError(
            f"{asked.host} is an address of this machine or its own network{of}.",
            where=asked.address,
            advice="If it is yours, name it under [[sources]] with allow_private = true.",
        )
    return found


def look_up(host: str, port: int, seconds: float) -> Sequence[str]:
    """Ask the system where *host* is.

    Raises:
        TimeoutError: there was no answer in *seconds*; the system itself knows no limit, so it is asked in a thread.
        OSError: there is no such host.
    """
    answers: list[Sequence[str] | Exception] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.append([str(one[4][0]) for one in found])
        except (OSError, UnicodeError) as error:
            answers.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if not answers:
        raise TimeoutError
    if isinstance(answers[0], Exception):
        raise answers[0]
    return answers[0]
