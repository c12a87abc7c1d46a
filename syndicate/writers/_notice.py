"""The notice that stands in every translated text: how it was made, and where it comes from.

The EU AI Act's Article 50 asks that people can see it, so it is a plain paragraph: feed readers
strip `div` and `span` with their classes.
"""

from __future__ import annotations

from syndicate.languages import primary, right_to_left
from syndicate.markup import quoted
from syndicate.model import UND, Edition, EditionState, LanguageTag, Origin
from syndicate.writers._address import web_address
from syndicate.writers._body import sanitised
from syndicate.writers._dates import name_of, spoken
from syndicate.writers._text import one_line
from syndicate.writers._words import words


def notice(edition: Edition) -> str:
    """Return how the text of *edition* was made, and whether it still stands, as HTML; nothing for a mere original."""
    said = words(edition.language)
    sentences = {Origin.MACHINE: [said.machine], Origin.EDITED: [said.edited]}.get(edition.origin, [])
    if edition.state is EditionState.NOTED:
        sentences = [*sentences, said.noted]
    parts = [quoted(sentence) for sentence in sentences]
    if edition.origin is not Origin.ORIGINAL:
        parts.append(" · ".join(filter(None, (_review(edition), f"{quoted(said.original)}: {_citation(edition)}"))))
    marked = _marked(said.language) if primary(said.language) != primary(edition.language) else ""
    blocks = [f"<p{marked}><strong>{quoted(said.withdrawal)}</strong></p>"] if edition.withdrawn else []
    blocks += [f"<p{marked}>{' '.join(parts)}</p>"] if parts else []
    return sanitised("\n".join(blocks))


def _review(edition: Edition) -> str:
    """Return who reviewed *edition*, and when, as far as that is known, as HTML."""
    said = words(edition.language)
    if edition.origin is not Origin.EDITED:
        return ""
    when = spoken(edition.reviewed, said.language) if edition.reviewed else ""
    told = ", ".join(f"<bdi>{quoted(part)}</bdi>" for part in (one_line(edition.reviewer), when) if part)
    return f"{quoted(said.reviewer)}: {told}" if told else ""


def _citation(edition: Edition) -> str:
    """Return the original's title, linked, with its publication and language."""
    article, language = edition.article, edition.article.language
    marked = _marked(language) if language != UND else ""
    title, address = quoted(one_line(article.title) or one_line(article.source.guid)), quoted(web_address(article.link))
    linked = f'<a href="{address}"{marked}>{title}</a>' if address else f"<cite{marked}>{title}</cite>"
    # Isolated, lest a Latin title turn the words of an Arabic sentence round.
    named = [f"<bdi>{quoted(name)}</bdi>"] if (name := one_line(article.source.title)) else []
    if language != UND:
        named.append(quoted(name_of(language, edition.language)))
    return f"{linked} ({' · '.join(named)})" if named else linked


def _marked(language: LanguageTag) -> str:
    """Return the attributes of words in another language than those around them."""
    return f' lang="{quoted(language)}" dir="{"rtl" if right_to_left(language) else "ltr"}"'
