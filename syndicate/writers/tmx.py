"""TMX 1.4b, if `[publish] exports` names it: for each language everything published in it, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate import tmx
from syndicate.alignment import aligned, parts
from syndicate.model import UND, Edition, Maker, Origin
from syndicate.writers import Channel, File
from syndicate.writers._text import one_line


def write(channel: Channel) -> Iterator[File]:
    """Give the translations of *channel*; nothing where there are none."""
    if "tmx" not in channel.settings.exports:
        return
    units = [unit for edition in map(channel.load, channel.editions) for unit in _units(edition)]
    if units:
        yield File(f"{channel.language}/translations.tmx", b"".join(tmx.write(dict.fromkeys(units))))


def _units(edition: Edition) -> Iterator[tmx.TranslationUnit]:
    """Give the sentences of *edition* that were translated, each with its source and who made it.

    A block whose sentences are not known is one unit.
    """
    article, edition = edition.article, edition if edition.sentences else aligned(edition)
    if edition.origin is Origin.ORIGINAL or article.language == UND or len(article.units) != len(edition.units):
        return  # what does not lie side by side is no pair
    languages = (article.language, edition.language)
    for index, (source, target) in enumerate(zip(article.units, edition.units, strict=True)):
        if not source.translate or (source.language or article.language) != article.language:
            continue
        told = [part for part in parts(edition, index) if part.words]
        for part in told:
            texts = one_line(source.text[slice(*part.source)]), one_line(target.text[slice(*part.target)])
            if all(texts) and (part.maker or len(told) == 1):  # else it stands as the source has it
                yield tmx.TranslationUnit(*texts, languages, _tool(part.maker, edition))


def _tool(maker: Maker | None, edition: Edition) -> str:
    """Return what made a sentence; nothing where a person did."""
    if maker is not None:
        return maker.route
    return "" if edition.origin is Origin.EDITED else "machine"
