"""A text translated on its own, as it would be in a run, and neither published nor remembered."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from syndicate.config import Config
from syndicate.editions import Ways, plan
from syndicate.glossary import shipped
from syndicate.glossary.entries import load_all
from syndicate.judge import edit
from syndicate.model import Article, Edition, LanguageTag, Source, Unit, UnitKind
from syndicate.prepare import prepare
from syndicate.routes import PREFERENCE
from syndicate.scale import Nobody, open_engines
from syndicate.state import State
from syndicate.workshop import CACHE


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
        State(Path(folder) / "state.sqlite") as state,
        open_engines(config.engines, cache) as engines,
    ):
        glossary, _ = load_all(list(config.run.glossaries) or [shipped()], cache)
        prepared, _ = prepare([article], glossary, {}, language, Nobody())
        ways = Ways(
            [hop for engine in engines.values() for hop in engine.hops()], {**PREFERENCE, **config.engines.preference}
        )
        drafts = [plan(prepared[0], target, ways) for target in to]
        return edit(drafts, config, engines, state, Nobody())[0]
