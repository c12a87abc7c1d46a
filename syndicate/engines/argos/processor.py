"""What a model's process is started with, so that CTranslate2 makes the most of the processor and the memory."""

from __future__ import annotations

import os
from pathlib import Path

_WIDE = frozenset({"avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl", "avx512_vnni"})
"""What a processor must say of itself: the first five are what CTranslate2 asks for; of those that lack the last, some
lower their clock for wide vectors, which is why CTranslate2 leaves them alone by itself."""
_MEMORY = {
    # Pages of 2 MiB: a step goes through all weights, and reading them through small pages costs as much as adding up.
    "hugetlb": 1,
    # Every step takes and gives back some megabytes; given to the system, they come back as pages to be cleared.
    "mmap_threshold": 1 << 32,
    "trim_threshold": 1 << 33,
}
"""For the GNU C library; another one does not look at it."""


def environment(cpuinfo: Path = Path("/proc/cpuinfo")) -> dict[str, str]:
    """Return the variables for a process in which CTranslate2 works; what the user has set is left as it is.

    Args:
        cpuinfo: where Linux tells what the processor can do; without it nothing is asked of the processor.
    """
    wanted = {"GLIBC_TUNABLES": ":".join(f"glibc.malloc.{name}={value}" for name, value in _MEMORY.items())}
    if _flags(cpuinfo) >= _WIDE:
        wanted["CT2_FORCE_CPU_ISA"] = "AVX512"
    return {name: value for name, value in wanted.items() if name not in os.environ}


def _flags(cpuinfo: Path) -> frozenset[str]:
    """Return what every processor can do."""
    try:
        lines = cpuinfo.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return frozenset()
    found = [frozenset(line.partition(":")[2].split()) for line in lines if line.startswith("flags")]
    return frozenset.intersection(*found) if found else frozenset()
