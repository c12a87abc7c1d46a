"""CTranslate2's model.bin: its table of variables, and the two that choose which attention is handed out.

The layout (little-endian; a string is its length with the closing NUL as uint16, then the bytes): version uint32;
specification name, revision uint32; number of variables uint32; each variable: name, rank uint8, dimensions
uint32 each, type uint8, length in bytes uint32, bytes; number of aliases uint32; pairs of names.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from syndicate.errors import ModelError

LAYER = "decoder/alignment_layer"
"""int16: decoder layer whose attention is handed out; negative counts from the last."""
HEADS = "decoder/alignment_heads"
"""int16: how many of its heads; 0 is all of them, averaged."""

_OLDEST = 4
"""The first layout with a type and a length in bytes (CTranslate2 2.0, 2021). Older models still translate."""


@dataclass(frozen=True, slots=True)
class Variables:
    """Where the variables of a model.bin lie."""

    places: dict[str, tuple[int, int]]
    """For each name, offset and length in bytes."""

    @property
    def layers(self) -> int:
        """How many decoder layers there are."""
        found = (re.match(r"decoder/layer_(\d+)/", name) for name in self.places)
        return 1 + max((int(match[1]) for match in found if match), default=-1)

    @property
    def choice(self) -> bool:
        """Whether the attention that is handed out can be chosen."""
        return all(self.places.get(name, (0, 0))[1] == 2 for name in (LAYER, HEADS))


def variables(data: bytes) -> Variables:
    """Return the table of variables of the model.bin *data*; an empty one for layouts older than CTranslate2 2.0.

    Raises:
        ModelError: *data* is cut off, longer than it says, or no model.bin at all.
    """
    walk = _Walk(data)
    places: dict[str, tuple[int, int]] = {}
    try:
        version = walk.number("I")
        if not 0 < version < 100:
            raise ModelError("model.bin is not a CTranslate2 model.", advice="Install the package anew.")
        if version < _OLDEST:
            return Variables({})
        walk.string()
        walk.number("I")
        for _ in range(walk.number("I")):
            name = walk.string()
            walk.skip(4 * walk.number("B") + 1)
            length = walk.number("I")
            places[name] = (walk.offset, length)
            walk.skip(length)
        for _ in range(walk.number("I")):
            walk.string()
            walk.string()
    except (struct.error, UnicodeDecodeError) as error:
        raise ModelError("model.bin is cut off or damaged.", advice="Install the package anew.") from error
    if walk.offset != len(data):
        raise ModelError("model.bin is longer than it says.", advice="Install the package anew.")
    return Variables(places)


def choose_attention(data: bytes, layer: int, heads: int) -> bytes:
    """Return the model.bin *data* so that CTranslate2 hands out the attention of *layer* and *heads*.

    What the model writes stays the same. *data* itself where the model does not know the choice.
    """
    table = variables(data)
    if not table.choice:
        return data
    changed = bytearray(data)
    struct.pack_into("<h", changed, table.places[LAYER][0], layer)
    struct.pack_into("<h", changed, table.places[HEADS][0], heads)
    return bytes(changed)


class _Walk:
    """Reads numbers and strings one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.offset = 0

    def number(self, form: str) -> int:
        value: int = struct.unpack_from("<" + form, self.data, self.offset)[0]
        self.offset += struct.calcsize("<" + form)
        return value

    def skip(self, length: int) -> None:
        if self.offset + length > len(self.data):
            raise struct.error("beyond the end")
        self.offset += length

    def string(self) -> str:
        length = self.number("H")
        start = self.offset
        self.skip(length)
        return self.data[start : self.offset].rstrip(b"\0").decode("utf-8")
