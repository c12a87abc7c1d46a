"""What Spanish asks around a person's name: el presidente Kosánov, alabó a Kosánov.

Apertium's grammars from English and French leave the article of a title and the personal “a” out (`Presidente Kosánov`,
`alabó Kosánov`). Both are decided here from its own analysis, on the words before they are generated; where it is not
certain that a person is meant, or that the person is an object, nothing is added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_PERSON = re.compile(r"[^<]*<np><(?:ant|cog)>")
_TITLES_WORDS = """\
presidente presidenta vicepresidente ministro ministra viceministro coronel general capitán gobernador gobernadora
alcalde alcaldesa embajador embajadora senador senadora diputado diputada portavoz fiscal canciller profesor
profesora doctor doctora señor señora juez jueza rey reina príncipe princesa secretario secretaria cirujano periodista
académico académica enviado enviada director directora jefe jefa analista activista economista abogado abogada
escritor escritora poeta líder dirigente comandante teniente comisario entrenador entrenadora"""
_TITLES = frozenset(_TITLES_WORDS.split())
_TITLE = re.compile(r"(?P<lemma>[^<*@]+)<n><(?P<gender>m|f|mf)><sg>")
_NOUN = re.compile(r"[^<*@]+<n>")
_ADJECTIVE = re.compile(r"[^<*@]+<adj>")
_DETERMINED = re.compile(
    r"\*|@|[^<]*<(?:det|num|n|np|adj|rel)>|(?:[Cc]omo|[Cc]omo si|[Ee]x)<|[^<]*<vbser>|[^<]*<pr><det>"
)
"""What stands before a title that needs no article, or of which we know too little."""
_VERB = re.compile(r"(?P<lemma>[^<*@]+)<vblex>(?:<(?:ifi|pri|pii|fti|cni|prs|pis|inf|ger)>)(?P<rest>.*)")
_DONE = re.compile(r"(?P<lemma>[^<*@]+)<vblex><pp>")
_NO_OBJECT_WORDS = """\
decir declarar afirmar añadir agregar anunciar explicar responder contestar replicar preguntar escribir contar
advertir avisar asegurar insistir subrayar destacar señalar apuntar concluir continuar proseguir recordar indicar
admitir reconocer confirmar confesar bromear exclamar gritar susurrar comentar opinar pensar argumentar quejar
prometer prever sostener parecer quedar permanecer resultar convertir volver significar costar pesar medir durar
llamar apellidar ir venir llegar salir entrar caer morir nacer vivir trabajar hablar ocurrir pasar existir faltar
bastar gustar importar interesar aparecer desaparecer regresar viajar correr actuar dimitir tener haber jugar mover
crecer aumentar disminuir empezar comenzar terminar acabar seguir suceder surgir participar ganar perder"""
_NO_OBJECT = frozenset(_NO_OBJECT_WORDS.split())
"""Verbs that report (`dijo Kosánov` is a subject) or have no person as their object without another preposition."""

_INVERTED = re.compile(r'["”»’—–]|[^<]*<(?:rel|rquot)>')
"""Behind a quotation or a relative pronoun a name may be the subject: “…”, criticó Kosánov; que criticó Kosánov."""


def around_persons(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the *words* of a sentence in Apertium's tags, each behind those that are put before it.

    A title is written small. A question is left as it is, for its subject stands behind its verb; where that is who,
    the person behind the verb is its object.
    """
    found: list[tuple[str, ...]] = [*zip(words)]
    text = "".join(words)
    if "<np><ant>" not in text and "<np><cog>" not in text:
        return found
    asks = any(word.startswith("?<") for word in words)
    objects: dict[int, str] = {}  # where the name of one stands, and what is put before it
    for at, word in enumerate(words):
        person = _person(words, at) if "<n>" in word or "<np>" in word else None
        if person is None:
            continue
        title = _TITLE.match(words[at])
        article: tuple[str, ...] = ()
        if title and not (at and _DETERMINED.match(words[at - 1])):
            gender = "f" if "f" in (title["gender"], _gender(words[person])) and title["gender"] != "m" else "m"
            article = (_like(f"el<det><def><{gender}><sg>", words[at]),)
        if title and not (at and words[at - 1].startswith(("*", "@"))):
            found[at] = (words[at] if _capitals(words[at]) else words[at][0].lower() + words[at][1:],)
        starts = at - 1 if at and "<det><def>" in words[at - 1] and title else at
        put = "" if asks and not _who(words) else _listed(words, starts, person, objects) or _governed(words, starts)
        if put:
            objects[person] = put
            if put.startswith("con") and _VERB.match(words[starts - 1]):
                found[starts - 1] = _met(words[starts - 1])
            elif words[starts - 1].lower().startswith("saber<"):  # whom one knows, one knows as a person
                found[starts - 1] = (re.sub("^[Ss]aber", "conocer", words[starts - 1]),)
            if starts < at:
                found[starts] = (put, *found[starts])
            else:
                article = (put, *article)
        found[at] = (*article, *found[at])
    return found


