"""The leading detector, py3langid, with its model unpacked once for every run that follows.

The package holds its model compressed: 0.6 s of work a run, the most a run on a few articles spends. The arrays are
kept as they are in the user's cache folder (68 MB, `$XDG_CACHE_HOME/syndicate` or `~/.cache/syndicate`).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from syndicate.profiles.kept import arrays, folder

_ARRAYS = ("ptc", "pc", "classes", "nextmove", "nextmove_row", "out_feat")
"""What py3langid's model holds: weights, priors, labels, and the machine that finds letter groups."""


@cache
def identifier() -> Any:
    """Return py3langid's identifier, once a process."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE

    return load(MODEL_DIR / MODEL_FILE, folder())


def load(model: Path, kept: Path | None) -> Any:
    """Return the identifier of *model*.

    Args:
        model: py3langid's file, a compressed npz.
        kept: the folder in which to unpack it once; what is missing, cut or changed there is made again.
    """
    import numpy as np
    from py3langid.langid import LanguageIdentifier

    mapped = None
    if kept is not None:
        digest = blake2b(model.read_bytes(), digest_size=8).hexdigest()
        mapped = arrays(kept / f"py3langid-{digest}", _ARRAYS, partial(_unpacked, model))
    if mapped is None:
        return LanguageIdentifier.from_model_file(model, norm_probs=True)
    return LanguageIdentifier(
        np.asarray(mapped["ptc"]),
        np.asarray(mapped["pc"]),
        mapped["classes"].tolist(),
        # These are read a number at a time, which a memoryview does several times faster than numpy.
        memoryview(mapped["nextmove"]),
        memoryview(mapped["out_feat"]),
        norm_probs=True,
        tk_row=memoryview(mapped["nextmove_row"]),
    )


def _unpacked(model: Path, making: Path) -> Iterator[tuple[str, Any]]:
    """Give the arrays of *model*, which is unpacked in *making*.

    Raises:
        ValueError: it has not all of them.
    """
    import lzma

    import numpy as np

    with tempfile.TemporaryFile(dir=making) as whole:
        with lzma.open(model) as packed:
            shutil.copyfileobj(packed, whole, 1 << 20)
            whole.seek(0)
        with np.load(whole, allow_pickle=False) as found:
            if missing := set(_ARRAYS) - set(found.files):
                raise ValueError(f"it has no {sorted(missing)}")
            yield from ((name, found[name]) for name in _ARRAYS)
