"""What Spanish asks of a clause from English: fue elegido, después de tres días, desde 2019, la ministra de Salud.

eng-spa takes some words for conjunctions and adverbs that are prepositions, every passive for a state, and a title with
a complement for a man's. All is decided here on the words before they are generated, in Apertium's tags.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FINITE = re.compile(r"[^<]*<(?:vblex|vbser|vbhaver|vbmod|vaux)><(?:pri|ifi|pii|fti|cni|prs|pis|imp)>")
_ENDS = re.compile(r"[^<]*<(?:cm|sent|lpar|rpar|lquot|rquot|cnjcoo|cnjsub)>")
_TELLING_WORDS = "decir creer pensar afirmar temer esperar prometer confirmar admitir advertir"
_TELLING = frozenset(_TELLING_WORDS.split())
_SAYS = re.compile(rf"(?:{'|'.join(sorted(_TELLING))})<vblex><(?:pri|ifi|pii|fti|cni)>")
_SUBJECT = re.compile(r"(?:el<det>|uno<det>|[^<]*<det><(?:pos|dem)>|[^<*]*<np>).*(?<!<adv>)$")
_BEFORE_CLAUSES = {"después de que": "después de<pr>", "antes de que": "antes de<pr>", "hasta que": "hasta<pr>"}
_BEFORE_NAMES = {"desde entonces": "desde<pr>", "en contra": "contra<pr>"}
_NOMINAL = re.compile(r"[^<*@]*<(?:num|det|np|n|adj)>|\*")
_STATE_WORDS = """\
cansar sentar casar enfadar ausentar relacionar ubicar situar basar preparar vestir acostumbrar interesar ocupar
rodear llenar cubrir comprometer preocupar equivocar convencer disponer dormir morir acabar aburrir asustar
emocionar enamorar divorciar armar obligar orientar dedicar vincular decidir perder parar sorprender"""
_STATE = frozenset(_STATE_WORDS.split())
"""Verbs whose participle tells how one is, not what was done: estuvo cansada."""
_ADVERB = re.compile(r"[^<]*<adv>")
_COMPLEMENT = re.compile(r"[^<*@]+<(?:adj|n)>|de<pr>")
_BEEN = re.compile(r"([Ee])star<vblex>(?P<tense><(?:ifi|fti|cni|inf)>.*|<pp>.*)")
_DONE = re.compile(r"(?P<lemma>[^<*@# ]+)<vblex><pp>")
_TITLES_WORDS = """\
ministro gobernador embajador senador diputado director alcalde presidente secretario jefe profesor"""
_TITLES = frozenset(vice + title for title in _TITLES_WORDS.split() for vice in ("", "vice"))
_TITLE = re.compile(rf"(?:{'|'.join(sorted(_TITLES))})<n><m><sg>", re.IGNORECASE)
_WOMAN = re.compile(r"[^<]*<np><ant><f>")
_LEMMAS = frozenset(["estar", "quién", "jefe", "dar", *_BEFORE_CLAUSES, *_BEFORE_NAMES]) | _TELLING | _TITLES
"""Lemmas, in small letters, of the words at which something is asked here."""


def mended(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the *words* of a sentence, each in its place, as a Spanish clause has them."""
    found, told = list(words), list[int]()
    for at, word in enumerate(found):
        lemma = word.partition("<")[0].lower()
        if lemma not in _LEMMAS:
            continue
        after = found[at + 1] if at + 1 < len(found) else ""
        if lemma in _BEFORE_CLAUSES and "<cnjadv>" in word:
            if _NOMINAL.match(after) and not _clause(found, at + 1):
                found[at] = _like(_BEFORE_CLAUSES[lemma], word)
        elif lemma in _BEFORE_NAMES and "<adv>" in word and _NOMINAL.match(after):
            found[at] = _like(_BEFORE_NAMES[lemma], word)
        elif word.startswith("quién<prn><itg>") and at and "<cm>" in found[at - 1]:
            if not any(each.startswith("?<") for each in words):
                found[at] = "que<rel><an><mf><sp>"
        elif been := _BEEN.match(word):
            _passive(found, at, been)
        elif _TITLE.match(word):
            _woman(found, at)
        elif word.lower().startswith("jefe<n><f>") and not any(map(_WOMAN.match, found)):
            found[at] = word.replace("<f>", "<m>")  # eng-spa has “the head of” for a woman's
            if re.match("el<det><def><f><sg>", found[at - 1] if at else "", re.IGNORECASE):
                found[at - 1] = found[at - 1].replace("<f>", "<m>")
        elif word.startswith("dar<vblex>") and "las gracias" in word:
            _for(found, at)
        elif lemma in _TELLING:
            told.append(at + 1)
    made: list[tuple[str, ...]] = [*zip(found)]
    for at in told:
        if at < len(found) and _told(found, at):
            made[at] = ("que<cnjsub>", found[at])
    return made


def _told(words: Sequence[str], at: int) -> bool:
    """Whether a clause begins at *at* that is told without a that: they say the road is closed."""
    if at < 2 or not _SAYS.match(words[at - 1]) or not _SUBJECT.match(words[at]) or _ENDS.match(words[at - 2]):
        return False
    for word in words[at + 1 :]:
        if _FINITE.match(word):
            return True
        if _ENDS.match(word) or "<rel>" in word or "<cnjadv>" in word:
            return False
    return False


def _clause(words: Sequence[str], start: int) -> bool:
    """Whether a verb stands in what begins at *start*, before a mark or another clause."""
    for word in words[start:]:
        if _FINITE.match(word):
            return True
        if _ENDS.match(word):
            return False
    return False


def _passive(found: list[str], at: int, been: re.Match[str]) -> None:
    """Make fue elegido of estuvo elegido; a state and a present (está cerrado) stay."""
    place = at + 1
    while place < len(found) and _ADVERB.match(found[place]):
        place += 1
    done = _DONE.match(found[place]) if place < len(found) else None
    if done is None or done["lemma"].lower() in _STATE:
        return
    if at and _WOMAN.match(found[at - 1]):
        found[place] = found[place].replace("<pp><m>", "<pp><f>")
    found[at] = ("Ser" if been[1] == "E" else "ser") + "<vbser>" + been["tense"]


def _woman(found: list[str], at: int) -> None:
    """Give a title that has a complement or an adjective the gender of the woman it is: ministra de Salud."""
    place, adjectives = at + 1, list[int]()
    while place < len(found) and _COMPLEMENT.match(found[place]):
        if "<adj><m>" in found[place]:
            adjectives.append(place)
        place += 1
    if place == at + 1 or place == len(found) or not _WOMAN.match(found[place]):
        return
    found[at] = found[at].replace("<n><m>", "<n><f>")
    if place - 1 in adjectives and len(adjectives) == place - at - 1:  # only adjectives: senadora boliviana
        for each in adjectives:
            found[each] = found[each].replace("<adj><m>", "<adj><f>")
    before = found[at - 1] if at else ""
    if re.fullmatch(r"(?:el<det><def>|uno<det><ind>)<m><sg>", before, re.IGNORECASE):
        found[at - 1] = before.replace("<m>", "<f>")


def _for(found: list[str], at: int) -> None:
    """What one gives thanks for is por."""
    for place in range(at + 1, min(at + 6, len(found))):
        if found[place] == "para<pr>":
            found[place] = "por<pr>"
            return


def _like(word: str, model: str) -> str:
    return word[0].upper() + word[1:] if model[0].isupper() else word
