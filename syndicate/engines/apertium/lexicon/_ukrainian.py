"""Russian words in Ukrainian letters; what Ukrainian grammar wants behind о, по, numbers and in years.

Letters are written by the spelling of 2019 (§§ 129, 140-144): Уэльс > Уельс, Мичиган > Мічиган.

For words that the dictionaries do not have, which are mostly names. They are told to the editor as unknown all the
same: a spelling is no translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from syndicate.engines.apertium.lexicon._rules import applied, chained, named
from syndicate.engines.apertium.lexicon._ukrainian_agreement import agreed, cleaned
from syndicate.engines.apertium.lexicon._ukrainian_attributes import closed, opened
from syndicate.engines.apertium.lexicon._ukrainian_endings import adapted
from syndicate.engines.apertium.lexicon._ukrainian_participles import behind
from syndicate.engines.apertium.lexicon._ukrainian_usage import asked, governed

_RULES = named("ru-uk.idioms", "ru-uk.grammar")
_CYRILLIC = re.compile(r"[А-Яа-яЁё’'-]+")
_VOWELS = "аеёиоуыэюяіїє"
_HARD = "жшчщцр"
"""Consonants behind which и of a foreign name stays и before another consonant (§ 129): Вашингтон, but Сідней."""
_LOCATIVE = re.compile(r"<(?:loc|prp)>(?!.*<(?:loc|prp)>)")
_SOUNDS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"[бпвмф]ь(?=[юя])|ъ(?=[юя])", re.IGNORECASE), lambda match: match[0][:-1] + "'"),
    (re.compile("ъе"), "'є"),
    (re.compile("[ьъ]ё"), "йо"),
    (re.compile("ё"), "ьо"),
    (re.compile("Ё"), "Йо"),
    (re.compile("(?<=[аеиоуыэюяАЕИОУЫЭЮЯжшчщр])ьо"), "йо"),
    (re.compile("(?<=[жшчщ])йо"), "о"),
)
_I = re.compile("[иИ]")
_LETTERS = str.maketrans("ыэЫЭ", "иеИЕ")


def respell(word: str) -> str:
    """Return the Russian *word* in Ukrainian letters; a word of other letters as it is.

    >>> respell("Уэльс"), respell("Мичиган"), respell("Сидней"), respell("объект"), respell("Соловьёв")
    ('Уельс', 'Мічиган', 'Сідней', "об'єкт", 'Соловйов')
    """
    if not _CYRILLIC.fullmatch(word):
        return word
    shouted = word.isupper() and len(word) > 1
    word = adapted(word.lower() if shouted else word)
    for shape, put in _SOUNDS:
        word = shape.sub(put, word)
    respelt = _I.sub(lambda match: _i(word, match.start()), word).translate(_LETTERS)
    return respelt.upper() if shouted else respelt


def _i(word: str, at: int) -> str:
    """Return what и at *at* is: ї behind a vowel, и behind a hard consonant, і elsewhere in names."""
    before, after = word[at - 1 : at].lower() if at else "", word[at + 1 : at + 2].lower()
    if not before or not before.isalpha():
        return "І" if word[at] == "И" else "і"
    if before in _VOWELS or before == "ь":
        letter = "ї"
    elif after in _VOWELS and after:
        letter = "і"
    elif word[0].islower() or (before in _HARD and after and after != "й"):
        letter = "и"
    else:
        letter = "і"
    return letter.upper() if word[at] == "И" else letter


def about(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Turn `о законе` into `про закон` in the *words* of one sentence, in Apertium's tags."""
    if "о<pr>" not in words and "О<pr>" not in words:
        return [*zip(words)]
    found: list[tuple[str, ...]] = []
    within = False
    for word in words:
        if word in ("о<pr>", "О<pr>"):
            within = True
            word = "про<pr>" if word[0] == "о" else "Про<pr>"
        elif within and "<cnjcoo>" not in word and not (word.startswith("*") and "<" not in word):
            within = "<loc>" in word or "<prp>" in word or "<np>" in word
            if within:
                word = _LOCATIVE.sub("<acc>", word)
                # Adjectives tell a thing from a living being in the accusative; most of what is told about is a thing.
                word = word.replace("<m><an>", "<m><nn>").replace("<mfn><an>", "<mfn><nn>")
        elif within and word.startswith("*"):  # nouns that no dictionary has
            word = re.sub(r"(?<=[кгхжчшщ])ах$|(?<=..)ях$", "и", word)
            word = re.sub(r"(?<=..)ах$", "ы", word)
        found.append((word,))
    return found


