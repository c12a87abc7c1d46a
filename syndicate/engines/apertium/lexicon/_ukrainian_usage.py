"""What is said otherwise in Ukrainian than in Russian: через дощ, узяли участь, найстарший житель, затримано.

The generator writes words of its dictionary alone, and has neither `взяти` nor superlatives nor the impersonal forms in
-но and -то: these are written here, from the tags of the word that stands in their place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from syndicate.engines.apertium.lexicon._ukrainian_agreement import comparative
from syndicate.engines.apertium.lexicon._ukrainian_attributes import ENDINGS, written

_ATTRIBUTE = re.compile(
    r"[^<*]+<(?:adj|det)>.*<(?P<case>gen|dat)>$|[^<*]+<vblex>.*<pp>.*<(?P<case2>gen|dat)>$|\*\w+(?:[ыио]й|[ое]го|[ое]му|[ыи]х|[ыи]м)$"
)
_BEHIND = re.compile(r"кордон|рубіж|стіл|океан|спина|ріг|паркан|ґрати|решітка")
_PRONOUN = re.compile(r"[^<*]+<prn>.*<(?:gen|acc)>(?:<pprep>)?$")


def governed(found: list[str]) -> None:
    """Put what stands behind из-за into the accusative, behind согласно into the instrumental: через, згідно з."""
    for at, word in enumerate(found):
        small = word.lower()
        if not small.startswith(_GOVERNING):
            continue
        was, case = ("gen", "acc") if small.startswith("із-за") else ("dat", "ins")
        put = "через" if case == "acc" else "згідно з"
        head = at + 1
        while (
            head < len(found)
            and not found[head].startswith("дати<")
            and (attribute := _ATTRIBUTE.match(found[head]))
            and was in attribute.groups()
        ):
            head += 1
        noun = found[head] if head < len(found) else ""
        if case == "acc" and _BEHIND.match(noun):
            put = "з-за"
        elif "<n>" in noun and noun.endswith(f"<{was}>"):
            # what is left open here is agreed with the noun afterwards
            found[at + 1 : head] = [re.sub(r"<(?:gen|dat)>$", "<CD>", each) for each in found[at + 1 : head]]
            while found[head].endswith(f"<{was}>"):
                found[head] = found[head].replace(f"<{was}>", f"<{case}>")
                joined = found[head + 1 : head + 3]
                head += 2 if len(joined) == 2 and "<cnjcoo>" in joined[0] and "<n>" in joined[1] else len(found)
                if head >= len(found):
                    break
        elif case == "acc" and not _PRONOUN.match(noun):
            put = "унаслідок"  # has the genitive, which stands there already
        elif case == "ins" and noun.startswith("дати<vblex>"):  # данным, that is taken for a participle
            found[head] = "=даними"
        elif case == "ins":
            continue
        through = put == "через"  # what stands behind a preposition is looked at later
        found[at] = f"{_like(put, word)}<pr>" if through else f"={_like(put, word)}"


_GOVERNING = ("із-за<pr>", "згідно<adv>")

_FORMS_WORDS = """\
взяти взяв взяла взяло взяли візьму візьмеш візьме візьмемо візьмете візьмуть
брати брав брала брало брали беру береш бере беремо берете беруть
вжити вжив вжила вжило вжили вживу вживеш вживе вживемо вживете вживуть
вживати вживав вживала вживало вживали вживаю вживаєш вживає вживаємо вживаєте вживають
посісти посів посіла посіло посіли посяду посядеш посяде посядемо посядете посядуть
посідати посідав посідала посідало посідали посідаю посідаєш посідає посідаємо посідаєте посідають"""
_PLACES = "inf past m,past f,past nt,past mfn,p1 sg,p2 sg,p3 sg,p1 pl,p2 pl,p3 pl".replace("inf ", "inf,").split(",")
_FORMS = {row.split()[0]: dict(zip(_PLACES, row.split(), strict=True)) for row in _FORMS_WORDS.splitlines()}
"""Verbs that the generator does not have, by the tags of a form."""
_ASKED = {
    ("прийняти", "участь"): "взяти",
    ("приймати", "участь"): "брати",
    ("прийняти", "захід"): "вжити",
    ("приймати", "захід"): "вживати",
    ("зайняти", "місце"): "посісти",
    ("займати", "місце"): "посідати",
}
"""What a noun asks for in the place of the verb that Russian has with it."""
_NOUNS = re.compile(r"\*(?P<part>участ)|(?P<lemma>захід|місце)<n>.*<(?:sg><(?:nom|acc)|pl><(?:nom|acc|gen))>$")
_REACH = 4
"""Words between a verb and the noun that asks for it."""
_FORM = re.compile(r"<(?:(?P<inf>inf)|(?P<past>past)><(?P<who>m|f|nt|mfn)|(?:fut|pres)><(?P<p>p\d)><(?P<n>sg|pl))>")


def asked(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the *words* of a sentence with the verbs, superlatives and impersonal forms that Ukrainian asks for."""
    found = list(words)
    _verbs(found)
    _times(found)
    for at, word in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else ""
        if "<det>" in word and _MOST.match(word) and (quality := _QUALITY.match(after)) and quality["end"] in ENDINGS:
            stem = comparative(quality["lemma"])[:-1].lower()
            found[at : at + 2] = ["", f"={_like('най' + stem, word)}{ENDINGS[quality['end']]}"]
        elif "<pasv>" in word and (done := _DONE.match(word)) and not _NEUTER.match(after):
            found[at] = impersonal(done["lemma"]) or word
    return [(written(word),) if word else () for word in found]


