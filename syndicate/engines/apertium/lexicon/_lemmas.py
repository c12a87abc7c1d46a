"""What the pattern of a rule's word says of the words that it can stand for: how they begin, which tags they have.

A rule is tried only where such a word stands. What is not said here for certain is not said: the rule is tried then.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\.|\[\^?\]?[^\]]*\]|.", re.DOTALL)
_LOOK = re.compile(r"\(\?[=!]")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")
_SIGN = re.compile(r"\\?(?P<sign>(?<=\\)\W|(?<!\\)[\w %’'-])(?P<count>[?*+{]?)")
_OPEN = re.compile(r"\||[>)][?*{]|\(\?[=!<]")
"""What leaves open whether tags stand in a word: another way, what may be absent, a look around."""


def lemmas(pattern: str) -> frozenset[str]:
    r"""Return the lemmas, in small letters, that the *pattern* of one word can have; empty where it does not tell.

    >>> sorted(lemmas("(?P<who>(?:se<prn>)?ir<vblex>.*)")), sorted(lemmas(r"\*ко?")), sorted(lemmas("[^<]*<n>"))
    (['ir', 'se'], ['*к', '*ко'], [])
    """
    found, ways = set[str](), [("", way) for way in _alternatives(pattern)[0]]
    while ways:
        known, rest = ways.pop()
        if not rest or rest[0] == "<":
            found.add(known.lower())
        elif rest.startswith(r"\A"):
            ways.append((known, rest[2:]))
        elif look := _LOOK.match(rest):
            ways.append((known, _alternatives(rest[look.end() :])[1]))
        elif group := _GROUP.match(rest):
            several, behind = _alternatives(rest[group.end() :])
            if behind[:1] in ("*", "+", "{"):
                return frozenset()
            if behind[:1] == "?":
                several, behind = [*several, ""], behind[1:]
            ways += [(known, each + behind) for each in several]
        elif (sign := _SIGN.match(rest)) and sign["count"] in ("", "?"):
            ways.append((known + sign["sign"], rest[sign.end() :]))
            if sign["count"]:
                ways.append((known, rest[sign.end() :]))
        else:
            return frozenset()
    return frozenset(found)


def _alternatives(pattern: str) -> tuple[list[str], str]:
    """Return what *pattern* has between bars, up to the bracket that closes it, and what stands behind that."""
    found, depth = [""], 0
    for token in _TOKEN.finditer(pattern):
        sign = token[0]
        if sign == ")" and not depth:
            return found, pattern[token.end() :]
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return found, ""


def tags(pattern: str) -> str:
    r"""Return tags, in small letters, that stand side by side in whatever *pattern* matches; empty where none is sure.

    >>> tags(r"(?P<land>\w+стан)<np><top><m><sg><gen>"), tags("[^<]*<(?:n|np)>"), tags("(?!.*<sent>).*")
    ('<np><top><m><sg><gen>', '', '')
    """
    found = re.findall(r"(?<!\?P)(?:<\w+>)+", pattern)
    return "" if _OPEN.search(pattern) else max(found, key=len, default="").lower()
