"""Sentences drawn by lot to try what carries names and markup: everything that has ever broken such a thing.

The same seed draws the same sentences. `wrong` says what became of one.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator

from syndicate.keep import keeps
from syndicate.languages import language_tag
from syndicate.model import (
    ConceptEntry,
    Direction,
    EntryKind,
    LanguageTag,
    Mention,
    Segment,
    Span,
    SpanKind,
    Translation,
)

EN_ES = Direction(language_tag("en"), language_tag("es"))
RU_UK = Direction(language_tag("ru"), language_tag("uk"))

_SIGNS = "^$/[]{}<>@\\~|#*+"
_ODD = (
    *("{0}", "{name}", "[1]", "[[t:w:3]]", "[[/]]", "[t:b:1]", "^dog<n>$", "^", "$5", "a/b", "<g id=1>", "</b>"),
    *("&lt;b&gt;", "\u0627\u0644\u0633\u0644\u0627\u0645", "\u202eabc\u202c"),
    *("XQ1Z", "__NAME_0__", "%s", "\\", "\\n", "@", "~", "Q1", "q\ue001", "\ue000", "\ue010", "Q\ue000\ue000", "⟦1⟧"),
    *("שלום", "مرحبا بالعالم", "\u202bשלום\u202c", "\u200f", "e\u0301", "й", "नमस्ते", "Z\u0335a\u0336lgo"),
    *("a\u0308\u0304",),
    *("👍", "👩\u200d👩\u200d👧", "🇰🇿", "❤\ufe0f", "—", "«", "»", "“", "”", "(", ")"),
    *("…", "!", "?", ";", ",", ".", ":", '"', "'", "’"),
    *("10%", "№ 5", "3.14", "1,234.5", "12:30", "10km", "don't", "state-of-the-art", "\u00a0", "soft\u00adhyphen"),
    *("@desk", "#breaking", "press@example.org", "https://example.org/a_b?c=1", "my_file.pdf", "some_code_here"),
)  # fmt: skip
_WORDS = {
    "en": "the president said that people left city border law open in of with new old and her house road was red",
    "ru": "президент сказал что люди покинули город граница закон открыта в о с новый старый и её дом дорога была",
}
_NAMES = {
    "en": (
        ("person", "m", "Aslan Atalikov", "Aslán Atalikóv"),
        ("person", "f", "Roza Otunbayeva", "Roza Otunbáyeva"),
        ("person", "m", "Zhumabek", "Yumabek"),
        ("place", "", "Oral", "Uralsk"),
        ("place", "", "New Zhambyl", "Nueva Yambil"),
        ("organisation", "m", "Steppe Bank", "Banco de la Estepa"),
        ("organisation", "f", "Q-Sar", "Ku-Sar"),
    ),
    "ru": (
        ("person", "m", "Аслан Аталыков", "Аслан Аталиков"),
        ("person", "f", "Роза Отунбаева", "Роза Отунбаєва"),
        ("person", "m", "Жумабек", "Жумабек"),
        ("place", "m", "Уральск", "Уральськ"),
        ("place", "f", "Бурятия", "Бурятія"),
        ("organisation", "m", "Степной Банк", "Степовий Банк"),
    ),
}


def sentences(seed: int, count: int, direction: Direction) -> Iterator[Segment]:
    """Give *count* sentences for *direction*."""
    lot = random.Random(seed)  # noqa: S311 - draws sentences, no secrets
    entries = _entries(direction)
    for number in range(count):
        yield _sentence(lot, number, direction.source, entries)


def _entries(direction: Direction) -> list[ConceptEntry]:
    return [
        ConceptEntry(f"name-{at}", EntryKind(kind), {direction.source: own, direction.target: other}, gender)
        for at, (kind, gender, own, other) in enumerate(_NAMES[direction.source])
    ]


def _sentence(lot: random.Random, number: int, language: LanguageTag, entries: list[ConceptEntry]) -> Segment:
    text = ""
    mentions: list[Mention] = []
    borders: list[int] = []
    for _ in range(lot.randint(2, 14)):
        borders.append(len(text))
        what = lot.random()
        if what < 0.25:
            entry = lot.choice(entries)
            if text and (text[-1].isalnum() or text[-1] in "_@#/’'-" or text[-1] > "\u02ff"):
                text += " "
            mentions.append(Mention(len(text), len(text) + len(entry.names[language]), entry, "names"))
            text += entry.names[language] + lot.choice((" ", " ", ", ", ". ", ") ", "! "))
            continue
        text += lot.choice(_ODD) if what < 0.55 else lot.choice(_WORDS[language].split())
        text += lot.choice(("", " ", " ", " ")) if what < 0.55 else " "
    text = text.rstrip()
    borders = [min(border, len(text)) for border in [*borders, len(text)]]
    spans = [
        span for span in keeps(text) if not any(span.start < each.end and each.start < span.end for each in mentions)
    ]
    open_ = [(0, len(borders) - 1)]
    for name in lot.sample(["a", "b", "i", "em", "strong", "span"], lot.randint(0, 4)):
        first, last = lot.choice(open_)  # within another one, or beside it: markup nests
        if last - first < 1:
            continue
        start = lot.randint(first, last - 1)
        end = lot.randint(start + 1, last)
        if text[borders[start] : borders[end]].strip():
            spans.append(Span(borders[start], borders[end], SpanKind.INLINE, name))
            open_ = [(start, end), *((a, b) for a, b in open_ if b <= start or end <= a)]
            open_ += [part for part in ((first, start), (end, last)) if part[0] < part[1] and first == 0]
            open_ = [part for part in open_ if _apart(borders, part, spans)] or [(0, 0)]
    spans.sort(key=lambda span: (span.start, -span.end))
    return Segment(0, number, 0, text, language, tuple(spans), tuple(mentions))


def _apart(borders: list[int], part: tuple[int, int], spans: list[Span]) -> bool:
    """Whether an element within *part* crosses no span."""
    start, end = borders[part[0]], borders[part[1]]
    inline = [span for span in spans if span.kind is SpanKind.INLINE]
    return not any(span.start < start < span.end < end or start < span.start < end < span.end for span in inline)


def wrong(translation: Translation) -> list[str]:
    """Return what is lost, doubled or leaked; nothing where all came through."""
    source, target = translation.source, translation.target
    if not target.text.strip():
        return ["empty"]
    found = [f"{row.outcome}: {row.source_form}" for row in translation.ledger if row.outcome != "held"]
    wanted = Counter(row.target_form for row in translation.ledger if row.outcome == "held")
    for form, times in wanted.items():
        stands = len(re.findall(rf"(?<!\w){re.escape(form)}(?!\w)", target.text))
        among_source = len(re.findall(rf"(?<!\w){re.escape(form)}(?!\w)", source.text))
        if stands != times and among_source == 0:
            found.append(f"{form} stands {stands} times for {times}")
    kept = Counter(source.text[span.start : span.end] for span in source.spans if span.kind is SpanKind.KEEP)
    found += [f"not kept: {words}" for words, times in kept.items() if target.text.count(words) < times]
    private = {each for each in source.text + target.text if "\ue000" <= each <= "\uf8ff"}
    counts = [(sign, target.text.count(sign), source.text.count(sign)) for sign in (*_SIGNS, *sorted(private))]
    return found + [f"{sign!r} stands {have} times for {want}" for sign, have, want in counts if have != want]


def loosened(translation: Translation) -> list[str]:
    """Return the elements that are lost or doubled, and those that do not nest."""
    inline = [span for span in translation.target.spans if span.kind is SpanKind.INLINE]
    want = Counter(span.name for span in translation.source.spans if span.kind is SpanKind.INLINE)
    found = [f"<{name}>" for name in sorted((want - Counter(span.name for span in inline)).elements())]
    for index, one in enumerate(inline):
        if not 0 <= one.start < one.end <= len(translation.target.text):
            found.append(f"<{one.name}> lies outside")
        found += [
            f"<{one.name}> crosses <{other.name}>"
            for other in inline[index + 1 :]
            if one.start < other.start < one.end < other.end
        ]
    return found
