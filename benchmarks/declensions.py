"""Names in their cases: lists written before the answers were looked at. Rows of `names.py`."""

from __future__ import annotations

from pathlib import Path

from rows import say

from syndicate.glossary.inflection import paradigm
from syndicate.languages import language_tag
from syndicate.model import EntryKind

HERE = Path(__file__).resolve().parent


def row_turkish(*, show: bool) -> None:
    """Case suffixes of Turkish on native and foreign names."""
    counts: dict[str, list[int]] = {}
    for line in (HERE / "names.tr.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        head, _, ends = line.partition(": ")
        origin, kind, name = head.split(" ", 2)
        for end in ends.split(", "):
            case, forms = end.split(" ")
            found = [
                form.text for form in paradigm(name, language_tag("tr"), kind=EntryKind(kind)) if form.case == case
            ]
            fits = bool(found) and found[0] in [f"{name}'{form}" for form in forms.split("/")]
            count = counts.setdefault(origin, [0, 0])
            count[0], count[1] = count[0] + fits, count[1] + 1
            if show and not fits:
                print(f"    {name} {case}: {found[:1]} for {forms}")
    for origin, (good, total) in counts.items():
        reach, best = (">= 98 %", "98.7%") if origin == "native" else (">= 90 %", "66.6%")
        say(
            "turkish",
            f"suffix right, {origin} names, best known / ours",
            best,
            f"{good}/{total} {100 * good / total:.1f}%",
            reach,
        )


def row_forms(*, show: bool) -> None:
    """Case forms of names in eight languages, against lists written before the answers were looked at."""
    for path in sorted((HERE / "forms").glob("*.txt")):
        good = total = 0
        tag = language_tag(path.stem)
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("#"):
                continue
            head, _, ends = line.partition(": ")
            kind, _, name = head.partition(" ")
            gender, _, name = name.partition(" ") if kind == "person" else ("", "", name)
            forms = paradigm(name, tag, kind=EntryKind(kind), gender=gender)
            for end in ends.split(", "):
                case, _, wanted = end.partition(" ")
                before = "" if path.stem in ("ru", "uk") else f"{name}'" if path.stem == "tr" else name
                found = next((form.text for form in forms if form.case == case), "")
                fits = found in [before + form for form in wanted.split("/")]
                good, total = good + fits, total + 1
                if show and not fits:
                    print(f"    {name} {case}: {found} for {wanted}")
        say("forms", f"{path.stem}: names in their cases", "", f"{good}/{total} {100 * good / total:.1f}%", "")
