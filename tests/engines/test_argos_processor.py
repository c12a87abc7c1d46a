"""What a model's process is started with."""

from __future__ import annotations

from pathlib import Path

import pytest

from syndicate.engines.argos.processor import environment

WIDE = "fpu avx2 avx512f avx512dq avx512cd avx512bw avx512vl avx512_vnni"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CT2_FORCE_CPU_ISA", "GLIBC_TUNABLES"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("flags", "wide"),
    [
        ((WIDE, WIDE), True),
        ((WIDE, "fpu avx2"), False),  # a thread may run on any of them
        (("fpu avx2", "fpu avx2"), False),
        ((WIDE.replace(" avx512_vnni", ""),), False),
        ((), False),
    ],
)
def test_wide_vectors_only_where_every_processor_has_them(flags: tuple[str, ...], wide: bool, tmp_path: Path) -> None:
    told = tmp_path / "cpuinfo"
    told.write_text("".join(f"processor\t: {n}\nflags\t\t: {each}\n\n" for n, each in enumerate(flags)), "utf-8")
    assert environment(told).get("CT2_FORCE_CPU_ISA") == ("AVX512" if wide else None)


def test_another_system_tells_nothing_of_its_processor(tmp_path: Path) -> None:
    assert set(environment(tmp_path / "none")) == {"GLIBC_TUNABLES"}


def test_what_the_user_has_set_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = tmp_path / "cpuinfo"
    told.write_text(f"flags : {WIDE}\n", "utf-8")
    monkeypatch.setenv("CT2_FORCE_CPU_ISA", "GENERIC")
    monkeypatch.setenv("GLIBC_TUNABLES", "glibc.malloc.check=1")
    assert environment(told) == {}
