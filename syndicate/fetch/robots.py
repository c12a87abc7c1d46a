"""robots.txt as RFC 9309 has it: the longest rule that fits decides, and allows where two are equal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

SIZE = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB at least."""
_PAUSE = 30.0
"""Seconds of a Crawl-delay that are honoured at most."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One Allow or Disallow line."""

    path: str
    """Beginning of a path, with `*` for anything and `$` for the end."""
    allow: bool
    """Whether it allows."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host's robots.txt says to us."""

    rules: tuple[Rule, ...] = ()
    """Those of the groups that name us, or of `*` where none does."""
    delay: float = 0.0
    """Seconds between two questions that it asks for; 30 at most."""

    def allows(self, path: str) -> bool:
        """Whether *path*, with its query, may be fetched."""
        wanted = _normal(path)
        fitting = [rule for rule in self.rules if _fits(rule.path, wanted)]
        if not fitting:
            return True
        return max(fitting, key=lambda rule: (len(rule.path), rule.allow)).allow


def parse(text: str, agent: str) -> Robots:
    """Read a robots.txt.

    Args:
        text: the file.
        agent: our product token, as it stands in User-Agent.
    """
    ours: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    named: list[str] = []
    open_group = False
    found = False
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            named = [*named, value.lower()] if open_group else [value.lower()]
            open_group = True
            found = found or value.lower() == agent
        elif key in {"allow", "disallow", "crawl-delay"}:
            open_group = False
            if agent in named:
                ours.append((key, value))
            elif "*" in named:
                others.append((key, value))
    lines = ours if found else others
    rules = tuple(Rule(_normal(value), key == "allow") for key, value in lines if key != "crawl-delay" and value)
    delays = [float(value) for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d+)?", value)]
    return Robots(rules, min(max(delays, default=0.0), _PAUSE))


def _normal(path: str) -> str:
    """Return *path* percent-encoded in one way, so that `/%7Ea` and `/~a` are the same; an encoded slash stays."""
    parts = re.split(r"(?i)(%2f|%2a|%24)", path)
    return "".join(part.upper() if place % 2 else _encoded(part) for place, part in enumerate(parts))


def _encoded(part: str) -> str:
    return quote(unquote_to_bytes(part.encode("utf-8", errors="replace")), safe="/:@!$&'()*+,;=~-._?")


def _fits(rule: str, path: str) -> bool:
    """Whether *path* begins as *rule* says; each piece between asterisks is looked for once, so no rule is slow."""
    end = rule.endswith("$")
    first, *rest = (rule[:-1] if end else rule).split("*")
    if not path.startswith(first):
        return False
    if end and not rest:
        return path == first
    place = len(first)
    for number, piece in enumerate(rest, start=1):
        if end and number == len(rest):
            return len(path) - len(piece) >= place and path.endswith(piece)
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return True
