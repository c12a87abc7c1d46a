"""How a foreign name sounds to a Turkish ear, where the glossary does not say.

Turkish keeps the spelling of foreign names and lets suffixes follow the sound (Bordeaux'da, Trump'ın).
The rules read only as much of a word's end as decides a suffix: its last vowel, and what it ends in. Where
English spelling leaves two readings that newspapers both print, both are given, the commoner first.
"""

from __future__ import annotations

import re
import unicodedata

from syndicate.glossary.inflection._harmony import is_abbreviation

_VOWELS = "aeıioöuü"
_LETTERS_ABROAD = str.maketrans(
    {"š": "ş", "ś": "ş", "č": "ç", "ć": "ç", "ž": "j", "ø": "ö", "œ": "ö", "ß": "s", "ə": "e", "æ": "e", "ł": "l"}
)
"""Letters of other languages that Turkish hears as one of its own; other accents are left out."""

_KNOWN = {
    "trump": ("tramp",), "biden": ("baydın",), "bush": ("buş",), "google": ("gugıl",), "apple": ("epıl",),
    "youtube": ("yutub",), "facebook": ("feysbuk",), "twitter": ("tvitır",), "reuters": ("roytırs",),
    "times": ("tayms",), "guardian": ("gardiyın",), "shakespeare": ("şekspir",), "versailles": ("versay",),
    "cannes": ("kan",), "nice": ("nis",), "camus": ("kamü",), "paris": ("paris",), "calais": ("kale",),
    "los angeles": ("ancılıs",), "angeles": ("ancılıs",), "george": ("corc",), "charles": ("çarls",),
    "house": ("haus",), "blake": ("bleyk",), "street": ("strit",), "wall": ("vol",), "glasgow": ("glasgo",),
    "moscow": ("mosko",), "krakow": ("krakov",), "goethe": ("göte",), "nike": ("nayk",), "sartre": ("sartr",),
    "peugeot": ("pöjo",), "renault": ("reno",), "hugo": ("hügo",), "louvre": ("luvr",), "sorbonne": ("sorbon",),
    "lille": ("lil",), "grenoble": ("grenobl",), "chirac": ("şirak",), "yale": ("yeyl",), "cambridge": ("kembriç",),
    "scholz": ("şolts",), "james": ("ceyms",), "sunak": ("sunak",), "blinken": ("blinkın",), "sullivan": ("salivın",),
    "kiev": ("kiyev",), "seattle": ("siyetıl",), "nato": ("nato",), "hollande": ("oland",), "lagarde": ("lagard",),
    "le pen": ("pen",), "wagner": ("vagner",), "meta": ("meta",), "amazon": ("amazon",), "fbı": ("bay",),
    "cıa": ("ey",), "ımf": ("e",), "bbc": ("si",), "cnn": ("en",), "pkk": ("ka", "ke"), "nasa": ("nasa",),
    "musk": ("mask",), "cohn": ("kon",), "burns": ("börns",), "churchill": ("çörçil",), "truss": ("tras",),
    "wright": ("rayt",), "pence": ("pens",), "may": ("mey",),
    "monde": ("mond",), "melbourne": ("melbırn", "melburn"), "baltimore": ("baltimor",), "zidane": ("zidan",),
    "romney": ("romni", "romney"), "rooney": ("runi", "runey"), "disney": ("disney",), "descartes": ("dekart",),
    "wilde": ("vayld",), "gaulle": ("göl",), "boston": ("boston",), "bruges": ("brüj",),
    "dante": ("dante",), "hermione": ("hörmayoni",),
    "starmer": ("starmır", "starmer"), "knight": ("nayt",), "trudeau": ("trüdo",),
}  # fmt: skip
"""Names and words of the news whose spelling tells little, lower-case as Turkish does it."""

