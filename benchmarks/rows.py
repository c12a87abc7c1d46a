"""One row of a table of benchmarks, as all of them print it."""

from __future__ import annotations


def say(row: str, measure: str, baseline: object, ours: object, reach: str) -> None:
    """Print one row of the table."""
    print(f"{row:8} {measure:44} {baseline!s:>14} {ours!s:>14}   {reach}", flush=True)
