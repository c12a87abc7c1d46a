"""Installs and removes packages: tried before they are used, and put in place in one step."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from syndicate.engines.argos.package import Package, find_packages
from syndicate.errors import ModelError
from syndicate.model import Direction
from syndicate.models.archive import Limits, unpack
from syndicate.models.download import Progress, fetch, is_address
from syndicate.models.index import AVAILABLE_FROM, find_available, read_index
from syndicate.models.trial import try_package


def install_file(file: Path, folder: Path, limits: Limits = Limits()) -> Package:  # noqa: B008 - Limits is frozen.
    """Install the .argosmodel *file* into the folder of packages, and return it as it lies there.

    It is looked through, unpacked beside its place, tried on a sentence, and only then put there; a package for the
    same direction, of whatever version, makes way. Until then nothing is changed.

    Raises:
        ModelError: it is unsafe, broken or does not translate; `where` is the file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # In the same folder, so that the last step is a rename; the dot hides it from the engine.
        with tempfile.TemporaryDirectory(prefix=".installing-", dir=folder) as draft:
            fresh = Path(draft) / "package"
            fresh.mkdir()
            package = unpack(file, fresh, limits)
            try:
                try_package(fresh)
            except ModelError as error:
                raise ModelError(error.message, where=str(file), advice=error.advice) from error
            source, target = package.codes
            place = folder / f"translate-{source}_{target}-{package.version.replace('.', '_')}"
            return _put(package, place, Path(draft))
    except OSError as error:
        raise ModelError(
            f"it cannot be installed: {error.strerror or error}.",
            where=str(folder),
            advice="Look at the folder's rights.",
        ) from error


def install_pair(
    direction: Direction,
    folder: Path,
    *,
    index: str = AVAILABLE_FROM,
    limits: Limits = Limits(),  # noqa: B008 - Limits is frozen.
    progress: Progress | None = None,
) -> Package:
    """Fetch the package for *direction* that the index at *index* offers, and install it into *folder*.

    Its links are tried in the order of the index.

    Raises:
        ModelError: it is not offered, cannot be had from any link, or cannot be installed.
    """
    offer = find_available(read_index(index), direction, index)
    failed: ModelError | None = None
    for link in offer.links:
        with tempfile.TemporaryDirectory() as draft:
            file = Path(draft) / "package.argosmodel"
            try:
                if is_address(link):
                    fetch(
                        link,
                        file,
                        most=limits.download,
                        seconds=limits.seconds,
                        sha256=offer.sha256,
                        progress=progress,
                    )
                else:
                    file = Path(link)
                return install_file(file, folder, limits)
            except ModelError as error:
                # The user knows the link, not our draft.
                failed = failed or ModelError(error.message, where=link, advice=error.advice)
    raise failed or ModelError(f"the index gives no link for {direction}.", where=index, advice="Take another index.")


def remove(direction: Direction, folder: Path) -> tuple[Package, ...]:
    """Remove every version of the package for *direction* from *folder*, and return what was removed.

    Raises:
        ModelError: there is none, or it cannot be deleted.
    """
    packages = tuple(package for package in find_packages(folder)[0] if package.direction == direction)
    if not packages:
        advice = "See what is installed: syndicate models list."
        raise ModelError(f"no package for {direction} is installed.", where=str(folder), advice=advice)
    try:
        with tempfile.TemporaryDirectory(prefix=".removing-", dir=folder) as bin_folder:
            for package in packages:
                # Out of the engine's sight in one step; deleting takes many.
                package.folder.rename(Path(bin_folder) / package.folder.name)
    except OSError as error:
        raise ModelError(
            f"it cannot be removed: {error.strerror}.", where=str(folder), advice="Look at the folder's rights."
        ) from error
    return packages


def _put(package: Package, place: Path, draft: Path) -> Package:
    """Move *package* to *place*, and what served its direction before into *draft*, where it goes away."""
    before = {old.folder for old in find_packages(place.parent)[0] if old.direction == package.direction}
    if place.exists():
        before.add(place)
    moved: list[tuple[Path, Path]] = []
    try:
        for number, old in enumerate(sorted(before)):
            away = draft / f"before-{number}"
            old.rename(away)
            moved.append((old, away))
        package.folder.rename(place)
    except OSError:
        for old, away in moved:
            away.rename(old)
        raise
    return replace(package, folder=place)
