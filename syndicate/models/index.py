"""The index of packages that can be had: Argos' own, or a mirror's in the same form."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from syndicate.engines.argos.package import tag_of
from syndicate.errors import DetectError, ModelError
from syndicate.model import Direction
from syndicate.models.download import fetch, is_address

AVAILABLE_FROM = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
"""Argos' own index."""

_LARGEST = 10_000_000
"""Bytes of an index; Argos' has 40 KB."""


@dataclass(frozen=True, slots=True)
class Available:
    """A package that an index offers."""

    direction: Direction
    """What it translates."""
    version: str
    """Its version."""
    links: tuple[str, ...]
    """Where it can be had: http(s) addresses, or paths where the index is a file."""
    sha256: str = ""
    """Digest of the file, where the index gives one."""


def read_index(place: str = AVAILABLE_FROM, *, seconds: float = 60.0) -> tuple[Available, ...]:
    """Return the translation packages that the index at *place* offers, by direction, in the index's order within one.

    Entries that cannot be read, are of another type, or offer no link of ours (Argos also lists ipfs) are left out.

    Args:
        place: http(s) address or file; links in it may be relative to it.
        seconds: time the fetching may take.

    Raises:
        ModelError: it cannot be had, or is no index.
    """
    try:
        entries = json.loads(_content(place, seconds))
    except ValueError as error:
        raise _no_index(place) from error
    if not isinstance(entries, list):
        raise _no_index(place)
    found = [available for entry in entries if (available := _available(entry, place))]
    return tuple(sorted(found, key=lambda available: str(available.direction)))


def find_available(offers: tuple[Available, ...], direction: Direction, place: str = AVAILABLE_FROM) -> Available:
    """Return the offer for *direction* with the highest version.

    Raises:
        ModelError: there is none; the advice says by which other packages one might go.
    """
    fitting = [offer for offer in offers if offer.direction == direction]
    if fitting:
        return max(fitting, key=lambda offer: [int(part) for part in re.findall(r"\d+", offer.version)])
    onward = {offer.direction.target for offer in offers if offer.direction.source == direction.source}
    middle = sorted(
        offer.direction.source
        for offer in offers
        if offer.direction.target == direction.target and offer.direction.source in onward
    )
    advice = (
        f"By way of {middle[0]} it works: install {direction.source}-{middle[0]} and {middle[0]}-{direction.target}."
        if middle
        else "See what there is: syndicate models list --available."
    )
    raise ModelError(f"no package for {direction} is offered.", where=place, advice=advice)


def _no_index(place: str) -> ModelError:
    return ModelError("this is no index of Argos packages.", where=place, advice="Give the address of an index.json.")


def _content(place: str, seconds: float) -> str:
    """Return the text at the address or file *place*."""
    try:
        if not is_address(place):
            return Path(place).read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "index.json"
            fetch(place, file, most=_LARGEST, seconds=seconds)
            return file.read_text("utf-8")
    except ModelError as error:
        advice = (
            "Name a mirror or a copy of it: --index URL|FILE, or index under [engines] in syndicate.toml; or install "
            "a package that you have: syndicate models install FILE.argosmodel"
        )
        raise ModelError(f"the index of packages cannot be had: {error.message}", where=place, advice=advice) from error
    except OSError as error:
        advice = "Give an http(s) address or a file that is there."
        raise ModelError(f"the index cannot be read: {error.strerror}.", where=place, advice=advice) from error


def _available(entry: Any, place: str) -> Available | None:
    """Return what *entry* offers; None where it is nothing for us."""
    if not isinstance(entry, Mapping) or entry.get("type", "translate") != "translate":
        return None
    try:
        direction = Direction(tag_of(str(entry["from_code"])), tag_of(str(entry["to_code"])))
        links = tuple(link for each in entry["links"] if (link := _resolved(str(each), place)))
    except (KeyError, TypeError, DetectError):
        return None
    version, sha256 = str(entry.get("package_version", "0")), str(entry.get("sha256") or "")
    return Available(direction, version, links, sha256) if links else None


def _resolved(link: str, place: str) -> str:
    """Return *link*, relative to the index at *place*, as an address or path; empty where it is of no use to us."""
    if is_address(place):
        address = urljoin(place, link)
        # A remote index never names a file of this machine.
        return address if is_address(address) else ""
    if urlsplit(link).scheme:
        return link if is_address(link) else ""
    return str(Path(place).parent / link)
