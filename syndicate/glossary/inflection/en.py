"""English: the possessive, called `gen`; there are no other cases."""

from __future__ import annotations

from syndicate.model import EntryKind, Form

CASES = ("nom", "gen")

_PLURALS = (
    "states", "nations", "emirates", "netherlands", "philippines", "bahamas", "maldives", "islands", "forces",
    "services", "affairs", "olympics", "seychelles", "times",
)  # fmt: skip
"""Last words of plural names, which take the apostrophe alone: the United Nations'."""


def paradigm(name: str, *, kind: EntryKind, gender: str, fixed: tuple[str, ...], say: str) -> tuple[Form, ...]:
    """Return *name* and its possessive; after a singular in -s both ways are admitted (James's, James')."""
    del fixed, say
    apostrophe = "’" if "’" in name else "'"
    plural = gender == "pl" or (kind is not EntryKind.PERSON and name.lower().endswith(_PLURALS))
    found = [Form(name, "nom", "en/nominative")]
    if name.endswith("s") and plural:
        return (*found, Form(name + apostrophe, "gen", "en/plural-possessive"))
    found.append(Form(f"{name}{apostrophe}s", "gen", "en/possessive"))
    if name.endswith("s"):
        found.append(Form(name + apostrophe, "gen", "en/possessive"))
    return tuple(found)