def _who(words: Sequence[str]) -> bool:
    """Whether a question asks who did it."""
    return bool(words) and words[0].lower().startswith("quién<prn>")


def _met(verb: str) -> tuple[str, ...]:
    """Return `se reunió` for the `cumplió` that the dictionary has for “met”."""
    if "<inf>" in verb:
        return ("reunir<vblex><inf>+se<prn><enc><ref><p3><mf><sp>",)
    return ("se<prn><pro><ref><p3><mf><sp>", "reunir" + verb[verb.index("<") :])


def _person(words: Sequence[str], at: int) -> int | None:
    """Return where the name stands of the person that begins at *at* with it, or with a title; None for no person."""
    if _PERSON.match(words[at]):
        # The second name of one person is no other person, and a title has been asked already.
        before = words[at - 1] if at else ""
        return None if _PERSON.match(before) or _titled(words, at) else at
    title = _TITLE.match(words[at])
    if not title or title["lemma"].lower().split()[-1] not in _TITLES:
        return None
    place = at + 1
    while place < len(words) and _ADJECTIVE.match(words[place]):
        place += 1
    if words[place : place + 1] == ["de<pr>"] and _NOUN.match(words[place + 1] if place + 1 < len(words) else ""):
        place += 2  # ministra de Salud
        while place < len(words) and _ADJECTIVE.match(words[place]):
            place += 1
    return place if place < len(words) and _PERSON.match(words[place]) else None


def _titled(words: Sequence[str], at: int) -> bool:
    place = at - 1
    while place >= 0 and _ADJECTIVE.match(words[place]):
        place -= 1
    title = _TITLE.match(words[place]) if place >= 0 else None
    return bool(title and title["lemma"].lower().split()[-1] in _TITLES)


def _governed(words: Sequence[str], at: int) -> str:
    """Return what is put before a person at *at*, where a verb stands right before that has one as its object."""
    if not at:
        return ""
    verb = _VERB.match(words[at - 1])
    if verb is None and at > 1 and "<vbhaver>" in words[at - 2]:
        verb = _DONE.match(words[at - 1])
    before = words[at - 2] if at > 1 else ""
    if verb is None or verb["lemma"].lower() in _NO_OBJECT or _INVERTED.match(before):
        return ""
    if re.search(r"# .*\b(?:a|de|con|en|por|para)$", words[at - 1]):
        return ""
    met = verb["lemma"].lower() == "cumplir" and re.search(r"<inf>|<(?:ifi|pri|pii|fti|cni)><p3>", words[at - 1])
    return "con<pr>" if met else "a<pr>"


def _listed(words: Sequence[str], at: int, person: int, objects: Mapping[int, str]) -> str:
    """Return what is put before the person at *at* who is joined to an object, where nothing of its own follows."""
    if at < 2 or "<cnjcoo>" not in words[at - 1]:
        return ""
    after = words[person + 1] if person + 1 < len(words) else ""
    return objects.get(at - 2, "") if not after or re.match(r"[^<]*<(?:sent|cm|pr)>", after) else ""


def _gender(word: str) -> str:
    return "f" if "<f>" in word else "m"


def _capitals(word: str) -> bool:
    """Whether a title is written in capitals, or with one that is its own (Secretario de Estado de los EE.UU.)."""
    lemma, _, rest = word.partition("<")
    return (len(lemma) > 1 and lemma.isupper()) or bool(re.search(r"# .*[A-Z]", rest))


def _like(article: str, word: str) -> str:
    return "EL" + article[2:] if word.partition("<")[0].isupper() else article
