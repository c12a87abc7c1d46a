"""What agrees in Spanish over a distance that Apertium's transfer from English does not look: number, gender, mood."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FINITE = re.compile(r"(?P<verb>[^<*]*<vb\w+>)<(?P<tense>pri|ifi|pii|fti|cni)>(?P<who><p[123]><(?:sg|pl)>.*)")
_ASKS_SUBJUNCTIVE = re.compile(r"(?:[Aa]ntes de|[Pp]ara|[Ss]in|[Aa] menos|[Aa] no ser) que<")
_SUBJUNCTIVES = {"pri": "prs", "fti": "prs", "ifi": "pis", "pii": "pis", "cni": "pis"}
_REACH = 7
"""Words behind antes de que in which its verb is looked for."""
_THIRD = re.compile(r"[^<]*<vb(?:lex|ser|haver|mod)><(?:pri|ifi|pii|fti|cni)><p3><(?P<n>sg|pl)>")
_CLAUSE = re.compile(r"[^<]*<(?:cm|sent|rel|cnjsub|cnjadv)>")
_CLITIC = re.compile(r"(?:no<adv>|(?:prpers|se)<prn><pro>)")
_BEING = re.compile(r"(?:ser<vbser>|estar<vblex>)<(?:pri|ifi|pii|fti|cni)><p3><(?P<n>sg|pl)>")
_ADVERB = re.compile(r"[^<]*<(?:adv|preadv)>")
_QUALITY = re.compile(r"[^<]*<(?:adj|vblex><pp)><m><(?P<n>sg|pl)>")
_WOMAN = re.compile(r"[^<]*<(?:n|np><ant)><f><(?P<n>sg|pl)>")
_ADJECTIVE = re.compile(r"[^<]*<adj>")
_ORDER = re.compile(r"(?P<verb>[^<*]+<vblex>)<inf>$")


def agreed(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the *words* with verbs in the mood and number, and predicates in the gender, that others ask for.

    `antes de que el equipo llegó` is `llegara`; in `encontraron un perro y lo llevó` both have one subject; a library
    `que fue cerrado` is `cerrada`.
    """
    found = list(words)
    if found[1:2] and found[0] == "A<pr>" and "<det>" in found[1]:  # A los jugadores les gusta
        found[1] = found[1][0].lower() + found[1][1:]
    text = "".join(found)
    _moods(found)
    if "<cnjcoo>" in text and "<p3><pl>" in text:
        _numbers(found)
    if "<GD>" in text or "<ND>" in text:  # what the transfer left open is masculine
        found = [word.replace("<GD>", "<m>").replace("<ND>", "<sg>") for word in found]
    if "<rel>" in text:
        _genders(found)
    return [*zip(found)]


def _moods(found: list[str]) -> None:
    for at, word in enumerate(found):
        if " que<" in word and _ASKS_SUBJUNCTIVE.match(word):
            for place in range(at + 1, min(at + _REACH, len(found))):
                verb = _FINITE.match(found[place])
                if verb:
                    found[place] = f"{verb['verb']}<{_SUBJUNCTIVES[verb['tense']]}>{verb['who']}"
                if verb or _CLAUSE.match(found[place]):
                    break
    if found and found[0].startswith("Si<cnjadv>"):  # si quieres ayudar, llama
        for at in range(1, len(found)):
            order = _ORDER.match(found[at])
            if order and "<cm>" in found[at - 1]:
                found[at] = f"{order['verb']}<imp><p2><sg>"


def _numbers(found: list[str]) -> None:
    number = ""
    for at, word in enumerate(found):
        if _CLAUSE.match(word):
            number = ""
        third = _THIRD.match(word)
        if not third:
            continue
        before = _before(found, at)
        if number == "pl" and third["n"] == "sg" and before >= 0 and "<cnjcoo>" in found[before]:
            found[at] = word.replace("<p3><sg>", "<p3><pl>")
            continue
        number = third["n"]


def _before(found: Sequence[str], at: int) -> int:
    """Return where the word stands that is before the verb at *at* and its pronouns; -1 for none."""
    at -= 1
    while at >= 0 and _CLITIC.match(found[at]):
        at -= 1
    return at


def _genders(found: list[str]) -> None:
    """Give what is said of a woman, or of a thing that is feminine, behind a relative clause or in it, its gender."""
    for at, word in enumerate(found):
        being = _BEING.match(word)
        place = at + 1
        while being and place < len(found) and _ADVERB.match(found[place]):
            place += 1
        quality = _QUALITY.match(found[place]) if being and place < len(found) else None
        if quality is None or quality["n"] != being["n"]:  # type: ignore[index] # a quality is looked for behind one
            continue
        before = _before(found, at)
        if before > 0 and "<cm>" in found[before]:
            opens = [each for each in range(1, before) if "<rel>" in found[each] and "<cm>" in found[each - 1]]
            before = opens[-1] if opens and not any("<sent>" in each for each in found[opens[-1] : before]) else 0
        if before > 0 and "<rel>" in found[before] and _feminine(found, before, quality["n"]):
            found[place] = found[place].replace("<m>", "<f>", 1)


def _feminine(found: Sequence[str], relative: int, number: str) -> bool:
    """Whether the *relative* is of a feminine noun of that *number*; of a noun that has another with it, both."""
    at = relative - 1
    if at >= 0 and "<cm>" in found[at]:
        at -= 1
    while at > 0 and _ADJECTIVE.match(found[at]):
        at -= 1
    noun = _WOMAN.match(found[at]) if at >= 0 else None
    if noun is None:
        return False
    at -= 1
    if at > 0 and "<det>" in found[at]:
        at -= 1
    if at > 0 and found[at].startswith("de<pr>"):
        noun = _WOMAN.match(found[at - 1])
    return noun is not None and noun["n"] == number
