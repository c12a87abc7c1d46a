"""A text translated on its own, as it would be in a run, and neither published nor remembered."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from syndicate.config import Config
from syndicate.editions import plan
from syndicate.judge import judge
from syndicate.memory import Memory
from syndicate.model import Article, Edition, LanguageTag, Source, Unit, UnitKind
from syndicate.pipeline import CACHE
from syndicate.prepare import prepare
from syndicate.routes import PREFERENCE
from syndicate.scale import Nobody, make, open_engines


def try_text(
    text: str, to: Sequence[LanguageTag], config: Config, language: LanguageTag | None = None
) -> list[Edition]:
    """Return an edition of *text* for each language of *to*; each paragraph of it is a unit.

    Args:
        text: plain text; an empty line ends a paragraph.
        to: languages wanted.
        config: engines, glossaries and gate.
        language: the text's language, or None to find it.
    """
    blocks = [" ".join(block.split()) for block in text.split("\n\n")]
    units = tuple(Unit(UnitKind.PARAGRAPH, block) for block in blocks if block)
    article = Article("trial", Source("trial", "trial", document="the text"), units)
    cache = config.run.state.parent / CACHE
    with (
        tempfile.TemporaryDirectory() as folder,
        Memory(Path(folder) / "state.sqlite") as memory,
        open_engines(config.engines, cache) as engines,
    ):
        hops = [hop for engine in engines.values() for hop in engine.hops()]
        prepared, _ = prepare([article], config.run.glossaries, cache, language, Nobody())
        drafts = [plan(prepared[0], target, hops, {**PREFERENCE, **config.engines.preference}) for target in to]
        made = make(drafts, engines, memory, Nobody())
        return [judge(draft, each, config.gate) for draft, each in zip(drafts, made, strict=True)]
