"""The leading detector's model, unpacked once: the same answers, and a cache that mends itself."""

from __future__ import annotations

import json
import lzma
import os
from pathlib import Path

import pytest
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from syndicate.profiles.kept import folder
from syndicate.profiles.leader import load

MODEL = MODEL_DIR / MODEL_FILE
TEXTS = [
    "Министерство сообщило, что новая школа откроется в сентябре.",
    "Yeni məktəb bu il sentyabrda açılacaq.",
    "The school would open in September.",
    "ახალი სკოლა სექტემბერში გაიხსნება.",
    "新しい学校は九月に開校します。",
    "12",
    "",
    "A" * 3_000,
    "\udcff broken",
]


@pytest.fixture(scope="module")
def packed() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("cache") / "syndicate"
    load(MODEL, place)
    return place


def answers(found: LanguageIdentifier) -> list[list[tuple[str, float]]]:
    return [found.rank(text) for text in TEXTS]


def written(kept: Path) -> dict[str, int]:
    return {str(file.relative_to(kept)): file.stat().st_mtime_ns for file in sorted(kept.rglob("*")) if file.is_file()}


def test_the_same_answers_to_the_last_bit_and_nothing_is_written_twice(packed: LanguageIdentifier, kept: Path) -> None:
    before = written(kept)
    assert len(before) == 7
    assert answers(load(MODEL, kept)) == answers(packed)
    assert written(kept) == before


@pytest.mark.parametrize("fault", ["cut", "changed", "missing", "no manifest", "nonsense"])
def test_a_broken_cache_is_made_again(packed: LanguageIdentifier, kept: Path, fault: str) -> None:
    (place,) = kept.iterdir()
    file = place / "nextmove_row.npy"
    if fault == "cut":
        os.truncate(file, 1_000)
    elif fault == "changed":
        with file.open("r+b") as opened:
            opened.seek(5_000)
            opened.write(b"\0" * 500)
    elif fault == "missing":
        file.unlink()
    elif fault == "no manifest":
        (place / "manifest.json").unlink()
    else:
        (place / "manifest.json").write_text(json.dumps([1]))
    assert answers(load(MODEL, kept)) == answers(packed)
    assert [each.name for each in kept.iterdir()] == [place.name]
    before = written(kept)
    load(MODEL, kept)
    assert len(before) == 7
    assert written(kept) == before


def test_where_nothing_can_be_written_the_package_is_read(packed: LanguageIdentifier, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert answers(load(MODEL, tmp_path / "file" / "syndicate")) == answers(packed)
    assert load(MODEL, None).rank("school") == packed.rank("school")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_another_model_has_a_place_of_its_own(kept: Path, tmp_path: Path) -> None:
    other = tmp_path / "model.npz.xz"
    other.write_bytes(MODEL.read_bytes() + lzma.compress(b""))  # an empty stream more: the same model, another file
    load(other, kept)
    assert len(list(kept.iterdir())) == 2


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache/of-the-user")
    assert folder() == Path("/cache/of-the-user/syndicate")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", "/home/somebody")
    assert folder() == Path("/home/somebody/.cache/syndicate")
