"""A small newsroom's editions, made by hand, for the tests of writers and of publishing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from syndicate.config import PublishSettings
from syndicate.model import (
    Article,
    Direction,
    Edition,
    EditionState,
    Hop,
    LanguageTag,
    Media,
    Method,
    Origin,
    Provenance,
    Segment,
    Source,
    Span,
    SpanKind,
    Translation,
    Unit,
    UnitKind,
)

EN, ES, UK, AR, HANT, BRAZIL = map(LanguageTag, ("en", "es", "uk", "ar", "zh-Hant", "pt-BR"))
LANGUAGES = (AR, EN, ES, BRAZIL, UK, HANT)
SETTINGS = PublishSettings(
    title={LanguageTag("und"): "Steppe & Sea", ES: "Estepa y mar", AR: "السهب والبحر"},
    description={LanguageTag("und"): "News of <two> shores"},
    base="https://news.example.org/site/",
    authority="example.org",
    date="2022-09-28",
    rights="CC BY 4.0",
)
DAY = datetime(2022, 9, 28, 10, 0, tzinfo=timezone(timedelta(hours=8)))
TITLES: Mapping[LanguageTag, str] = {
    EN: "Mongolia’s former president speaks in Moscow",
    ES: "El expresidente de Mongolia habla en Moscú",
    UK: "Колишній президент Монголії виступив у Москві",
    AR: "الرئيس المنغولي السابق يتحدث في موسكو",
    HANT: "蒙古前總統在莫斯科講話",
    BRAZIL: "Ex-presidente da Mongólia fala em Moscou",
}
PARAGRAPHS: Mapping[LanguageTag, str] = {
    EN: "Elbegdorj met the press on Wednesday.",
    ES: "Elbegdorj se reunió con la prensa el miércoles.",
    UK: "Елбегдорж зустрівся з пресою в середу.",
    AR: "التقى البغدورج بالصحافة يوم الأربعاء.",
    HANT: "額勒貝格道爾吉週三會見了記者。",
    BRAZIL: "Elbegdorj reuniu-se com a imprensa na quarta-feira.",
}

NASTY: Mapping[str, str] = {
    "an angle": "a < b > c", "a tag": "<b>bold</b>", "an entity": "Fish &amp; chips", "a numeric one": "&#60;i&#62;",
    "CDATA's end": "x ]]> y", "CDATA": "<![CDATA[ y ]]>", "a comment": "<!-- y -->", "emoji": "👩🏽‍🚀 🏔️ ❄️",
    "marks of direction": "‏العربية‎ ‮x‬", "newlines": "a\nb\r\nc\u2028d", "a tab": "a\tb", "long": "Long " * 400,
    "a nul": "a\x00b\x1b[31m", "a surrogate": "a\ud83db", "a noncharacter": "a\uffffb\ufdd0",
    "no-break spaces": "\u00a0a\u00a0\u00a0b\u00a0", "zero width": "a\u200bb\ufeffc", "quotes": "\"a\" 'b' «c» `d`",
    "a template": "{{ 7 * 7 }} {% raw %}", "a closing script": "</script><script>x</script>",
    "combining letters": "e\u0301 ẛ̣ \u0f77", "an instruction": "<?xml version='1.0'?> <?php x ?>",
}  # fmt: skip
"""Kinds of titles and bodies that have broken feeds."""


def article(number: int = 1, units: tuple[Unit, ...] = (), **changes: object) -> Article:
    """An English article of a feed."""
    made = Article(
        id=f"{number:020x}",
        source=Source(
            feed="https://source.example.net/rss",
            guid=f"guid-{number}",
            title="The Ulaanbaatar Paper",
            link="https://source.example.net/",
            language=EN,
            document="inbox/secret-folder/feed.xml",
        ),
        units=units or units_in(EN),
        link=f"https://source.example.net/news/{number}",
        language=EN,
        byline="B. Bold",
        published=DAY,
        rights="© The Ulaanbaatar Paper",
        sections=("Politics",),
        media=(
            Media("https://source.example.net/a.jpg", "image", 1200, 800, "D. Dorj"),
            Media("https://source.example.net/a.mp3", "audio", length=12345),
        ),
    )
    return replace(made, **changes)


def units_in(
    language: LanguageTag, title: str = "", paragraph: str = "", spans: tuple[Span, ...] = ()
) -> tuple[Unit, ...]:
    """The units of an article in a language: title, summary, paragraph, picture."""
    return (
        Unit(UnitKind.TITLE, title or TITLES.get(language, TITLES[EN])),
        Unit(UnitKind.SUMMARY, f"{title or TITLES.get(language, TITLES[EN])}."),
        Unit(UnitKind.PARAGRAPH, paragraph or PARAGRAPHS.get(language, PARAGRAPHS[EN]), spans),
        Unit(UnitKind.ALT, "A room with journalists", media=0),
        Unit(UnitKind.CAPTION, "The press conference", media=0),
    )


def edition(language: LanguageTag, number: int = 1, **changes: object) -> Edition:
    """An edition of an article; of later numbers published later."""
    origin = Origin.ORIGINAL if language == EN else Origin.MACHINE
    moment = DAY + timedelta(hours=number)
    own = changes.pop("article", None) or article(number)
    units = own.units if origin is Origin.ORIGINAL else units_in(language)
    made = Edition(
        article=own,
        language=language,
        units=units,
        state=EditionState.PUBLISHED,
        origin=origin,
        published=moment,
        updated=moment.astimezone(UTC) + timedelta(minutes=5),
    )
    return replace(made, **changes)


def bold(start: int, end: int) -> Span:
    """A stretch in strong."""
    return Span(start, end, SpanKind.INLINE, "strong")


LINK = ("href", "https://source.example.net/a?b=1&c=\"2'")
"""An address with everything that has to be escaped."""


def sentence_by_sentence() -> Edition:
    """An edition of three sentences with a link over the border of two, one sentence a person's."""
    text, link = "One red. Two <b>. Three.", Span(4, 12, SpanKind.INLINE, "a", (LINK,))
    said = "Uno rojo. Dos <b>. ¡Tres!"
    source = Unit(UnitKind.PARAGRAPH, text, (link, Span(13, 16, SpanKind.INLINE, "code")))
    target = Unit(UnitKind.PARAGRAPH, said, (replace(link, end=13), Span(14, 17, SpanKind.INLINE, "code")))
    hop = Hop("apertium", Direction(EN, ES), "eng-spa 1", "d")
    by = Provenance((hop,), Method.PLACEHOLDER)
    person = Provenance((), Method.HUMAN, reviewer="B. B.", reviewed=DAY)
    cuts = [(0, 8, "Uno rojo.", by), (9, 17, "Dos <b>.", by), (18, 24, "¡Tres!", person)]
    made = []
    for index, (start, end, words, provenance) in enumerate(cuts):
        segment = Segment(1, index, start, text[start:end], EN)
        made.append(Translation(segment, replace(segment, text=words, language=ES), provenance))
    units = (Unit(UnitKind.TITLE, "Bold"), source)
    return edition(
        ES, article=article(1, units=units), units=(units[0], target), translations=tuple(made),
        origin=Origin.EDITED, reviewer="B. B.", reviewed=DAY,
    )  # fmt: skip
