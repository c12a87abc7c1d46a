"""What the last run was asked for on its command line, so that who works on its state need not be told again."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from syndicate.config import Config, RunSettings
from syndicate.model import LanguageTag
from syndicate.state import State

_FACT = "run"
_Asked = tuple[RunSettings, tuple[str, ...], LanguageTag | None]


def keep(state: State, config: Config, language: LanguageTag | None) -> None:
    """Remember what a run was asked for: its settings, its engines, and the language that all articles are in."""
    asked = (config.run, config.engines.use, language)
    state.facts.put(_FACT, msgspec.json.encode(asked, enc_hook=str))


def as_last_run(config: Config, state: State) -> tuple[Config, LanguageTag | None]:
    """Return *config*, completed by what the last run was told on its command line and no file says.

    A program that works on a state without being told sources and languages (the editors' desk) does not forget
    half of the site this way.

    Returns:
        The configuration, and the language that all articles were said to be in.
    """
    kept = state.facts.get(_FACT)
    if kept is None:
        return config, None
    last, engines, language = msgspec.json.decode(kept, type=_Asked, dec_hook=lambda kind, text: kind(text))
    own = config.run
    told = replace(
        own,
        sources=own.sources if own.sources or config.sources else last.sources,
        to=own.to or last.to,
        out=last.out if own.out == RunSettings().out else own.out,
        glossaries=own.glossaries or last.glossaries,
        encoding=own.encoding or last.encoding,
    )
    use = config.engines.use or engines
    return replace(config, run=told, engines=replace(config.engines, use=use)), language
