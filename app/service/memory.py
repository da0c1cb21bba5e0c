"""What the C library does with memory: few heaps, and nothing kept that was given back. Of no effect elsewhere.

Python's threads hold one lock, so a heap for each of them, glibc's default, gains nothing and strews what is free.
"""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

_ARENAS_AT_MOST = -8  # M_ARENA_MAX of <malloc.h>
HEAPS = 2


def keep_few_heaps() -> None:
    """Let all threads share two heaps; to be called before they start."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENAS_AT_MOST, HEAPS)


def settle() -> None:
    """Take what exists now as there to stay, and give back what the start took on its way."""
    gc.collect()
    # Looking through what was imported again and again would stop every request for its time.
    gc.freeze()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
