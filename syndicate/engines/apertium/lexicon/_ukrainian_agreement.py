"""Tags that rus-ukr's transfer leaves broken or as Russian has them, made Ukrainian before they are generated.

A word whose tags the generator does not know comes out as its lemma, which reads like a mistake in case: `у новий
школах`. What is mended here is the tags, by what stands beside them: gender, number and case of a noun for the words
before it, the gender of a subject for its verb.
"""

from __future__ import annotations

import re

_COMPARATIVES_WORDS = """\
великий більше малий менше маленький менше добрий краще гарний краще хороший краще поганий гірше високий вище
низький нижче широкий ширше вузький вужче довгий довше дорогий дорожче близький ближче далекий далі короткий коротше
глибокий глибше легкий легше важкий важче тяжкий важче скрутний важче молодий молодше тонкий тонше товстий товще
багатий багатше солодкий солодше швидкий швидше рідкий рідше гладкий гладше дешевий дешевше простий простіше
старий старше товариський товариськіше ранній раніше пізній пізніше"""
_COMPARATIVES = dict(
    zip(_COMPARATIVES_WORDS.split()[::2], _COMPARATIVES_WORDS.split()[1::2], strict=True),
)
"""Comparatives that no rule gives, by their adjective."""
_SYNTAX = re.compile(r"<@[^>]*>")
_COMPARED = re.compile(r"(?P<lemma>[^<]+)<adj>(?:<sint>)?<comp>")
_ATTRIBUTE = re.compile(
    r"(?P<word>[^<*]+(?:<(?:adj|det)>(?:<sint>|<dem>|<pos>|<ind>|<ord>)*|<vblex>.*<pp><pasv>))"
    r"<(?P<gender>mfn|m|f|nt|GD)><(?P<animacy>an|aa|nn|pl|ND)>(?:<(?P<number>sg|pl|an)>)?<(?P<case>\w+)>$"
)
_NOUN = re.compile(
    r"[^<*]+<n><(?P<gender>m|f|nt)><(?P<animacy>an|aa|nn)><(?P<number>sg|pl)><(?P<case>\w+)>$"
    r"|[^<*]+<np><\w+><(?P<gender2>m|f|nt)>(?:<(?P<animacy2>an|aa|nn)>)?<(?P<number2>sg|pl)><(?P<case2>\w+)>$"
)
_PREPOSITIONAL = re.compile(r"(?<!<np>)<prp>")
_MANY = re.compile(r"(<(?:adj|det|pp|pasv)>.*)<mfn><pl><pl>")
_WHERE = re.compile(r"((?:<(?:adj|det|prn)>(?!<pers>)|^один<num>).*<(?:m|nt)><an><sg>)<loc>$")
_LINK = re.compile(r"[^<*]*<(?:cnjcoo|adv)>|,<cm>")
_PAST = re.compile(r"(?P<word>[^<*]+<(?:vblex|vbser|vbmod)>.*<past>)<(?:m|f|nt)><sg>$")
_DONE = re.compile(r"(?P<word>[^<*]+<vblex>.*<past>)<(?:mfn|m|f|nt)><\w+>$")
_PARTICIPLE = re.compile(r"(?P<word>[^<*]+<vblex>.*<(?P<tense>pres><p3|past><(?:mfn|m|f|nt)))><an>$")


def cleaned(word: str) -> str:
    """Return *word* with tags that the generator knows.

    >>> cleaned("новий<adj><mfn><pl><pl><loc>"), cleaned("скрутний<adj><comp><m><an><sg><nom>")
    ('новий<adj><mfn><an><pl><loc>', '=важче')
    """
    if "<@" in word:
        word = _SYNTAX.sub("", word)
    if "<comp>" in word and (compared := _COMPARED.match(word)):
        return f"={comparative(compared['lemma'])}"
    if "<prp>" in word:
        word = _PREPOSITIONAL.sub("<loc>", word)
    if "<mfn><pl><pl>" in word:
        word = _MANY.sub(r"\1<mfn><an><pl>", word)
    if word.endswith("<an><sg><loc>"):  # -ому is what is written, though -ім is no mistake
        word = _WHERE.sub(r"\1<dat>", word)
    return word


def comparative(lemma: str) -> str:
    """Return how the adjective *lemma* compares as an adverb and a predicate: важливий > важливіше."""
    known = _COMPARATIVES.get(lemma.lower())
    found = known if known else re.sub(r"(?:ий|ій)$", "", lemma.lower()) + "іше"
    return found[0].upper() + found[1:] if lemma[0].isupper() else found


_THEIR = re.compile(
    r"(?P<first>[їЇ])хній<det><pos><(?P<gender>\w+)><(?P<animacy>\w+)>(?:<(?P<number>\w+)>)?<(?P<case>\w+)>"
)
_CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
_THEIRS = {
    "m": dict(zip(_CASES, ["їхній", "їхнього", "їхньому", "їхній", "їхнім", "їхньому"], strict=True)),
    "nt": dict(zip(_CASES, ["їхнє", "їхнього", "їхньому", "їхнє", "їхнім", "їхньому"], strict=True)),
    "f": dict(zip(_CASES, ["їхня", "їхньої", "їхній", "їхню", "їхньою", "їхній"], strict=True)),
    "mfn": dict(zip(_CASES, ["їхні", "їхніх", "їхнім", "їхні", "їхніми", "їхніх"], strict=True)),
}
"""Forms of a word that the dictionary lists and cannot write."""


