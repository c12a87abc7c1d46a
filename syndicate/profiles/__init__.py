"""Letter statistics of languages that langdetect does not know, one file a language.

`<tag>.json.xz` holds a langdetect profile: how often one, two and three letters stand together.
`README.md` beside them says from which texts they were counted and under which licences, and
`python -m syndicate.profiles.build` counts them anew.
"""

from __future__ import annotations

import lzma
from importlib import resources


def profiles() -> list[str]:
    """Return every profile as JSON text, `{"freq": {letters: count}, "n_words": [n1, n2, n3], "name": tag}`, by name.

    The order is fixed because langdetect adds up probabilities in the order of its profiles.
    """
    files = [file for file in resources.files(__name__).iterdir() if file.name.endswith(".json.xz")]
    return [lzma.decompress(file.read_bytes()).decode() for file in sorted(files, key=lambda file: file.name)]
