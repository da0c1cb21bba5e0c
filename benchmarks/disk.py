"""What the disk itself takes to keep something: the limit under every acknowledged write."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from statistics import median

from benchmarks.processes import awake

PAGE = 4096
TIMES = 60


def calm() -> tuple[AbstractContextManager[None], float]:
    """Return the surroundings in which this machine's disk answers soonest, and the milliseconds it takes there.

    A virtual machine hears of a finished write late, with the next tick of 4 ms, either when its cores sleep or when
    something of idle priority keeps them busy; which of the two differs between hosts. All servers of a measurement run
    in the same surroundings.
    """
    plain = fdatasync_ms()
    with awake():
        busy = fdatasync_ms()
    return (nullcontext(), plain) if plain <= busy else (awake(), busy)


def fdatasync_ms() -> float:
    """Return the median milliseconds until a page at the end of a file is on disk, seen from core 0."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        with tempfile.TemporaryDirectory(prefix="genjin-bench-") as folder:
            return 1000 * median(_syncs(Path(folder) / "page"))
    finally:
        os.sched_setaffinity(0, cores)


def _syncs(path: Path) -> list[float]:
    took = []
    with path.open("wb", buffering=0) as file:
        for _ in range(TIMES):
            file.write(b"\0" * PAGE)
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            took.append(time.perf_counter() - begun)
    return took
