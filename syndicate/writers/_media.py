"""Pictures, sounds and films: what of them can be published, and as what."""

from __future__ import annotations

from dataclasses import dataclass

from syndicate.model import Edition, Media
from syndicate.writers._address import web_address

_MIME_TYPES = {
    "avif": "image/avif", "gif": "image/gif", "jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png",
    "svg": "image/svg+xml", "webp": "image/webp", "aac": "audio/aac", "flac": "audio/flac", "m4a": "audio/mp4",
    "mp3": "audio/mpeg", "oga": "audio/ogg", "ogg": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav",
    "m4v": "video/mp4", "mov": "video/quicktime", "mp4": "video/mp4", "ogv": "video/ogg", "webm": "video/webm",
}  # fmt: skip
# Where an address ends in nothing known; RSS and Atom readers want some whole type.
_USUAL_TYPES = {"image": "image/jpeg", "audio": "audio/mpeg", "video": "video/mp4"}


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture, sound or film with an address that can be trusted."""

    url: str
    """Absolute, http or https."""
    type: str
    """Whole MIME type."""
    media: Media
    """What the source says of it."""
    inline: bool
    """Whether it has its place in the body; else it is an enclosure."""

    @property
    def kind(self) -> str:
        """`image`, `audio` or `video`."""
        return self.type.partition("/")[0]


def attached_to(edition: Edition) -> tuple[Attached, ...]:
    """Return the media of *edition* whose addresses can be trusted, in the order of the source."""
    placed = {unit.media for unit in edition.units if unit.media is not None}
    found = []
    for index, media in enumerate(edition.article.media):
        if url := web_address(media.url):
            found.append(Attached(url=url, type=_mime_type(media, url), media=media, inline=index in placed))
    return tuple(found)


def _mime_type(media: Media, url: str) -> str:
    """Return the whole MIME type: the source's, else by the address' ending. No table of this machine's is asked."""
    said = media.type.strip().lower().partition(";")[0].strip()
    if said.partition("/")[2] and said.isascii() and said.isprintable() and " " not in said:
        return said
    ending = url.partition("?")[0].partition("#")[0].rpartition(".")[2].lower()
    guessed = _MIME_TYPES.get(ending, "")
    kind = said if said in _USUAL_TYPES else guessed.partition("/")[0] or "image"
    return guessed if guessed.startswith(kind) else _USUAL_TYPES[kind]
