"""Where Spanish puts its words and signs otherwise than English: “…”, dijo el ministro; ¿Abrirá la escuela?"""

from __future__ import annotations

import re
from collections.abc import Sequence

_REPORTS = """\
decir declarar afirmar añadir agregar anunciar explicar responder contestar replicar preguntar escribir advertir
asegurar insistir subrayar destacar señalar apuntar concluir indicar admitir reconocer confirmar confesar exclamar
comentar opinar argumentar informar manifestar sostener recordar notar pedir prometer"""
_REPORT = re.compile(rf"(?:{'|'.join(_REPORTS.split())})<vblex><(?:ifi|pri|pii|cni)><p3>.*", re.IGNORECASE)
_NOUN = re.compile(r"[^<]*<(?:n|np)>|\*|[Qq][\ue000-\ue009]+<")
_WITHIN = re.compile(r"[^<]*<(?:det|n|np|adj|num|predet)>|\*|de<pr>|[Qq][\ue000-\ue009]+<")
_OPENS = re.compile(r"[^<]*<(?:cm|sent)>")
_CLOSES = re.compile(r"[^<]*<(?:sent|cm)>|(?:el|este)<det>.*|(?:hoy|ayer)<adv>|(?:en|a|durante|por)<pr>")
_DAY = re.compile(r"(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)<n>")
_FRONT = re.compile(r"(?:nuevo|pequeño)<adj>")
"""Adjectives that stand before their noun in news: nuevas rutas de autobús."""
_THING = re.compile(r"(?!año<)[^<*]+<n>")
_OF = re.compile("de<pr>$")
_AGREES = re.compile(r"<(?:m|f)><(?:sg|pl)>")
_LONGEST = 8
"""Words that a subject behind a quotation may have."""
_QUOTES = "\"“”«»‘’'"
_SIGNS = {"?": "¿", "!": "¡"}
_ENDS = re.compile(r"\^[?!]<sent>\$")
_COMMA = re.compile(r"((?:\[\[[^\]]*\]\])?\^,<cm>\$)([\"”»])(?=\s|$|\[)")
_WORDS = re.compile(r"\[\[.*?\]\]|\^.*?\$")


def inverted(words: Sequence[str]) -> list[int]:
    """Return the order in which Spanish has the *words*: their numbers.

    A verb that reports stands before its subject (`…, dijo el ministro.`), only behind a comma, a question or an
    exclamation mark, and only where nothing is told by the verb but what stands before it; a pronoun before haber;
    nuevo before its noun.
    """
    order = list(range(len(words)))
    for at, word in enumerate(words):
        if "<p3>" not in word or not _REPORT.fullmatch(word):
            continue
        if at + 1 < len(words) and not _CLOSES.match(words[at + 1]):
            continue
        follows = words[at + 1] if at + 1 < len(words) else ""
        if "<det>" in follows and not (at + 2 < len(words) and _DAY.match(words[at + 2])):
            continue
        start = at
        while start and at - start <= _LONGEST and _WITHIN.match(words[start - 1]):
            start -= 1
        subject = words[start:at]
        if start and at - start <= _LONGEST and any(map(_NOUN.match, subject)) and _OPENS.match(words[start - 1]):
            order[start : at + 1] = [at, *range(start, at)]
    for at, word in enumerate(words):
        if "<adj>" in word and _FRONT.match(word) and order[at] == at:
            start = _head(words, at)
            if order[start:at] == list(range(start, at)):
                order[start : at + 1] = [at, *range(start, at)]
    for at, word in enumerate(words[:-2]):
        if "<vbhaver>" in word and "<pp>" in words[at + 1] and words[at + 2].startswith("prpers<prn><pro>"):
            order[at : at + 3] = [at + 2, at, at + 1]  # lo había cerrado
    return order


def _head(words: Sequence[str], at: int) -> int:
    """Return where the noun begins that the adjective at *at* is of: rutas de autobús; *at* where there is none."""
    last = _AGREES.search(words[at])
    for start, shape in ((at - 3, (_THING, _OF, _THING)), (at - 1, (_THING,))):
        group = words[max(start, 0) : at]
        if start >= 0 and all(each.match(word) for each, word in zip(shape, group, strict=True)):
            return start if last and last[0] in words[start] else at
    return at


def punctuated(stream: str) -> str:
    """Return *stream*, before it is generated, with Spanish signs: ¿ and ¡, and a comma behind its quotation mark."""
    if any(f"^,<cm>${sign}" in stream for sign in '"”»'):
        stream = _COMMA.sub(r"\2\1", stream)
    done = 0
    while end := _ENDS.search(stream, done):
        start = _begins(stream, done, end.start())
        stream = stream[:start] + _SIGNS[end[0][1]] + stream[start:]
        done = end.end() + 1
    return stream


def _begins(stream: str, done: int, end: int) -> int:
    """Return where the question that ends at *end* begins, behind what was *done*: at a quotation mark, or first."""
    outside = _WORDS.sub(lambda item: "." * len(item[0]), stream[:end])
    marks = [at for at in range(done, end) if outside[at] in _QUOTES and not (at and outside[at - 1] == ".")]
    start = marks[-1] + 1 if marks else done
    while start < end and (outside[start].isspace() or outside[start] in _QUOTES + "-–—"):
        start += 1
    return start
