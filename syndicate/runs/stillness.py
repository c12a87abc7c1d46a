"""Whether anything has moved since the last run: one digest over all that a run looks at, however much that is.

What is asked costs one look at each file's size and time, and nothing is loaded that works on articles. A run that
leaves nothing undone keeps the digest as its seal; a run that finds it unbroken has nothing to do.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from syndicate.config import Config
from syndicate.fetch.addresses import is_address
from syndicate.model import LanguageTag
from syndicate.runs.world import MANIFEST, World, digest, standing

if TYPE_CHECKING:
    from syndicate.engines import Engine
    from syndicate.report import RunReport
    from syndicate.state.facts import Facts

SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time tells one version from the next, on every file system in use."""
_SEAL = "seal"


def fingerprint(config: Config, language: LanguageTag | None, engines: Mapping[str, Engine]) -> str:
    """Return a digest of everything that a run would look at; empty where that cannot be known without looking closer.

    Addresses have to be asked, and a file that was written just now may be written again without its time moving.

    Args:
        config: of the run.
        language: the language of all articles, where the user says it.
        engines: open; none is started by this.
    """
    names = [*config.run.sources, *(each.name for each in config.sources)]
    files = hashlib.sha256()
    now = time.time_ns() - SETTLED
    for name in names:
        if name == "-" or is_address(name) or not _stamps(files, name, now):
            return ""
    from syndicate.glossary import own

    world = World.of(config, language, own.in_use(config.run))
    hops = sorted((h.engine, str(h.direction), h.digest) for each in engines.values() for h in each.hops())
    faults = [str(fault) for name in sorted(engines) for fault in engines[name].faults()]
    return digest([world.how, world.glossary, world.gate, world.site, config, names, files.hexdigest(), hops, faults])


def unbroken(facts: Facts, config: Config, now: str) -> RunReport | None:
    """Return the report on what stands where the seal of the last run is unbroken; None where something moved.

    Args:
        facts: of the state.
        config: of the run.
        now: its fingerprint.
    """
    kept = facts.get(_SEAL)
    if not now or kept is None or kept != _seal(now, facts) or not standing(config.run.out, MANIFEST):
        return None
    from syndicate.state.reports import last_report

    report = last_report(facts)
    return unmoved(report) if report is not None else None


def unmoved(report: RunReport) -> RunReport:
    """Return what *report* says of a run after it that had nothing to do."""
    files = report.written + report.unchanged
    return replace(report, redone=0, translated=0, remembered=report.sentences, written=0, unchanged=files)


def seal(facts: Facts, fingerprint: str) -> bytes:
    """Return what is kept under the seal: *fingerprint*, and what people had done when it was taken."""
    return _seal(fingerprint, facts)


def keep(facts: Facts, value: bytes | None) -> None:
    """Keep the seal *value*; None breaks it."""
    if facts.get(_SEAL) != value:
        facts.put(_SEAL, value)


def _seal(fingerprint: str, facts: Facts) -> bytes:
    return f"{fingerprint} {facts.by_people()}".encode()


def _stamps(files: hashlib._Hash, name: str, now: int) -> bool:
    """Add name, size, time and number of every file of a source to *files*; return whether all are settled.

    There may be very many, so no Path is made of them; one too many is looked at rather than one too few.
    """
    try:
        if not os.path.isdir(name):
            about = os.stat(name)
            files.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\0{about.st_ino}\n".encode())
            return about.st_mtime_ns < now
        for folder, entries in _folders(name):
            files.update(f"{folder}\n".encode("utf-8", "surrogateescape"))
            for entry in entries:
                about = entry.stat()
                if about.st_mtime_ns >= now:
                    return False
                line = f"{entry.name}\0{about.st_size}\0{about.st_mtime_ns}\0{about.st_ino}\n"
                files.update(line.encode("utf-8", "surrogateescape"))
    except (OSError, ValueError):
        return False
    return True


def _folders(name: str) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Give every folder below *name* that is no hidden one and no link, with its files, sorted."""
    pending = [name]
    while pending:
        folder = pending.pop()
        with os.scandir(folder) as found:
            entries = sorted((one for one in found if one.name[0] != "."), key=lambda one: one.name)
        below = [one for one in entries if one.is_dir(follow_symlinks=False)]
        pending += [one.path for one in reversed(below)]
        yield folder, [one for one in entries if not one.is_dir()]
