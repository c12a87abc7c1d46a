"""Sentences: a unit's text cut into segments, each whole, with everything that lies on it.

sentencex proposes the borders; the rules here take out those that fall after initials,
abbreviations and dates, and put right those beside closing quotes and brackets. When unsure
they do not cut: two sentences in one segment translate better than half a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from syndicate.abbreviations import Abbreviations, abbreviations
from syndicate.languages import primary
from syndicate.model import Article, LanguageTag, Segment, Span, SpanKind, Unit, UnitKind

_STOPS = ".!?…։。！？؟।۔"
_CLOSERS = "\"'»”’“)]›」』"
_FINAL = re.compile(rf"[{_STOPS}:][{re.escape(_CLOSERS)}]*$")
_CLOSING = re.compile(rf"[{re.escape(_CLOSERS)}]+(?=\s|$)")
_OPENING = re.compile(r"[\s«“„”\"'‘‚’(\[¿¡—–-]*")
_LINE = re.compile(r"\n+")
_STOP = re.compile(r"[.!?…][»”’\")]*(?=\s)")
_FULL_STOP = re.compile(r"\.(?=\s)")
LONG = 300
"""Characters from which a quotation of several sentences, which sentencex leaves whole, is cut too."""
_BRACKETED = re.compile(rf"[{_STOPS}][\"»”’]*[)\]](?=\s)")
_ARMENIAN_COLON = re.compile(r"(?<=[^\W\d]):(?=\s+[«(]?[Ա-Ֆ])")
_ABBREVIATED = re.compile(r"(?:^|[\s«“„”\"'‘(\[/])((?:[^\W\d_][\w'ʻʼ’-]*\.\s?)*[^\W\d_][\w'ʻʼ’-]*|№)\.$")
_TAIL = 40
"""Characters before a border that the rules look at."""
_INITIAL = re.compile(
    r"(?:^|[\s«“„”\"'‘(\[.-])([^\W\d_]|Sh|Ch|Yu|Ya|Ye|Yo|Zh|Kh|Ts|Ju|Th|Ph|[OG][ʻʼ'‘’`]|Дж|Дз|Дь|Кс|Ль|Нь)\.$"
)
_NUMBERED = re.compile(r"^\W{0,2}(?:\d{1,3}|[IVXLC]{1,5}|[^\W\d_])[.)]$")
_DAY = re.compile(r"(?:^|[^\w.,:])\d{1,2}\.$")
_ORDINAL = re.compile(r"(?:^|[^\w.,:])(?:\d{1,2}|[IVX]{1,5})\.$")
_ELIDED = re.compile(r"^.*['’]")
_LETTER = re.compile(r"\w")
_AFTER_NUMBER = re.compile(r"\d[\d.,\s–-]*$")
_SPEAKER = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*\s){1,4}(\w+)")
_WORD = re.compile(r"[^\W_]+(?:['’ʻʼ-][^\W_]+)*")

_ORDINAL_STOPS = frozenset(
    {"az", "bs", "cs", "da", "de", "et", "fi", "hr", "hu", "lv", "no", "pl", "sk", "sl", "sr", "tr"}
)
"""Languages that write 12th as `12.`."""
_CASELESS = frozenset({"ka"})
"""Languages whose letters Unicode calls lower-case though they begin sentences."""
_TITLES = frozenset({UnitKind.TITLE, UnitKind.HEADING})


def segments(
    unit: Unit, index: int, language: LanguageTag, whole: Iterable[tuple[int, int]] = ()
) -> tuple[Segment, ...]:
    """Cut *unit* into sentences.

    Args:
        unit: any block; of a title without a final stop, and of code, one segment is made.
        index: the unit's place in its article.
        language: the language of its words.
        whole: stretches of the text, start and end, that no border may cut: names of the glossary (`A. Atalikov`).

    Returns:
        Segments in order, without white space at their ends; only white space lies between them. Inline spans
        that cross a border are split into one a segment; KEEP spans are never cut.
    """
    fixed = [*whole, *((span.start, span.end) for span in unit.spans if span.kind is SpanKind.KEEP)]
    starts = [0, *borders(unit.text, language, fixed)] if _is_cut(unit) else [0]
    made: list[Segment] = []
    for start, end in zip(starts, [*starts[1:], len(unit.text)], strict=True):
        text = unit.text[start:end].strip()
        if text:
            start = unit.text.index(text, start)
            spans = within(unit.spans, start, start + len(text))
            made.append(Segment(index, len(made), start, text, language, spans))
    return tuple(made)


def segment_article(article: Article) -> tuple[Segment, ...]:
    """Cut every unit of *article*, each in its own language."""
    return tuple(
        segment
        for index, unit in enumerate(article.units)
        for segment in segments(unit, index, unit.language or article.language)
    )


def borders(text: str, language: LanguageTag, whole: Sequence[tuple[int, int]] = ()) -> list[int]:
    """Return where the sentences of *text* begin, but for the first; white space may stand before its first word."""
    tongue = primary(language)
    known = abbreviations(tongue)
    kept, scanned, lettered = [0], 0, False
    for border in sorted({_past_closers(text, border) for border in _proposed(text, tongue, known)}):
        end, begin = _outside(text, border)
        if end <= kept[-1] or begin >= len(text) or any(start < end and begin < stop for start, stop in whole):
            continue
        left, right = text[max(kept[-1], end - _TAIL) : end].lstrip(), text[begin : begin + _TAIL]
        if "\n" in text[end:begin]:
            joined = left[-1] in ",–—-" or _goes_on(right, tongue)
        else:
            joined = bool(_NUMBERED.match(left)) or _joined(left, right, tongue, known)
        lettered, scanned = lettered or _LETTER.search(text, scanned, end) is not None, end
        if lettered and not joined:  # a mark alone is no sentence
            kept.append(border)
            lettered = False
    if not lettered and not _LETTER.search(text, scanned):
        kept.pop()
    return kept[1:]


def _proposed(text: str, tongue: str, known: Abbreviations) -> Iterator[int]:
    """Give every place where a sentence may begin."""
    import sentencex

    for each in sentencex.get_sentence_boundaries(tongue, text):
        start, end = each["start_index"], each["end_index"]
        yield end
        if end - start > LONG:
            yield from (match.end() for match in _STOP.finditer(text, start, end))
    for pattern in (_LINE, _BRACKETED, *((_ARMENIAN_COLON,) if tongue == "hy" else ())):
        yield from (match.end() for match in pattern.finditer(text))
    # sentencex never ends a sentence with an abbreviation it knows; ours say where one may.
    for match in _FULL_STOP.finditer(text):
        left, right = text[max(0, match.end() - _TAIL) : match.end()], text[match.end() : match.end() + _TAIL].lstrip()
        if _abbreviation(left, known) is not None and _begins(right):
            yield match.end()


def _joined(left: str, right: str, tongue: str, known: Abbreviations) -> bool:
    """Whether the sentence goes on after *left*, which ends with a stop, in *right*."""
    if _goes_on(right, tongue):
        return True
    if not left.endswith("."):
        return _is_attribution(left, right, known)
    starts = _starts(right, known)
    mark = _abbreviation(left, known)
    if mark is not None:
        ends = mark == "?" or (mark == "%" and _AFTER_NUMBER.search(_ABBREVIATED.sub("", left)) is not None)
        if mark == "#":
            return right[0].isdigit()
        return not ((ends and _begins(right)) or starts)
    initial = _INITIAL.search(left)
    if initial is not None and (initial[1][0].isupper() or tongue in _CASELESS) and right[0].isalpha():
        return not starts
    if _DAY.search(left) and right[0].isdigit():
        return True
    return tongue in _ORDINAL_STOPS and _ORDINAL.search(left) is not None and not starts


def _goes_on(right: str, tongue: str) -> bool:
    """Whether *right* begins with a small letter; a brand such as iPhone does not count."""
    word = _WORD.match(right, _OPENING.match(right).end())  # type: ignore[union-attr]  # it matches the empty string
    return word is not None and word[0][0].islower() and word[0].islower() and tongue not in _CASELESS


def _begins(right: str) -> bool:
    """Whether *right* begins as a sentence does: with a capital, or a letter that has none."""
    word = _WORD.match(right, _OPENING.match(right).end())  # type: ignore[union-attr]  # it matches the empty string
    return word is not None and word[0][0].isalpha()


def _starts(right: str, known: Abbreviations) -> bool:
    """Whether *right* begins with a word that begins a sentence even after an initial; `В.` is an initial itself."""
    word = _WORD.match(right, _OPENING.match(right).end())  # type: ignore[union-attr]  # it matches the empty string
    return word is not None and word[0].lower() in known.starters and right[word.end() : word.end() + 1] != "."


def _is_attribution(left: str, right: str, known: Abbreviations) -> bool:
    """Whether a quotation ends *left* and *right* says whose it is: `“Who pays?” Brown asked.`"""
    speaker = _SPEAKER.match(right)
    return left[-1] in _CLOSERS and speaker is not None and speaker[1] in known.saying


def _abbreviation(left: str, known: Abbreviations) -> str | None:
    """Return the mark of the abbreviation that ends *left*; None where there is none. `т. д.` counts as `т.д.`."""
    match = _ABBREVIATED.search(left)
    if match is None:
        return None
    token = re.sub(r"\s", "", match[1])
    last = token.rpartition(".")[2]
    tokens = [token.lower()] if "." in token else []
    if len(last) > 1 or not last.isupper():  # a single capital is an initial, unless it ends `U.S.`
        tokens += [last.lower(), _ELIDED.sub("", last.lower())]
    return next((known.marks[each] for each in tokens if each in known.marks), None)


def _past_closers(text: str, border: int) -> int:
    """Move *border* behind the closing quotes and brackets that belong to the sentence before it."""
    match = _CLOSING.match(text, border)
    return match.end() if match else border


def _outside(text: str, border: int) -> tuple[int, int]:
    """Return where the words before *border* end and where those after it begin."""
    end, begin = border, border
    while end and text[end - 1].isspace():
        end -= 1
    while begin < len(text) and text[begin].isspace():
        begin += 1
    return end, begin


def within(spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return what of *spans* lies between *start* and *end*, in offsets from *start*."""
    return tuple(
        replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)
        for span in spans
        if span.start < end and span.end > start
    )


def _is_cut(unit: Unit) -> bool:
    """Whether a unit may hold several sentences."""
    if unit.kind is UnitKind.CODE:
        return False
    return unit.kind not in _TITLES or _FINAL.search(unit.text.rstrip()[-_TAIL:]) is not None
