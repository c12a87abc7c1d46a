"""What Spanish grammar asks that Apertium's transfer from English does not give.

ser and estar, prepositions behind verbs and nouns, articles of days and institutions, the double negation, the
subjunctive behind antes de que: each rule stands on the target's words, and says for which it holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from syndicate.engines.apertium.lexicon._rules import applied, named

_RULES = named("en-es.grammar")
_FINITE = re.compile(r"(?P<verb>[^<*]*<vb\w+>)<(?P<tense>pri|ifi|pii|fti|cni)>(?P<who><p[123]><(?:sg|pl)>.*)")
_ASKS_SUBJUNCTIVE = re.compile(r"(?:[Aa]ntes de|[Pp]ara|[Ss]in|[Aa] menos|[Aa] no ser) que<")
_SUBJUNCTIVES = {"pri": "prs", "fti": "prs", "ifi": "pis", "pii": "pis", "cni": "pis"}
_REACH = 7
"""Words behind antes de que in which its verb is looked for."""
_THIRD = re.compile(r"[^<*]*<vb(?:lex|ser|haver|mod)><(?:pri|ifi|pii|fti|cni)><p3><(?P<n>sg|pl)>")
_CLAUSE = re.compile(r"[^<]*<(?:cm|sent|rel|cnjsub|cnjadv)>")
_CLITIC = re.compile(r"(?:no<adv>|(?:prpers|se)<prn><pro>)")


def spoken(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the *words* of a sentence from English as Spanish has them, each behind those that are put before it."""
    return applied(_RULES, words)


def agreed(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the *words* with verbs in the mood and number that what stands before them asks for.

    `antes de que el equipo llegó` is `llegara`, and in `encontraron un perro y lo llevó` both have one subject.
    """
    found = list(words)
    if found[1:2] and found[0] == "A<pr>" and "<det>" in found[1]:  # A los jugadores les gusta
        found[1] = found[1][0].lower() + found[1][1:]
    for at, word in enumerate(words):
        if _ASKS_SUBJUNCTIVE.match(word):
            for place in range(at + 1, min(at + _REACH, len(found))):
                verb = _FINITE.match(found[place])
                if verb:
                    found[place] = f"{verb['verb']}<{_SUBJUNCTIVES[verb['tense']]}>{verb['who']}"
                if verb or _CLAUSE.match(found[place]):
                    break
    number = ""
    for at, word in enumerate(found):
        if _CLAUSE.match(word):
            number = ""
        third = _THIRD.match(word)
        if not third:
            continue
        before = at - 1
        while before >= 0 and _CLITIC.match(found[before]):
            before -= 1
        if number == "pl" and third["n"] == "sg" and before >= 0 and "<cnjcoo>" in found[before]:
            found[at] = word.replace("<p3><sg>", "<p3><pl>")
            continue
        number = third["n"]
    return [(word,) for word in found]
