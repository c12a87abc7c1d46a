"""Turkish. Suffixes of proper names follow an apostrophe, and the sound: Ankara'ya, Bişkek'te, Trump'ın.

After the spelling guide of the Turkish Language Association; where it writes no apostrophe after the name of
an institution and newspapers do (Dışişleri Bakanlığı'nın), both are admitted.
"""

from __future__ import annotations

import re

from syndicate.glossary.inflection._harmony import Suffixes, declined, is_abbreviation, last_word
from syndicate.glossary.inflection._paradigms import listed
from syndicate.glossary.inflection._tr_sound import sounds
from syndicate.model import EntryKind, Form

CASES = ("nom", "gen", "dat", "acc", "loc", "abl", "ins")

_SUFFIXES = Suffixes(
    vowels={"a": "aı", "ı": "aı", "o": "au", "u": "au", "e": "ei", "i": "ei", "ö": "eü", "ü": "eü"},
    nasals="",
    voiceless="fstkçşhp",
    semivowels="",
    cases={
        "gen": ("nIn", "In", "In", "In"),
        "dat": ("yA", "A", "A", "A"),
        "acc": ("yI", "I", "I", "I"),
        "loc": ("dA", "dA", "dA", "tA"),
        "abl": ("dAn", "dAn", "dAn", "tAn"),
        "ins": ("ylA", "lA", "lA", "lA"),
    },
    possessed={"gen": "nIn", "dat": "nA", "acc": "nI", "loc": "ndA", "abl": "ndAn", "ins": "ylA"},
)

_PALATAL = listed(
    "arsenal kemal cemal celal bilal hilal ikbal nepal senegal bengal portugal montreal interpol ihtilal istiklal"
)
"""Words whose last consonant is soft and asks for front vowels: Kemal'e, Nepal'in."""

_POSSESSED = re.compile(
    r".*(?:[sğ][ıiuü]|l[ae]r[ıi]|emiri|cumhuriyeti|meclisi|denizi|körfezi|şehri|hizmeti|servisi|kurumu|kurulu|örgütü"
    r"|konseyi|merkezi|fonu|teşkilatı|bakanı|başkanı|müdürü|lideri|komutanı|ajansı|bankası|heyeti|birimi|ordusu|devleti"
    r"|milletvekili|sekreteri|kralı|prensi|büyükelçisi|kanalı|boğazı|gölü|nehri|dağı|ofisi|forumu|paktı|sarayı|limanı"
    r"|meydanı|bulvarı|stadı|okulu|kulübü|kampı|takımı|federasyonu|vakfı|grubu|gücü|yönetimi|hükümeti|hareketi|savaşı"
    r"|duvarı|festivali|şirketi|televizyonu|eyaleti|kenti|köyü|çölü|geçidi|barajı|yolu|hattı|ormanı|parkı)"
)
_COMPASS = frozenset({"doğu", "batı"})
"""Words that only look possessed: Orta Doğu'da."""
_ONE_WORD_POSSESSED = re.compile(r".*(?:oğlu|adası|başkanı|bakanı|lığı|liği|luğu|lüğü|dışişleri|içişleri)")


def paradigm(name: str, *, kind: EntryKind, gender: str, fixed: tuple[str, ...], say: str) -> tuple[Form, ...]:
    """Return the forms of *name* in seven cases, the instrumental with -la; only the last word takes a suffix."""
    del gender, fixed
    word = last_word(name)
    possessive = is_possessed(name, kind)
    apostrophe = "’" if "’" in name else "'"
    if kind in {EntryKind.TITLE, EntryKind.TERM}:
        return _common(name, word, possessive=possessive, say=say)
    found: list[Form] = []
    for sound in sounds(word, say):
        harmony = (
            {"a": "e", "o": "ö", "u": "ü"}.get(_SUFFIXES.vowel(sound), "")
            if sound.replace("ı", "i") in _PALATAL
            else ""
        )
        rule = "tr/say" if say else "tr/possessive-compound" if possessive else "tr/suffix+harmony"
        found += declined(name, sound, _SUFFIXES, rule, possessive=possessive, mark=apostrophe, harmony=harmony)
        if possessive and kind is EntryKind.ORGANISATION:
            found += declined(name, sound, _SUFFIXES, "tr/institution-without-apostrophe", possessive=True)
    return _by_case(found)


def is_possessed(name: str, kind: EntryKind) -> bool:
    """Whether *name* ends in a possessive suffix, so that an n stands before case suffixes: Bakanlığı'nda."""
    word = lowered(last_word(name))
    if word in _COMPASS:
        return False
    if kind is EntryKind.PERSON:
        return word.endswith("oğlu")
    return bool(_ONE_WORD_POSSESSED.fullmatch(word) or (" " in name and _POSSESSED.fullmatch(word)))


def lowered(word: str) -> str:
    """Return *word* in lower case, as Turkish has it: I is ı, İ is i."""
    return word.replace("I", "ı").replace("İ", "i").lower()


def _common(name: str, word: str, *, possessive: bool, say: str) -> tuple[Form, ...]:
    """Return the forms of a common noun: no apostrophe, and a last k, ç, p that softens before a vowel."""
    sound = say or lowered(word)
    many = sum(letter in _SUFFIXES.vowels for letter in sound) > 1
    softened = name
    if many and not possessive and not is_abbreviation(word):
        softened = re.sub(r"nk$", "ng", name) if name.endswith("nk") else re.sub(r"k$", "ğ", name)
        softened = re.sub(r"p$", "b", re.sub(r"ç$", "c", softened))
    plain = declined(name, sound, _SUFFIXES, "tr/common-noun", possessive=possessive)
    soft = declined(softened, sound, _SUFFIXES, "tr/common-noun", possessive=possessive)
    return tuple(
        second if first.text[len(name) : len(name) + 1] in _SUFFIXES.vowels else first
        for first, second in zip(plain, soft, strict=True)
    )


def _by_case(found: list[Form]) -> tuple[Form, ...]:
    order = [form for case in CASES for form in found if form.case == case]
    texts: dict[tuple[str, str], Form] = {}
    for form in order:
        texts.setdefault((form.case, form.text), form)
    return tuple(texts.values())
