"""What search engines read of an article: schema.org NewsArticle as JSON-LD."""

from __future__ import annotations

from typing import Any

from syndicate.writers import Channel
from syndicate.writers._dates import rfc3339
from syndicate.writers._entry import Entry
from syndicate.writers._text import one_line
from syndicate.writers._titles import site_title

# schema.org has the IPTC digital source types under names of its own.
_SOURCE_TYPES = {
    "trainedAlgorithmicMedia": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    "compositeWithTrainedAlgorithmicMedia": "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
}


def linked_data(entry: Entry, channel: Channel) -> dict[str, Any]:
    """Return the article as schema.org describes it, without members that say nothing."""
    publisher = {
        "@type": "Organization",
        "name": site_title(channel.settings, channel.language),
        "url": channel.settings.base,
    }
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": entry.url,
        "identifier": entry.id,
        "url": entry.url,
        "mainEntityOfPage": entry.url,
        "headline": entry.title,
        "description": entry.summary,
        "inLanguage": entry.edition.language,
        "datePublished": rfc3339(entry.published),
        "dateModified": rfc3339(entry.updated),
        "author": {"@type": "Person" if entry.edition.article.byline else "Organization", "name": entry.author}
        if entry.author
        else None,
        "publisher": publisher,
        "articleSection": [each.label for each in entry.sections if each.spoken(entry.edition.language)],
        "image": [one.url for one in entry.attached if one.kind == "image"],
        "workTranslation": [
            {"@type": "NewsArticle", "@id": address, "inLanguage": sibling} for sibling, address in entry.siblings
        ],
        "copyrightNotice": entry.rights,
    }
    if entry.translated:
        data |= {
            "translationOfWork": _original(entry),
            "isBasedOn": entry.link,
            "digitalSourceType": _SOURCE_TYPES.get(entry.source_type),
            "translator": publisher,
        }
    if entry.reviewer:
        person = {"@type": "Person", "name": entry.reviewer}
        page: dict[str, Any] = {"@type": "WebPage", "@id": entry.url, "reviewedBy": person}
        if entry.reviewed:
            page["lastReviewed"] = entry.reviewed.date().isoformat()
        data |= {"editor": person, "mainEntityOfPage": page}
    if entry.edition.withdrawn:
        data["creativeWorkStatus"] = "Withdrawn"
    return {name: value for name, value in data.items() if value}


def _original(entry: Entry) -> dict[str, Any]:
    article = entry.edition.article
    said = {
        "@type": "NewsArticle",
        "@id": entry.link,
        "url": entry.link,
        "headline": one_line(article.title),
        "inLanguage": entry.source_language,
    }
    return {name: value for name, value in said.items() if value}