def _by_form(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the *words* as the rules of the language have them."""
    return applied(_RULES, words)


def mended(words: Sequence[str], forms: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the *words* of one sentence, in Apertium's tags, as Ukrainian has them.

    Args:
        words: the target's words.
        forms: Russian forms that we have for the dictionaries, and the Ukrainian ones.
    """
    return chained(words, (partial(_counted, forms=forms), behind, _by_form, asked))


def _counted(words: Sequence[str], forms: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the *words* of one sentence, in Apertium's tags, as Ukrainian has them.

    `о законе` is `про закон`, `к закону` is `до закону` (a genitive), `из-за дождя` is `через дощ`, `54 года` is
    `54 роки`, `два часа` is `дві години`, and `в 2019 году` is `у 2019 році`.
    """
    found = [cleaned(word) for (word,) in about(words)]
    _towards(found)
    governed(found)
    _none(found)
    bare = opened(found, forms)
    agreed(found)
    closed(found, bare)
    for at, word in enumerate(found):
        if ("<num>" in word or word.startswith("*")) and _FEW.match(word):
            _few(found, at)
        elif word.startswith("рік<n>") and "<sg><dat>" in word and re.match(r"[12]\d{3}<num>", found[at - 1]):
            before = found[at - 2].lower() if at > 1 else ""
            case = "loc" if before.startswith(("у<", "в<", "на<")) else "gen" if before in ("*к", "*ко") else "dat"
            found[at] = word.replace("<sg><dat>", f"<sg><{case}>")
    return [*zip(found)]


_FEW = re.compile(r"(?:[Дд]ва|[Оо]бидва)<num>.*<(?:nom|acc)>|\*(?:[Тт]ри|[Чч]етыре)$|(?:\d*[02-9])?[234]<num>$")
"""Two, three, four and what ends in them: with the plural in Ukrainian, with the genitive singular in Russian."""
_MONTHS = re.compile(r"січень|лютий|березень|квітень|травень|червень|липень|серпень|вересень|жовтень|листопад|грудень")
_CARRIED = re.compile(r"[^<]*<(?:adv|cm|cnjcoo)>")
"""What may stand among the words that к governs: к соседям, друзьям и Иванову."""
_PREPOSITIONS = frozenset(["*к", "*ко"])
_UNKNOWN_DATIVES = ((re.compile(r"(\*.+[ое])му$"), r"\1го"), (re.compile(r"(\*.+[ыи])м$"), r"\1х"))
"""Datives of adjectives that no dictionary has, and their genitives."""


def _towards(found: list[str]) -> None:
    """Put what stood behind к, which is до in Ukrainian, into the genitive, with all that is joined to it."""
    if _PREPOSITIONS.isdisjoint(map(str.lower, found)):
        return
    within = noun = False
    for at, word in enumerate(found):
        if word.lower() in _PREPOSITIONS:
            within = True
        elif within and "<dat>" in word:
            found[at] = word.replace("<dat>", "<gen>")
        elif within and word.startswith("*"):
            for shape, genitive in _UNKNOWN_DATIVES:
                found[at] = shape.sub(genitive, found[at])
        elif not _CARRIED.match(word):  # a genitive behind a noun, which may look like a plural: к министру культуры
            within = within and ("<gen>" in word or (noun and "<n>" in word))
        noun = "<n>" in word


def _none(found: list[str]) -> None:
    """Make ні of a нет that is an answer; as a predicate it is немає."""
    for at, word in enumerate(found):
        if not word.startswith("*") or word.lower() != "*нет":
            continue
        before, after = found[at - 1] if at else "", found[at + 1] if at + 1 < len(found) else ""
        opens = not before or re.match(r"[^<]*<(?:cm|cnjcoo|guio|sent|lpar|lquot)>|\*(?:или|почему)$|[«—–-]", before)
        if opens and (not after or re.match(r"[^<]*<(?:cm|sent|guio|rquot)>|[»—–-]", after)):
            found[at] = "*Ні" if word[1] == "Н" else "*ні"


def _few(found: list[str], at: int) -> None:
    """Put what is counted into the nominative plural, and two into its gender; the years of a calendar stay."""
    noun = at + 1
    while noun < len(found) and re.search(r"<adj>.*<pl><gen>", found[noun]):
        noun += 1
    counted = re.match(r"(\D+)<n><(m|f|nt)>.*<sg><gen>$", found[noun]) if noun < len(found) else None
    if counted is None or _MONTHS.fullmatch(counted[1]) or (counted[1] == "рік" and re.match(r"[12]\d{3}<", found[at])):
        return
    found[noun] = found[noun].replace("<sg><gen>", "<pl><nom>")
    found[at + 1 : noun] = [word.replace("<pl><gen>", "<pl><nom>") for word in found[at + 1 : noun]]
    found[at] = re.sub(r"<num><(?:m|f|nt)>", f"<num><{counted[2]}>", found[at])