_ENDS = (
    # end of the word -> how it sounds; the first that fits counts
    (r"(?:eaux|aux|eau|eault|ault|aud|oult)$", ("o",)),
    (r"oi[sx]?$", ("ua",)),
    (r"(?:aire|iere)$", ("er",)),
    (r"(?<=[bdrt])own$", ("avn",)),
    (r"stein$", ("ştayn", "stin")),
    (r"(?<=[bcdfghjklmnprstvz])ify$", ("ifay",)),
    (r"stle$", ("sıl",)),
    (r"oyce$", ("oys",)),
    (r"uise$", ("uz",)),
    (r"eu([rv]e)?$", ("ö",)),
    (r"(?<=[a-z])way$", ("vey",)),
    (r"(?<=[aeiou])(v|b|t|d)re$", (r"\1r",)),  # Le Havre; Emre has an m
    (r"oux$|oût$", ("u",)),
    (r"eux$", ("ö",)),
    (r"(?<=[a-z])ges$", ("j",)),  # Bruges, Limoges
    (r"(?<=[a-z]{2})age$", ("aj",)),
    (r"^([bcdfghjklmnprstvz]{1,2})a([cklmntv])e$", (r"\1ey\2",)),  # Kane, Blake
    (r"nnes$", ("n",)),
    (r"(?<=a)ntes$", ("nt",)),
    (r"(?<=[bcdfghklmnprst])yn$", ("in",)),
    (r"(?<=[a-z]{2})([aeio])(nn|ll|tt|ss)e$", (r"\1\2",)),  # Lausanne, Michelle, Colette: French, its e silent
    (r"(?<=ther|rist|seph|paul|.cel)ine$", ("in",)),
    (r"[ea]in([zs]?)$", (r"ayn\1",)),  # German: Mainz, Klein
    (r"(?<=[a-z]{2})ais$", ("e",)),
    (r"ier$", ("iye",)),
    (r"illes$|aille$|eille$", ("ey",)),
    (r"ouse$", ("uz",)),
    (r"chester$", ("çıstır", "çester")),
    (r"(?<=th|ch|sh|ck)er$", ("ır", "er")),
    (r"ingham$", ("ingım",)),
    (r"(?<=[bcdfghklmnprstvz])sons?$", ("sın", "son")),
    (r"(?<=[bcdfghklmnprsvz])ton$", ("tın", "ton")),
    (r"(?<=[aeiou])ugh$", ("o",)),
    (r"(?:oo|ou)([bcdfgklmnprstvz])e?$", (r"u\1",)),
    (r"ee([bcdfgklmnprstvz]?)e?$", (r"i\1",)),
    (r"ie$|ee$|ea$", ("i",)),
    (r"(?<=[bcçdfghjklmnprsştvz])y$", ("i",)),
    (r"sch$|sh$", ("ş",)),
    (r"tch$|ch$", ("ç",)),
    (r"ck$|cq(?:ue)?$|que$", ("k",)),
    (r"ph$", ("f",)),
    (r"th$", ("t",)),
    (r"gh$", ("g",)),
    (r"x$", ("ks",)),
    (r"[cq]$", ("k",)),
    (r"tz$", ("ts",)),
    (r"w$", ("v",)),
    (r"(?:dg|rg)e$", ("c",)),
    (r"(?<=[aeiouy])([bcdfgklmnprstvz])e$(?<=[wxq].{3})", (r"\1",)),
)

_LETTERS = {**dict.fromkeys("bcçdfgğhjlmnprsştvyz", "e"), "k": "a", "w": "e", "x": "iks", "q": "ü"}
"""The last vowel of a letter's name (be, ce, ka)."""


def sounds(word: str, say: str = "") -> tuple[str, ...]:
    """Return how the end of *word* sounds, in Turkish letters, lower-case; several where usage has several.

    Args:
        word: the word that takes the suffix.
        say: the editor's word for it, which ends the question.
    """
    if say:
        return (say.replace("I", "ı").replace("İ", "i").lower().split()[-1],)
    lower = word.replace("I", "ı").replace("İ", "i").lower()
    if lower in _KNOWN:
        return _KNOWN[lower]
    if is_abbreviation(word):
        return (_abbreviation(lower),)
    plain = _without_accents(lower)
    if lower.endswith("é"):  # Beyoncé: no e is silent that has an accent
        return (plain,)
    if plain in _KNOWN:
        return _KNOWN[plain]
    for shape, replacements in _ENDS:
        if re.search(shape, plain):
            return tuple(re.sub(shape, replacement, plain) for replacement in replacements)
    return (plain,)


def _without_accents(lower: str) -> str:
    return "".join(
        letter if letter in "öüçşğ" else unicodedata.normalize("NFD", letter)[0]
        for letter in lower.translate(_LETTERS_ABROAD)
    )


def _abbreviation(lower: str) -> str:
    """Return the sound of an abbreviation: a word where it can be read as one (NATO, AGİT), else its last letter."""
    vowels = sum(letter in _VOWELS for letter in lower)
    readable = len(lower) > 2 and not re.search(rf"[^{_VOWELS}]{{2}}$", lower) and (vowels > 1 or lower[1] in _VOWELS)
    if readable or lower[-1] in _VOWELS:
        return lower
    return _LETTERS.get(lower[-1], "e")
