"""Attributes that the dictionaries lack, in gender and case of their noun: у соціальній мережі, кримінальна справа.

We have a Ukrainian form for each Russian one. But социальной is five cases, and дело is a feminine noun in Ukrainian:
which form is meant the noun tells. So such a word gets tags like any other, `=соціальний<adj>...`, is agreed with its
noun, and is written by its tags when all rules have been at it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_CASES: Mapping[str, str] = {
    "ый": "nom acc", "ий": "nom acc", "ой": "nom acc gen dat ins loc", "ая": "nom", "яя": "nom", "ое": "nom acc",
    "ее": "nom acc", "ого": "gen acc", "его": "gen acc", "ому": "dat gen", "ему": "dat gen", "ым": "ins dat gen",
    "им": "ins dat gen", "ом": "loc acc dat", "ем": "loc acc dat", "ую": "acc", "юю": "acc",
    "ей": "gen dat ins loc acc",
    "ые": "nom acc", "ие": "nom acc", "ых": "gen loc acc", "их": "gen loc acc", "ыми": "ins", "ими": "ins",
}  # fmt: skip
"""Russian endings, and in which cases they may come to stand: a preposition may ask for another in Ukrainian."""
_MANY = frozenset(["ые", "ие", "ых", "их", "ыми", "ими"])
_FORM = re.compile(rf"\*(?P<stem>[А-Яа-яё-]{{2,}}?)(?P<end>{'|'.join(sorted(_CASES, key=len, reverse=True))})$")
_TAGS = re.compile(
    r"=(?P<lemma>\w[\w'’-]*)(?P<soft>[иі])й<adj><(?P<tags>(?:m|f|nt|mfn)><(?:an|aa|nn)><(?:sg|pl)><\w+)>$"
)
_GENDERS = {
    "m": "ий ого ому ий им ому",
    "f": "а ої ій у ою ій",
    "nt": "е ого ому е им ому",
    "mfn": "і их им і ими их",
}


def _endings() -> dict[str, str]:
    made: dict[str, str] = {}
    for gender, row in _GENDERS.items():
        for animacy in ("an", "nn", "aa"):
            number = "pl" if gender == "mfn" else "sg"
            cases = dict(zip(("nom", "gen", "dat", "acc", "ins", "loc"), row.split(), strict=True))
            if animacy == "aa" and gender in ("m", "mfn"):
                cases["acc"] = cases["gen"]
            made |= {f"{gender}><{animacy}><{number}><{case}": ending for case, ending in cases.items()}
    return made


ENDINGS = _endings()
"""Endings of an adjective by its tags."""
_SOFT = str.maketrans({"а": "я", "у": "ю", "е": "є", "и": "і"})


def opened(found: list[str], forms: Mapping[str, str]) -> dict[int, str]:
    """Give the attributes in *found* that the dictionaries lack open tags; return what stood there, by its place.

    Args:
        found: the target's words.
        forms: Russian forms, and the Ukrainian ones.
    """
    bare: dict[int, str] = {}
    for at, word in enumerate(found):
        match = _FORM.match(word) if word.startswith("*") else None
        if match is None:
            continue
        small = match["stem"].lower()
        feminine = forms.get(f"{small}ая") or forms.get(f"{small}яя") or ""
        if feminine[-1:] not in ("а", "я") or " " in feminine:
            continue
        lemma = feminine[:-1] + ("ий" if feminine[-1] == "а" else "ій")
        lemma = lemma[0].upper() + lemma[1:] if word[1].isupper() else lemma
        bare[at] = word
        found[at] = f"={lemma}<adj>" + ("<mfn><an><pl><CD>" if match["end"] in _MANY else "<m><an><sg><CD>")
    return bare


def closed(found: list[str], bare: Mapping[int, str]) -> None:
    """Put what stood in *found* back, as *bare* has it, where no noun has told the case, or one that it cannot be."""
    for at, word in bare.items():
        match = _FORM.match(word)
        case = found[at].rpartition("<")[2][:-1]
        if case == "nom" and not re.search("<f>|<aa>", found[at]):
            case = "acc" if "acc" in _CASES.get(match["end"] if match else "", "").split() else case  # one form
        many = "<pl>" in found[at]
        end = match["end"] if match else ""
        if case not in _CASES.get(end, "").split() or (many != (end in _MANY) and end not in ("ым", "им")):
            found[at] = word


def written(word: str) -> str:
    """Return *word* as it is written, where it is an attribute with tags of ours.

    >>> written("=соціальний<adj><f><an><sg><loc>"), written("=сусідній<adj><m><nn><sg><gen>"), written("=до")
    ('=соціальній', '=сусіднього', '=до')
    """
    match = _TAGS.match(word) if word.startswith("=") else None
    ending = ENDINGS.get(match["tags"], "") if match else ""
    if match is None or not ending:
        return word
    if match["soft"] == "і":
        ending = f"ь{ending}" if ending[0] == "о" else ending.translate(_SOFT)
    return f"={match['lemma']}{ending}"