def _theirs(word: str) -> str:
    """Return the form of їхній that the tags of *word* ask for; їх, right in every case, where they are open."""
    their = _THEIR.fullmatch(word)
    if their is None:
        return word
    case = "gen" if their["case"] == "acc" and their["animacy"] == "aa" else their["case"]
    form = _THEIRS.get(their["gender"], {}).get(case, "їх")
    return f"={their['first']}{form[1:]}"


def agreed(words: list[str]) -> None:
    """Make the attributes of *words* agree with the noun behind them, and verbs in the past with the subject before."""
    for at, word in enumerate(words):
        if ("<n>" in word or "<np>" in word) and (noun := _NOUN.match(word)):
            given = {name: noun[name] or noun[f"{name}2"] or "nn" for name in ("gender", "animacy", "number", "case")}
            _attributes(words, at, given)
            _verb(words, at, given)
        elif "<itg>" in word and word.lower().startswith("котрий<det><itg>") and at + 1 < len(words):
            _clause(words, at)
    for at, word in enumerate(words):
        if "<det><pos>" in word:
            words[at] = _theirs(word)


def _attributes(words: list[str], at: int, noun: dict[str, str]) -> None:
    place = at - 1
    while place >= 0:
        attribute = _ATTRIBUTE.match(words[place])
        if attribute is None:
            if not (_LINK.match(words[place]) and place and _ATTRIBUTE.match(words[place - 1])):
                return
            place -= 1
            continue
        # locatives of adjectives in -ому are written as datives here
        cases = {attribute["case"], "loc" if attribute["case"] == "dat" else attribute["case"]}
        open_ = attribute["case"] == "CD"  # what the transfer has left open
        if noun["case"] not in cases and not open_:
            return
        linked = attribute["number"] == "sg"  # українською та російською мовами
        if open_ or linked or attribute["number"] in (noun["number"], "an") or attribute["animacy"] == "pl":
            words[place] = attribute["word"] + _tags(noun, attribute)
        place -= 1


def _tags(noun: dict[str, str], attribute: re.Match[str]) -> str:
    """Return the tags of an attribute of *noun*."""
    linked = attribute["number"] == "sg" and noun["number"] == "pl"  # українською та російською мовами
    number = "sg" if linked else noun["number"]
    gender = "mfn" if number == "pl" else noun["gender"]
    case = noun["case"]
    animacy = noun["animacy"] if case == "acc" and gender in ("m", "mfn") else "an"
    if case == "loc" and gender in ("m", "nt"):
        case = "dat"
    return f"<{gender}><{animacy}><{number}><{case}>"


def _verb(words: list[str], at: int, noun: dict[str, str]) -> None:
    """Give the verb of the subject at *at* its gender: Місто стало, кількість туристів зросла, стався витік."""
    if noun["case"] != "nom" or noun["number"] != "sg" or _HEAD.match(words[at]):
        return
    place = at + 1
    while place < len(words) and _BETWEEN.match(words[place]):
        place += 1
    if place < len(words) and (verb := _PAST.match(words[place])):
        after = place + 1
        while after < len(words) and _ATTRIBUTE.match(words[after]):
            after += 1
        if after < len(words) and after > at + 2 and _SUBJECT.match(words[after]):
            return  # the subject stands behind it
        words[place] = f"{verb['word']}<{noun['gender']}><sg>"
        return
    place = at - 1
    while place >= 0 and _ATTRIBUTE.match(words[place]):
        place -= 1
    verb = _PAST.match(words[place]) if place >= 0 else None
    if verb and "<iv>" in words[place] and not _subject(words, place):
        words[place] = f"{verb['word']}<{noun['gender']}><sg>"


_SUBJECT = re.compile(r"[^<*]*<(?:n|np)>.*<nom>$")
_HEAD = re.compile(r"[^<]*<np>|глава<", re.IGNORECASE)
"""Names, and who may be a man whatever the word's gender is."""
_BETWEEN = re.compile(r"[^<*]*<adv>|[^<*]+<(?:n|adj|det)>.*<gen>$")
"""What may stand between a subject and its verb."""


_ENDS = re.compile(r"[^<]*<(?:cm|sent|cnjcoo|cnjsub)>")
_BEGINS = re.compile(r"[^<*]*<(?:n|np|prn)>.*<nom>$|\*|=|[^<]*<rel>|який<")


def _subject(words: list[str], verb: int) -> bool:
    """Whether the clause has a subject before the *verb*, which decides its gender."""
    for word in reversed(words[:verb]):
        if _ENDS.match(word):
            return False
        if _BEGINS.match(word):
            return True
    return False


def _clause(words: list[str], at: int) -> None:
    """Write a participle's clause, which the transfer leaves without a number, with що: проект, що готують.

    One that stands before its noun `_ukrainian_participles` puts behind it.
    """
    known = _NOUN.match(words[at - 2]) if at > 1 and words[at - 1] == ",<cm>" else None
    if known and (past := _DONE.match(words[at + 1])):
        gender, number = known["gender"] or known["gender2"], known["number"] or known["number2"]
        words[at] = "=що"
        words[at + 1] = f"{past['word']}<{'mfn' if number == 'pl' else gender}><{number}>"
        return
    verb = _PARTICIPLE.match(words[at + 1])
    if verb is None:
        return
    number = "pl" if "<mfn>" in words[at] else "sg"
    if at and words[at - 1].startswith(",<"):
        words[at] = "=що"
    words[at + 1] = f"{verb['word'][0].lower()}{verb['word'][1:]}><{number}>"
