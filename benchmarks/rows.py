"""What the benchmarks have in common: a row of their tables, and where the sets lie."""

from __future__ import annotations

from pathlib import Path


def say(row: str, measure: str, baseline: object, ours: object, reach: str) -> None:
    """Print one row of the table."""
    print(f"{row:8} {measure:44} {baseline!s:>14} {ours!s:>14}   {reach}", flush=True)


def shared(name: str) -> Path:
    """Return the folder `shared/<name>` beside the checkout, or beside a folder that it lies in."""
    places = [above / "shared" / name for above in Path(__file__).resolve().parents[2:]]
    return next((place for place in places if place.is_dir()), places[0])