def _verbs(found: list[str]) -> None:
    for at, word in enumerate(found):
        noun = _NOUNS.match(word.lower()) if "<n>" in word or word.startswith("*") else None
        if noun is None:
            continue
        lemma = "участь" if noun["part"] else noun["lemma"]
        near = [*range(at - 1, max(at - _REACH, 0) - 1, -1), *range(at + 1, min(at + _REACH, len(found)))]
        for place in near:
            verb = _ASKED.get((found[place].partition("<")[0].lower(), lemma))
            form = _FORM.search(found[place]) if verb else None
            if verb and form:
                key = form["inf"] or f"{form['past'] or form['p']} {form['who'] or form['n']}"
                found[place] = f"={_like(_FORMS[verb][key], found[place])}"
                if lemma == "захід":
                    found[at] = re.sub(r"<(?:nom|acc)>$", "<gen>", word)
                    if place + 2 == at:
                        found[at - 1] = re.sub(r"<(?:an|nn)><pl><(?:nom|acc)>$", "<an><pl><gen>", found[at - 1])
                break


_WHEN_WORDS = """\
ранок вранці день удень вечір увечері ніч вночі літо влітку зима взимку весна навесні осінь восени"""
_WHEN = dict(zip(_WHEN_WORDS.split()[::2], _WHEN_WORDS.split()[1::2], strict=True))
_TIME = re.compile(rf"(?P<lemma>{'|'.join(_WHEN)})<n>.*<sg><ins>$", re.IGNORECASE)
_NOT_WHEN = re.compile(r"[^<]*<(?:pr|adj|det|num)>|[^<]*<vblex>.*<pp>|\*\w+(?:[ыи]м|[ео]й)$")


def _times(found: list[str]) -> None:
    """Make adverbs of the parts of a day and a year, where nothing belongs to them: ночью is вночі."""
    for at, word in enumerate(found):
        time = _TIME.match(word) if word.endswith("<sg><ins>") else None
        if time and not (at and _NOT_WHEN.match(found[at - 1])):
            found[at] = f"={_like(_WHEN[time['lemma'].lower()], word)}"


_MOST = re.compile(r"[Сс]амий<det>")
_QUALITY = re.compile(r"=?(?P<lemma>[^<*=]+)<adj>(?:<sint>)?<(?P<end>(?:m|f|nt|mfn)><(?:an|aa|nn)><(?:sg|pl)><\w+)>$")
_DONE = re.compile(r"(?P<lemma>[^<*]+ти)<vblex>.*<pp><pasv><nt><an><sg><nom>$")
_NEUTER = re.compile(r"[^<*]+<(?:n|adj|det|vblex)>.*<nt>.*<(?:nom|acc)>$|[^<*]*<adj>.*<nt>")
_SHAPES = (
    (r"увати$", "овано"),
    (r"ювати$", "йовано"),
    (r"[ая]ти$", lambda match: match[0][0] + "но"),
    (r"дити$", "джено"),
    (r"стити$", "щено"),
    (r"тити$", "чено"),
    (r"сити$", "шено"),
    (r"зити$", "жено"),
    (r"(?<=[бпвмф])ити$", "лено"),
    (r"(?<=[жчшщлнр])ити$", "ено"),
    (r"їти$", "єно"),
    (r"нути$", "нуто"),
)
_IRREGULAR_WORDS = """\
відкрити відкрито закрити закрито прийняти прийнято зайняти зайнято підняти піднято зняти знято вбити вбито
убити вбито розбити розбито збити збито знайти знайдено провести проведено привести приведено ввести введено
перевести переведено вивести виведено завезти завезено привезти привезено вивезти вивезено перекрити перекрито
накрити накрито вкрити вкрито розпочати розпочато почати почато допомогти допоможено
перемогти переможено розкрити розкрито випити випито вжити вжито звести зведено взяти взято
довести доведено віднести віднесено внести внесено перенести перенесено винести винесено"""
_IRREGULAR = dict(zip(_IRREGULAR_WORDS.split()[::2], _IRREGULAR_WORDS.split()[1::2], strict=True))


def impersonal(lemma: str) -> str:
    """Return how it is said that what *lemma* tells has been done, by nobody who is named; empty where no rule says.

    >>> impersonal("зареєструвати"), impersonal("обмежити"), impersonal("Відкрити"), impersonal("нести")
    ('=зареєстровано', '=обмежено', '=Відкрито', '')
    """
    small = lemma.lower()
    made = _IRREGULAR.get(small, "")
    for shape, put in _SHAPES if not made else ():
        made, count = re.subn(shape, put, small)
        if count:
            break
        made = ""
    return f"={_like(made, lemma)}" if made else ""


def _like(word: str, model: str) -> str:
    return word[0].upper() + word[1:] if model[0].isupper() else word
