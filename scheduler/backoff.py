"""When a job that failed is tried again."""

from __future__ import annotations

from datetime import timedelta

DELAYS = tuple(timedelta(seconds=seconds) for seconds in (0.2, 2, 30, 120, 600, 1800, 3600, 7200, 14400))
SHORT = timedelta(seconds=5)


def delay_after(failures: int) -> timedelta | None:
    """Return how long to wait after this many failures; None when it is time to give up (some 8 hours)."""
    return DELAYS[failures - 1] if failures <= len(DELAYS) else None
