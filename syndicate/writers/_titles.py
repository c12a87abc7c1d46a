"""What sites, channels and editions are called, and the words that open an edition."""

from __future__ import annotations

from itertools import chain

from syndicate.config import PublishSettings
from syndicate.languages import primary
from syndicate.markup import escaped
from syndicate.model import UND, Edition, LanguageTag, Unit, UnitKind
from syndicate.writers import Channel
from syndicate.writers._text import one_line
from syndicate.writers._words import words


def site_title(settings: PublishSettings, language: LanguageTag) -> str:
    """Return the site's name in *language*, never empty."""
    names = settings.title
    return one_line(names.get(language) or names.get(primary(language)) or names.get(UND, "")) or settings.authority


def site_description(settings: PublishSettings, language: LanguageTag) -> str:
    """Return the sentence about the site in *language*; may be empty."""
    said = settings.description
    return one_line(said.get(language) or said.get(primary(language)) or said.get(UND, ""))


def channel_title(channel: Channel) -> str:
    """Return the name of *channel*: the site's, and its section's where it is one's."""
    site = site_title(channel.settings, channel.language)
    return f"{site} – {one_line(channel.label)}" if channel.section else site


def title_of(edition: Edition) -> str:
    """Return the title; of an article without one the first words it has, else the source's identifier.

    What the source has withdrawn says so in its title, which is all that many readers show.
    """
    title = _title(edition)
    return f"[{words(edition.language).withdrawn}] {title}" if edition.withdrawn else title


def _title(edition: Edition) -> str:
    texts = chain((edition.title,), (unit.text for unit in edition.units), (edition.article.source.guid,))
    # A no-break space alone is no title.
    return next((text for text in map(one_line, texts) if text.strip()), "–")


def _first(edition: Edition, kind: UnitKind) -> Unit | None:
    return next((unit for unit in edition.units if unit.kind is kind and one_line(unit.text)), None)


def summary_of(edition: Edition) -> str:
    """Return the summary; else the whole first paragraph, for half a sentence helps nobody."""
    unit = _first(edition, UnitKind.SUMMARY) or _first(edition, UnitKind.PARAGRAPH)
    return one_line(unit.text) if unit else ""


def standfirst(edition: Edition) -> str:
    """Return the summary as the body's first paragraph, unless title or body begin with the same words."""
    unit = _first(edition, UnitKind.SUMMARY)
    if unit is None:
        return ""
    summary = one_line(unit.text)
    said = summary.rstrip(" .…[]")
    # White space and what cannot be printed may make the body's beginning longer than the summary, by little.
    begun = one_line(_begun(edition, 2 * len(said) + 100))
    if begun.startswith(said) or _title(edition).startswith(said):
        return ""
    return f"<p>{escaped(summary)}</p>\n"


def _begun(edition: Edition, length: int) -> str:
    """Return the first *length* characters of the paragraphs of *edition*."""
    text = ""
    for unit in edition.units:
        if unit.kind is UnitKind.PARAGRAPH:
            text += f" {unit.text}" if text else unit.text
            if len(text) >= length:
                break
    return text[:length]
