"""Belarusian, modestly: persons, places and short phrases whose ending leaves no doubt.

A word with a doubtful ending has its nominative only; the editor writes its `forms`. After the school
grammar: hard and hardened stems, ў ~ в, the soft д, т, г, к, х of the dative and locative (Прага, Празе).
"""

from __future__ import annotations

import re

from syndicate.glossary.inflection._paradigms import Table, endings, forms, listed, pieces, unchanged
from syndicate.model import EntryKind, Form

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")

_ADJECTIVES = (
    (r"[кгх]і", "m", 1, "і ага аму і ім ім"),
    (r"ны|вы|лы|ры|ты|шы|чы|жы|сты", "m", 1, "ы ага аму ы ым ым"),
    (r"[сц]кая|[нвлртшчж]ая", "f", 2, "ая ай ай ую ай ай"),
    (r"[нвлрткгхшчж]ае", "n", 2, "ае ага аму ае {i}м {i}м"),
    (r"[кгх]ія", "pl", 2, "ія іх ім ія імі іх"),
    (r"[нвлртшчж]ыя", "pl", 2, "ыя ых ым ыя ымі ых"),
)

_FEMININE_RULES = (
    # what stands before the last letter -> endings of nom gen dat acc ins loc, with the last two letters replaced
    (r"ія", 1, "я і і ю яй і"),
    (r"я", 1, "я і і ю яй і"),
    (r"ка", 2, "ка кі цы ку кай цы"),
    (r"га", 2, "га гі зе гу гай зе"),
    (r"ха", 2, "ха хі се ху хай се"),
    (r"да", 2, "да ды дзе ду дай дзе"),
    (r"та", 2, "та ты це ту тай це"),
    (r"[жшчцр]а", 1, "а ы ы у ай ы"),
    (r"[бвзлмнпсф]а", 1, "а ы е у ай е"),
)

_HARDENED = "жшчцр"
_SURNAME = re.compile(r".*(?:[оаеё]ў|[іы]н)")
_FEMALE_SURNAME = re.compile(r".*(?:[оаеё]в|[іы]н)а")
_STRESSED = listed("суд двор стол")
"""Words stressed on the ending, whose instrumental keeps its о."""

_PARTICLES = listed("аглы углы улы кызы дэ да дзі фон ван дэр ібн бен аль эль")


def paradigm(name: str, *, kind: EntryKind, gender: str, fixed: tuple[str, ...], say: str) -> tuple[Form, ...]:
    """Return the forms of *name* in six cases, or the nominative alone where an ending is doubtful."""
    del say
    words, between = pieces(name)
    person = kind is EntryKind.PERSON
    settled = {word for part in fixed for word in part.split()} | _PARTICLES
    head = 0 if person else _head(words)
    tables: list[Table] = []
    for index, word in enumerate(words):
        if word in settled or word.isupper() or (not person and index > head):
            tables.append(unchanged(word, CASES))
            continue
        if not person and index < head:
            table = _adjective(word)
        else:
            table = _noun(word, gender=gender, animate=person or kind is EntryKind.TITLE, surname=person)
        if table is None:
            return (Form(name, "nom", "be/doubtful"),)
        tables.append(table)
    return forms(tables, between, CASES, f"be/{kind.value}")


def _head(words: list[str]) -> int:
    return next((index for index, word in enumerate(words[:-1]) if _adjective(word) is None), len(words) - 1)


def _adjective(word: str) -> Table | None:
    for shape, _, length, row in _ADJECTIVES:
        if re.search(f"(?:{shape})$", word):
            return endings(word[:-length], row.format(i="і" if word[-3] in "кгх" else "ы"), CASES)
    return None


def _noun(word: str, *, gender: str, animate: bool, surname: bool) -> Table | None:
    """Return the forms of one noun or part of a person's name, or None where its ending is doubtful."""
    lower = word.lower()
    if surname and (adjective := _adjective(word)) and re.search(r"(?:[сц]кі|[сц]кая)$", lower):
        return {**adjective, "acc": adjective["gen"]} if lower.endswith("і") else adjective
    if surname and gender != "m" and _FEMALE_SURNAME.fullmatch(lower) and "-" not in word:
        return endings(word[:-1], "а ай ай у ай ай", CASES)
    if lower.endswith("ства"):  # a neuter, its о written as it sounds
        return endings(word[:-1], "а а у а ам е", CASES)
    if surname and gender == "m" and lower.endswith("ка"):
        return endings(word[:-1], "а і у у ам у", CASES)
    if lower[-1] in "ая":
        rule = next((rule for rule in _FEMININE_RULES if re.search(f"{rule[0]}$", lower)), None)
        return endings(word[: -rule[1]], rule[2], CASES) if rule else None
    if lower[-1] in "оуыіэеёю":
        return unchanged(word, CASES)
    if gender == "f" and surname:
        return unchanged(word, CASES)
    return _masculine(word, animate=animate, surname=surname)


def _masculine(word: str, *, animate: bool, surname: bool) -> Table | None:
    lower = word.lower()
    stem = word[:-1] + "в" if lower.endswith("ў") else word
    if lower.endswith("ь"):
        if not re.search(r"(?:[ае]ль|оль|[ео]рь)$", lower):
            return None
        row, stem = "ь я ю ь ем і", word[:-1]
    elif lower.endswith("й"):
        row, stem = "й я ю й ем і", word[:-1]
    elif surname and _SURNAME.fullmatch(lower):
        row = "- а у - ым у/е"
    elif lower[-1] in "кгх":
        row = "- а у - ам у"
    elif lower[-1] in _HARDENED:
        row = f"- а у - ам {'у' if animate else 'ы'}"
    elif lower in _STRESSED:
        row = f"- а у - ом {'дзе' if lower.endswith('д') else 'е'}"
    elif lower[-1] in "дт":
        row = f"- а у - ам {'дз' if lower[-1] == 'д' else 'ц'}е"
    else:
        row = "- а у - ам е"
    table = dict(endings(stem, row, CASES))
    if lower[-1] in "дт":
        table["loc"] = (stem[:-1] + row.split()[-1],)
    return {**table, "nom": (word,), "acc": table["gen"] if animate else (word,)}
