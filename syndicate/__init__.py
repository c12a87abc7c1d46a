"""syndicate: articles in many languages, given out again as feeds in others.

What the library offers, by name; each is imported when it is first asked for.

    from datetime import UTC, datetime
    from pathlib import Path

    from syndicate import load_config, run

    report = run(load_config(Path("syndicate.toml")), datetime.now(UTC))
"""

from __future__ import annotations

import importlib

_OFFERED = {
    "Article": "syndicate.model",
    "Config": "syndicate.config",
    "Edition": "syndicate.model",
    "Failure": "syndicate.model",
    "RunReport": "syndicate.report",
    "State": "syndicate.state",
    "SyndicateError": "syndicate.errors",
    "build": "syndicate.publish",
    "detect": "syndicate.detect",
    "language_tag": "syndicate.languages",
    "load_config": "syndicate.config",
    "load_glossary": "syndicate.glossary.entries:load",
    "read_articles": "syndicate.sources",
    "documents": "syndicate.sources",
    "run": "syndicate.pipeline",
    "try_text": "syndicate.editing.trial",
}

__all__ = sorted(_OFFERED)


def __getattr__(name: str) -> object:
    """Import what is offered under *name*; a heavy library is paid for by who uses it."""
    if name not in _OFFERED:
        raise AttributeError(f"module 'syndicate' has no attribute {name!r}")
    module, _, own = _OFFERED[name].partition(":")
    return getattr(importlib.import_module(module), own or name)
