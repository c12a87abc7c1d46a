"""Active participles, which Ukrainian has as clauses: ціни, що зростають, турбують; про тих, що переїхали.

rus-ukr makes a clause of a participle, but leaves it before its noun, where Ukrainian cannot have it (`для котрий
переїхали сімей`); participles in -вший that it does not know it leaves as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_RELATIVE = re.compile(r"котрий<det><itg><(?P<gender>m|f|nt|mfn)>.*<(?P<case>\w+)>$", re.IGNORECASE)
_VERB = re.compile(r"[^<*]+<vblex>.*<(?:past><(?:m|f|nt|mfn)><(?:sg|pl)|pres><p3><(?:sg|pl))>$")
_MANY = re.compile(r"<past><\w+><\w+>")
_ATTRIBUTE = re.compile(r"[^<*]*<(?:adj|det)>")
_NOUN = re.compile(r"[^<*]+<n><\w+><(?P<animacy>\w+)><(?P<number>sg|pl)><(?P<case>\w+)>$")
_OF = re.compile(r"[^<*]+<(?:n|np)>.*<gen>$|\*[A-ZА-ЯЁЄІЇҐ]")
"""What belongs to the noun before it: президент США."""
_PREPOSITION = re.compile(r"[^<*]*<pr>")
_SIGN = re.compile(r"[^<]*<(?:cm|sent|guio|rpar|rquot)>|[»\"”)—–-]")
_COMMA = ",<cm>"
_UNKNOWN = re.compile(r"\*(?P<stem>\w+[аеиоуыяё])вш(?P<end>ий|ая|ее|ие|его|ему|им|ую|ей|их|ими)(?P<self>ся)?$")
_PAST = {"ий": "л", "его": "л", "ему": "л", "им": "л", "ая": "ла", "ую": "ла", "ей": "ла", "ее": "ло"}
_THOSE = {"nom": "ті", "gen": "тих", "acc": "тих", "loc": "тих", "prp": "тих", "dat": "тим", "ins": "тими"}


def behind(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the *words* of a sentence with the clause of a participle behind its noun, between commas.

    Each place keeps its mark: what is put in has none.
    """
    found: list[tuple[str, ...]] = [*zip(words)]
    for at, word in enumerate(words):
        behind_comma = at > 0 and words[at - 1] == _COMMA
        if "<itg>" in word and (relative := _RELATIVE.match(word)):
            span = _noun(words, at)
            end = span[1] if span else at + 2
            if span:
                found[at:end] = _turned(words, at, *span)
            elif relative["gender"] == "mfn" and at + 1 < len(words) and _VERB.match(words[at + 1]):
                those = _THOSE.get(relative["case"], "тих")
                found[at] = (f"={those if at else those.capitalize()}", _COMMA, "=що")
                found[at + 1] = (_small(words[at + 1]),)
            else:
                found[at] = ("*що",)  # no Ukrainian: the editor is told
                continue
            if end < len(words) and not _SIGN.match(words[end]):
                found[end] = (_COMMA, words[end])
        elif behind_comma and (participle := _UNKNOWN.match(word)):
            past = _PAST.get(participle["end"], "ли")
            itself = "" if not participle["self"] else "ся" if past == "л" else "сь"
            found[at] = ("=що", f"*{participle['stem']}{past}{itself}")
    return found


def _turned(words: Sequence[str], at: int, start: int, end: int) -> list[tuple[str, ...]]:
    """Return the noun from *start* to *end*, and behind it the clause that begins at *at*."""
    noun = list(words[start:end])
    if "<pl>" in words[at + 1] and len(noun) == 1:  # учителя: of one, and many
        noun[-1] = noun[-1].replace("<sg><gen>", "<pl><nom>")
    if not at:
        noun[0] = noun[0][0].upper() + noun[0][1:]
    clause = [_small(word) for word in words[at + 1 : start]]
    if any("<n>" in word and "<pl>" in word for word in noun[:1]):
        clause[0] = _MANY.sub(r"<past><mfn><pl>", clause[0]).replace("<p3><sg>", "<p3><pl>")
    return [*((word,) for word in noun), (_COMMA, "=що"), *((word,) for word in clause)]


def _noun(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """Return where the noun of the participle at *at* begins with its attributes, and ends; None where none is sure.

    Between them may stand what a preposition governs: працюють у школі вчителі.
    """
    place = at + 1
    if place >= len(words) or not _VERB.match(words[place]):
        return None
    place += 1
    far = place < len(words) and _PREPOSITION.match(words[place]) is not None
    if far:
        governed = _group(words, place + 1)
        if governed is None:
            return None
        place = governed
    end = _group(words, place)
    if end is None or (end < len(words) and words[end].startswith("-")):
        return None
    relative, noun = _RELATIVE.match(words[at]), _NOUN.match(words[end - 1])
    if relative is None or noun is None or (far and noun["case"] != relative["case"] and noun["animacy"] != "aa"):
        return None
    if (relative["gender"] == "mfn") != (noun["number"] == "pl") and noun["case"] not in ("gen", "dat"):
        return None
    if noun["number"] == "pl" and relative["gender"] != "mfn" and noun["case"] == "gen":
        return None  # голосу ведущего новостей
    while end < len(words) and _OF.match(words[end]):
        end += 1
    return place, end


def _group(words: Sequence[str], at: int) -> int | None:
    """Return where the group of attributes and a noun that begins at *at* ends; None where there is none."""
    while at < len(words) and _ATTRIBUTE.match(words[at]):
        at += 1
    return at + 1 if at < len(words) and _NOUN.match(words[at]) else None


def _small(word: str) -> str:
    return word[0].lower() + word[1:]


def closed_up(stream: str) -> str:
    """Return *stream* with no blank before a comma that was put in.

    >>> closed_up("^сім'я<n>$ ^,<cm>$ ^*що$")
    "^сім'я<n>$^,<cm>$ ^*що$"
    """
    return stream.replace(" ^,<cm>$ ", "^,<cm>$ ")
