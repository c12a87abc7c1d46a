"""TMX 1.4b, if `[publish] exports` names it: for each language everything published in it, block by block."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate import tmx
from syndicate.model import UND, Edition, Origin
from syndicate.writers import Channel, File
from syndicate.writers._text import one_line


def write(channel: Channel) -> Iterator[File]:
    """Give the translations of *channel*; nothing where there are none."""
    if "tmx" not in channel.settings.exports:
        return
    units = [unit for edition in map(channel.load, channel.editions) for unit in _units(edition)]
    if units:
        yield File(f"{channel.language}/translations.tmx", tmx.write(dict.fromkeys(units)))


def _units(edition: Edition) -> Iterator[tmx.TranslationUnit]:
    """Give the blocks of *edition* that were translated, each with its source."""
    article = edition.article
    if edition.origin is Origin.ORIGINAL or article.language == UND or len(article.units) != len(edition.units):
        return  # what does not lie side by side is no pair
    tool = "" if edition.origin is Origin.EDITED else "machine"
    for source, target in zip(article.units, edition.units, strict=True):
        texts = one_line(source.text), one_line(target.text)
        if source.translate and all(texts) and (source.language or article.language) == article.language:
            yield tmx.TranslationUnit(*texts, (article.language, edition.language), tool)
