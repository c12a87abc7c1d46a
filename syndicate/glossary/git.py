"""What Git knows of a glossary: what changed since the last commit. Where there is no Git or repository, nothing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from syndicate.glossary import save
from syndicate.model import ConceptEntry

_SECONDS = 10
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def changes(paths: Sequence[Path]) -> str | None:
    """Return what `git diff` says of *paths* since the last commit; None where they are in no repository."""
    told = [_said(path, "diff", "--no-ext-diff", "--no-textconv", "--no-color", "-U1", "HEAD") for path in paths]
    known = [one for one in told if one is not None]
    return "".join(known) if known else None


def committed(entry: ConceptEntry) -> ConceptEntry | None:
    """Return *entry* as the last commit has it; None where that has none."""
    path = Path(entry.file)
    text = _said(path, "show", f"HEAD:./{path.name}", about=False)
    return save.parsed(text, entry.file)[0].get(entry.id) if text is not None else None


def _said(path: Path, *words: str, about: bool = True) -> str | None:
    """Return what Git answers in the folder of *path*; None where it cannot."""
    folder = path if path.is_dir() else path.parent
    what = ["--", "." if path.is_dir() else path.name] if about else []
    # No hook, filter or program that a repository names is run.
    safe = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "diff.external="]
    try:
        answer = subprocess.run(
            ["git", *safe, *words, *what],
            cwd=folder, env={**os.environ, **_QUIET}, capture_output=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.decode("utf-8", "replace") if answer.returncode == 0 else None
