"""The leading detector, py3langid, with its model unpacked once for every run that follows.

The package holds its model compressed: 0.6 s of work a run, the most a run on a few articles spends. The arrays are
kept as they are in the user's cache folder (68 MB, `$XDG_CACHE_HOME/syndicate` or `~/.cache/syndicate`) and mapped
into memory, so that a run reads only the rows it needs and several share them. Where nothing can be
written there, the model is unpacked each time; the answers are the same.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

_LOG = logging.getLogger(__name__)
_ARRAYS = ("ptc", "pc", "classes", "nextmove", "nextmove_row", "out_feat")
"""What py3langid's model holds: weights, priors, labels, and the machine that finds letter groups."""
_MANIFEST = "manifest.json"
_WALKED = frozenset({"nextmove", "nextmove_row", "out_feat"})
"""Arrays that are read a number at a time, which a memoryview does several times faster than numpy."""


@cache
def identifier() -> Any:
    """Return py3langid's identifier, once a process."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE

    return load(MODEL_DIR / MODEL_FILE, folder())


def folder() -> Path | None:
    """Return the user's cache folder for this program; None where the user has no home."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if Path(named).is_absolute():
        return Path(named, "syndicate")
    try:
        return Path.home() / ".cache" / "syndicate"
    except RuntimeError:
        return None


def load(model: Path, kept: Path | None) -> Any:
    """Return the identifier of *model*.

    Args:
        model: py3langid's file, a compressed npz.
        kept: the folder in which to unpack it once; what is missing, cut or changed there is made again.
    """
    from py3langid.langid import LanguageIdentifier

    mapped = _mapped(model, kept) if kept is not None else None
    if mapped is None:
        return LanguageIdentifier.from_model_file(model, norm_probs=True)
    return LanguageIdentifier(
        mapped["ptc"],
        mapped["pc"],
        mapped["classes"].tolist(),
        mapped["nextmove"],
        mapped["out_feat"],
        norm_probs=True,
        tk_row=mapped["nextmove_row"],
    )


def _mapped(model: Path, kept: Path) -> dict[str, Any] | None:
    """Map the arrays of *model* from *kept*, unpacking them there first where they do not stand; None if it fails."""
    place = kept / f"py3langid-{blake2b(model.read_bytes(), digest_size=8).hexdigest()}"
    try:
        if not _stands(place):
            _unpack(model, place)
        return {name: _array(place, name) for name in _ARRAYS}
    except (OSError, ValueError) as error:  # a full disk, a folder of someone else's, a layout that is new to us
        _LOG.info("The language model was not kept in %s: %s", place, error)
        return None


def _stands(place: Path) -> bool:
    """Whether every file has the size and the time it was written with."""
    try:
        manifest = json.loads((place / _MANIFEST).read_bytes())
        return bool(manifest == _facts(place))
    except (OSError, ValueError):
        return False


def _facts(place: Path) -> dict[str, list[int]]:
    found = {name: (place / f"{name}.npy").stat() for name in _ARRAYS}
    return {name: [each.st_size, each.st_mtime_ns] for name, each in found.items()}


def _unpack(model: Path, place: Path) -> None:
    """Write the arrays beside *place*, and put them there at once; another process may do the same meanwhile."""
    import lzma

    import numpy as np

    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    making = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        with tempfile.TemporaryFile(dir=making) as whole:
            with lzma.open(model) as packed:
                shutil.copyfileobj(packed, whole, 1 << 20)
                whole.seek(0)
            with np.load(whole, allow_pickle=False) as arrays:
                for name in _ARRAYS:
                    np.save(making / f"{name}.npy", arrays[name], allow_pickle=False)
        (making / _MANIFEST).write_text(json.dumps(_facts(making)))
        if place.exists():
            place.rename(making / "broken")
        making.rename(place)
        shutil.rmtree(place / "broken", ignore_errors=True)
    except OSError:
        if not _stands(place):  # else another process was first
            raise
    except KeyError as error:
        raise ValueError(f"it has no {error}") from None
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _array(place: Path, name: str) -> Any:
    import numpy as np

    found = np.load(place / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    return memoryview(found) if name in _WALKED else np.asarray(found)
