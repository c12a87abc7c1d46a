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
_CLOSERS = "\"'»”’“)]›」』）"
_FINAL = re.compile(rf"[{_STOPS}:][{re.escape(_CLOSERS)}]*$")
_CLOSING = re.compile(rf"[{re.escape(_CLOSERS)}]+(?=\s|$)")
_OPENING = re.compile(r"[\s«“„”\"'‘‚’(\[¿¡—–-]*")
_LINE = re.compile(r"\n+")
_STOP = re.compile(r"[.!?…][»”’\")]*(?=\s)")
_FULL_STOP = re.compile(r"\.(?=\s)")
LONG = 300
"""Characters from which a quotation of several sentences, which sentencex leaves whole, is cut too."""
_BRACKETED = re.compile(rf"[{_STOPS}][\"»”’]*(?:[)\]](?=\s)|）)")
_WIDE = re.compile(r"[。！？]+[”』」）]*")
_ELLIPSIS = re.compile(r"(?:\.\.\.|…)(?=\s)")
_BEFORE_NUMERAL = re.compile(r"(?<=[^\W\d_]{5})(?<!str)[.!?][»”’\"]*(?=\s+\d)")
_PLAIN = re.compile(r"(?:^|\s)[^\W\d_A-Z]{5,}\.$")
_ADDRESS = re.compile(r"(?:www\.|://|\w@)\S{1,200}\.(?=\s)")
_GREEK_QUESTION = re.compile(r";(?=\s+[«“(]?[Α-ΩΆ-Ώ])")
_OPENED = re.compile(r"\s?[«“„‘\"'(]+$")
_ENCLOSING = re.compile(r"[()（）「」『』«»“”„]")
_WINDOW = 300
"""Characters before a border in which brackets and quotation marks are paired."""
_RIGHT_OF = {")": "(", "）": "（", "」": "「", "』": "『", "»": "«", "”": "“"}
_REPORTED = {
    "ja": re.compile(r"(?:と|って|など|、)"),
    "ko": re.compile(r"이?(?:라|하)?(?:고|며|는|면서|란)"),
    "zh": re.compile(r"[^，。！？：“]{0,10}(?:说|說|问|問|道|表示|称|稱|指出|回答|喊)[。，：！]"),
}
"""What follows a quotation, without a space, in the sentence that quotes it."""
_RIGHT = {"(": ")", "（": "）"}
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\W*$")
_OPENING_WORDS = 2
"""Words, the year with them, that open a sentence and do not make one: `В 2021 г. Иванов`."""
_ARMENIAN_COLON = re.compile(r"(?<=[^\W\d]):(?=\s+[«(]?[Ա-Ֆ])")
_INSIDE = "'ʻʼ’º\u0900-\u0963-"
"""What a word may hold besides letters: apostrophes, hyphens, Devanagari's vowel signs."""
_ABBREVIATED = re.compile(rf"(?:^|[\s«“„”\"'‘(\[/])((?:[^\W\d_][\w{_INSIDE}]*\.\s?)*[^\W\d_][\w{_INSIDE}]*|№)\.$")
_PIECE = 5_000
"""Characters that sentencex is given at once."""
_TAIL = 40
"""Characters before a border that the rules look at."""
_INITIAL = re.compile(
    r"(?:^|[\s«“„”\"'‘(\[.-])([^\W\d_]|Sh|Ch|Yu|Ya|Ye|Yo|Zh|Kh|Ts|Ju|Th|Ph|[OG][ʻʼ'‘’`]|Дж|Дз|Дь|Кс|Ль|Нь"
    r"|[\u0904-\u0939][\u093e-\u094c]?)\.$"
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
_ORDINALS_BEFORE_CAPITALS = frozenset({"az", "de", "tr"})
"""Of those, the ones whose nouns after an ordinal often begin with a capital: `am 12. März`, `2. Dünya Savaşı`."""
_CASELESS = frozenset({"ka"})
"""Languages whose letters Unicode calls lower-case though they begin sentences."""
_UNSPACED = frozenset({"ja", "ko", "my", "th", "zh"})
"""Languages that write sentences, or what follows a quotation, without a space."""
_MARKS = {"el": (_GREEK_QUESTION,), "hy": (_ARMENIAN_COLON,), "zh": (_WIDE,)}
"""Marks that end a sentence in one language only, or that sentencex does not always take for an end."""
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
    kept, scanned, lettered, begin = [0], 0, False, -1
    for border in sorted({_between(text, border) for border in _proposed(text, tongue, known)}):
        if border <= begin:  # in the white space of the border before it
            continue
        end, begin = _outside(text, border)
        if end <= kept[-1] or begin >= len(text) or any(start < end and begin < stop for start, stop in whole):
            continue
        left, right = text[max(kept[-1], end - _TAIL) : end].lstrip(), text[begin : begin + _TAIL]
        if "\n" in text[end:begin]:
            joined = left[-1] in ",–—-" or _goes_on(right, tongue)
        else:
            tight = end == begin and tongue not in _UNSPACED
            joined = bool(
                _NUMBERED.match(left)
                or (tight and _is_name(left, right))
                or _encloses(text, kept[-1], end)
                or (end == begin and left[-1] in _CLOSERS and _reports(right, tongue))
                or _joined(left, right, tongue, known)
            )
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

    for place, piece in _pieces(text):
        for each in sentencex.get_sentence_boundaries(tongue, piece):
            start, end = place + each["start_index"], place + each["end_index"]
            if each["end_index"] < len(piece) or _STOP.search(text, max(start, end - _TAIL), end + 1):
                yield end
            if end - start > LONG:
                yield from (match.end() for match in _STOP.finditer(text, start, end))
    for pattern in (_LINE, _BRACKETED, _ADDRESS, *_MARKS.get(tongue, ())):
        yield from (match.end() for match in pattern.finditer(text))
    for pattern in (_ELLIPSIS, _BEFORE_NUMERAL):
        yield from (match.end() for match in pattern.finditer(text) if not _quoted(text, match.end()))
    # sentencex never ends a sentence with an abbreviation it knows; ours say where one may.
    for match in _FULL_STOP.finditer(text):
        left, right = text[max(0, match.end() - _TAIL) : match.end()], text[match.end() : match.end() + _TAIL].lstrip()
        if _abbreviation(left, known) is not None and _begins(right):
            yield match.end()


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Give *text* in pieces with their places, cut at a line or a stop: sentencex's time grows with the square."""
    place = 0
    while len(text) - place > _PIECE:
        window = text[place : place + _PIECE]
        size = max(window.rfind("\n"), window.rfind(". ")) + 1 or _PIECE
        yield place, window[:size]
        place += size
    yield place, text[place:]


def _joined(left: str, right: str, tongue: str, known: Abbreviations) -> bool:
    """Whether the sentence goes on after *left*, which ends with a stop, in *right*."""
    if right[0] in ",;:" or (_goes_on(right, tongue) and not _plain_end(left, right)):
        return True
    starts = _starts(right, known)
    if left.endswith(("...", "…")):
        return not _has_case(right, tongue)
    if not left.endswith("."):
        dashed = tongue in _CASELESS and left[-1] in _CLOSERS and right[0] in "–—-"
        return dashed or _is_attribution(left, right, known)
    mark = _abbreviation(left, known)
    if mark is not None:
        if mark == "#":
            return right[0].isdigit() or (_is_initial(left, tongue, single=True) and right[0].isalpha() and not starts)
        return not ((_may_end(mark, left) and _begins(right)) or starts)
    if _is_initial(left, tongue) and right[0].isalpha():
        return not starts
    if _DAY.search(left) and right[0].isdigit():
        return True
    if tongue not in _ORDINAL_STOPS or _ORDINAL.search(left) is None or starts:
        return False
    return tongue in _ORDINALS_BEFORE_CAPITALS or not left[-2].isdigit() or not _has_case(right, tongue)


def _plain_end(left: str, right: str) -> bool:
    """Whether a long, plain word ends *left*: a sentence ends there though the next has no capital, as in messages."""
    return _PLAIN.search(left) is not None and right[0].isalpha()


def _may_end(mark: str, left: str) -> bool:
    """Whether an abbreviation with *mark* can end a sentence; `В 2021 г.` at its very start does not."""
    if mark != "%":
        return mark == "?"
    before = _ABBREVIATED.sub("", left)
    opens = len(left) < _TAIL - 1 and len(before.split()) <= _OPENING_WORDS and _YEAR.search(before) is not None
    return _AFTER_NUMBER.search(before) is not None and not opens


def _is_initial(left: str, tongue: str, single: bool = False) -> bool:
    """Whether *left* ends with an initial: a capital, or a letter that has no case; *single*: of one letter only."""
    found = _INITIAL.search(left)
    if found is None or (single and len(found[1]) > 1):
        return False
    return tongue in _CASELESS or not found[1][0].islower() or single


def _has_case(right: str, tongue: str) -> bool:
    """Whether *right* begins with a letter that is a capital, and so tells that a sentence begins."""
    word = _WORD.match(right, _OPENING.match(right).end())  # type: ignore[union-attr]  # it matches the empty string
    return word is not None and word[0][0].isupper() and tongue not in _CASELESS


def _reports(right: str, tongue: str) -> bool:
    """Whether *right* says who said the quotation before it, as Chinese, Japanese and Korean do."""
    return tongue in _REPORTED and _REPORTED[tongue].match(right) is not None


def _is_name(left: str, right: str) -> bool:
    """Whether a stop without a space stands inside a name or a number: `example.org`, `DT.UA`, `J.-C.`"""
    before, after = _WORD.search(left[-2::-1]), _WORD.match(right)
    if left[-1] != "." or before is None or before.start():
        return False
    return after is None or len(before[0]) < 4 or before[0].isupper() or not after[0].istitle()


def _quoted(text: str, place: int) -> bool:
    """Whether a quotation or bracket is open at *place*; straight quotation marks tell nothing."""
    return bool(_open(text, 0, place))


def _encloses(text: str, start: int, end: int) -> bool:
    """Whether a bracket that opened inside the sentence, which began at *start*, closes soon after *end*."""
    waiting = _open(text, start, end)
    if not waiting or waiting[-1][0] not in "(（" or not text[start : waiting[-1][1]].strip():
        return False
    return _RIGHT[waiting[-1][0]] in text[end : end + _WINDOW]


def _open(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Return the brackets and quotation marks, with their places, that are open at *end*; a line closes them all."""
    waiting: list[tuple[str, int]] = []
    begin = max(start, end - _WINDOW, text.rfind("\n", start, end) + 1)
    for match in _ENCLOSING.finditer(text, begin, end):
        mark = match[0]
        if waiting and (waiting[-1][0] == _RIGHT_OF.get(mark) or (waiting[-1][0] == "„" and mark in "“”")):
            waiting.pop()
        elif mark not in _RIGHT_OF:
            waiting.append((mark, match.start()))
    return waiting


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


def _between(text: str, border: int) -> int:
    """Move *border* behind what closes the sentence before it, or before what opens the one after it."""
    opened = _OPENED.search(text, max(0, border - _TAIL // 8), border)
    if opened and opened[0][0].isspace() and text[border : border + 1].strip():
        return opened.start()
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
