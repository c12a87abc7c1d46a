"""One edition as every format needs it: clean, absolute, and said once.

The writers only spell an `Entry` in their syntax, so that identifier, dates, links and body are the
same in Atom, RSS, JSON Feed and on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from syndicate.config import PublishSettings
from syndicate.model import UND, Edition, LanguageTag, Origin
from syndicate.writers import Channel
from syndicate.writers._address import article_address, identifier, tag_address, web_address
from syndicate.writers._body import body_html, wrapped
from syndicate.writers._media import Attached, attached_to
from syndicate.writers._notice import notice
from syndicate.writers._sections import Section, sections_of
from syndicate.writers._spelled import Spelled, spelled
from syndicate.writers._text import one_line
from syndicate.writers._titles import standfirst, summary_of, title_of
from syndicate.writers._words import words

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""Scheme of the digital source types by which machine translation is disclosed."""

WORK_TRANSLATION = "https://schema.org/workTranslation"
"""Link relation to the same article in another language; never `alternate`, which makes readers open that one."""

_SOURCE_TYPES = {
    Origin.MACHINE: "trainedAlgorithmicMedia",
    Origin.EDITED: "compositeWithTrainedAlgorithmicMedia",
    Origin.ORIGINAL: "",
}


@dataclass(frozen=True)
class Entry:
    """What is published of an edition."""

    id: str
    """The tag: address, the same in all formats."""
    url: str
    """Absolute address of its own page."""
    edition: Edition
    """What it was made from."""
    title: str
    """One line of plain text, never empty."""
    summary: str
    """One line of plain text; the first paragraph where the source gives no summary."""
    notice: str
    """Paragraphs of HTML that say how the text was made, and link its source; may be empty."""
    body: str
    """Sanitised HTML of the body, without notice."""
    published: datetime
    """When it was first released, with its zone."""
    updated: datetime
    """When its words last changed, never before `published`."""
    author: str
    """The byline; else the source's title; may be empty."""
    rights: str
    """The article's own licence line; may be empty."""
    link: str
    """Address of the source's page; may be empty."""
    source_id: str
    """Identifier of the source's feed, only where it is an address or tag; may be empty."""
    source_title: str
    """The source's title in its own language; may be empty."""
    source_link: str
    """Address of the source's site; may be empty."""
    source_language: LanguageTag | None
    """Language of the source article, where known."""
    siblings: tuple[tuple[LanguageTag, str], ...]
    """Published editions in the other languages, with their pages."""
    source_type: str
    """IPTC digital source type; empty for an original."""
    label: str
    """The source type for people, in `label_language`."""
    label_language: LanguageTag
    """Language of `label`."""
    sections: tuple[Section, ...]
    """Sections and tags, in the edition's language where their labels are known in it."""
    attached: tuple[Attached, ...]
    """Pictures, sounds, films."""
    content: str
    """The body with its notice above, as feeds carry it."""

    @cached_property
    def xml(self) -> Spelled:
        """What of this Atom and RSS both say, escaped; made once for the two."""
        return spelled(
            tag=self.id, url=self.url, title=self.title, summary=self.summary, content=self.content,
            published=self.published, updated=self.updated,
        )  # fmt: skip

    @property
    def image(self) -> str:
        """Address of the main picture; empty where there is none."""
        return next((one.url for one in self.attached if one.kind == "image"), "")

    @property
    def enclosures(self) -> tuple[Attached, ...]:
        """What has no place in the body."""
        return tuple(one for one in self.attached if not one.inline)

    @property
    def reviewer(self) -> str:
        """Who corrected or approved the translation; empty where nobody has."""
        return one_line(self.edition.reviewer) if self.edition.origin is Origin.EDITED else ""

    @property
    def reviewed(self) -> datetime | None:
        """When they did."""
        return self.edition.reviewed if self.edition.origin is Origin.EDITED else None

    @property
    def translated(self) -> bool:
        """Whether the words are not the source's own."""
        return self.edition.origin is not Origin.ORIGINAL


def entry_of(edition: Edition, channel: Channel) -> Entry:
    """Return *edition* as the writers of *channel* publish it.

    Args:
        edition: with `published` set, in a state that may be published; its outline will do.
        channel: the channel it stands in.
    """
    edition = channel.load(edition)
    article, settings, language = edition.article, channel.settings, edition.language
    said = words(language)
    published = edition.published or tag_date(settings)
    # That it is withdrawn stands in its title: its words have changed.
    updated = max(edition.updated or published, published, edition.withdrawn or published)
    above, body = notice(edition), standfirst(edition) + body_html(edition)
    content = wrapped("\n".join(part for part in (above, body) if part), language)
    siblings = sorted({one.language for one in channel.siblings.get(article.id, ())} - {language})
    source = one_line(article.source.title)
    return Entry(
        id=tag_address(settings, article.id, language),
        url=article_address(settings, article.id, language),
        edition=edition,
        title=title_of(edition),
        summary=summary_of(edition),
        notice=above,
        body=body,
        published=published,
        updated=updated,
        author=one_line(article.byline) or source,
        rights=one_line(article.rights),
        link=web_address(article.link),
        source_id=identifier(article.source.feed),
        source_title=source,
        source_link=web_address(article.source.link),
        source_language=_source_language(edition),
        siblings=tuple((each, article_address(settings, article.id, each)) for each in siblings),
        source_type=_SOURCE_TYPES[edition.origin],
        label={Origin.MACHINE: said.machine_label, Origin.EDITED: said.edited_label}.get(edition.origin, ""),
        label_language=said.language,
        sections=sections_of(edition, channel),
        attached=attached_to(edition),
        content=content,
    )


def _source_language(edition: Edition) -> LanguageTag | None:
    """Return the language of the source's page; an original is in its own, whatever was detected of its parts."""
    if edition.origin is Origin.ORIGINAL:
        return edition.language
    article = edition.article
    return article.language if article.language != UND else article.source.language


def feed_updated(entries: Sequence[Entry], gone: Sequence[Edition], settings: PublishSettings) -> datetime:
    """Return when a feed last changed: when its newest entry did, or the last of those that are *gone* was withdrawn.

    Of an empty feed it is the tag's date, never now.
    """
    moments = [entry.updated for entry in entries] + [one.withdrawn for one in gone if one.withdrawn]
    return max(moments, default=tag_date(settings))


def tag_date(settings: PublishSettings) -> datetime:
    """Return the one date that never changes: that of the tag: addresses."""
    return datetime.fromisoformat(settings.date).replace(tzinfo=UTC)
