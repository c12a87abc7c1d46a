"""Finds a reader, engine, check or writer by its module's name, or by an entry point.

A plug-in is a module that keeps the Protocol of its folder. Ours live in `syndicate/<kind>/`;
another distribution offers its own under the entry point group `syndicate.<kind>`. Nothing is
imported until it is asked for, so that a heavy library costs only those who use it.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from syndicate.errors import ConfigError


@cache
def _offered(kind: str) -> dict[str, EntryPoint]:
    """Return what other distributions offer; reading their metadata takes 20 ms, so it is done once."""
    return {point.name: point for point in entry_points(group=f"syndicate.{kind}")}


@cache
def names(kind: str) -> tuple[str, ...]:
    """Return the names of all plug-ins of *kind* (`readers`, `engines`, `checks`, `writers`), sorted."""
    package = importlib.import_module(f"syndicate.{kind}")
    own = {module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_")}
    return tuple(sorted(own | set(_offered(kind))))


def load(kind: str, name: str) -> ModuleType:
    """Import and return the plug-in *name* of *kind*.

    Raises:
        ConfigError: there is none of that name; the advice lists those there are.
    """
    if name in _offered(kind):
        module: ModuleType = _offered(kind)[name].load()
        return module
    known = names(kind)
    if name not in known:
        raise ConfigError(f"there is no {kind[:-1]} called “{name}”.", advice=f"There are: {', '.join(known)}.")
    return importlib.import_module(f"syndicate.{kind}.{name}")
