"""The small models that lie with the tests, laid out where an engine finds them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from syndicate.engines import EngineSettings

MODELS = Path(__file__).parent / "models"


def settings_over(folder: Path, model: str, **more: bool | float) -> EngineSettings:
    """Unpack *model* into *folder*, and return the settings of an engine with one worker over it."""
    with zipfile.ZipFile(MODELS / f"{model}.argosmodel") as archive:
        archive.extractall(folder / "models")
    return EngineSettings(cache=folder / "cache", models=folder / "models", workers=1, **more)  # type: ignore[arg-type]
