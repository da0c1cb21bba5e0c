"""Counting windows behind every rate limit of WeCom (platforms.md 1.12)."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from datetime import datetime


class Quota:
    """So many calls per so many seconds for each key; all `limits` (count, seconds) hold together.

    A scripted clock stands still while real seconds pass, and jumps while none do. A call leaves the window when
    either of the two clocks has moved on far enough.
    """

    def __init__(self, now: Callable[[], datetime], limits: Sequence[tuple[int, float]]) -> None:
        self._now = now
        self._limits = tuple(limits)
        self._calls: dict[str, deque[tuple[datetime, float]]] = defaultdict(deque)

    def take(self, key: str) -> bool:
        """Count one call for `key`; False, and not counted, when a limit is reached."""
        now, ticks = self._now(), time.monotonic()
        ages = [max((now - at).total_seconds(), ticks - tick) for at, tick in self._calls[key]]
        if any(sum(age < seconds for age in ages) >= count for count, seconds in self._limits):
            return False
        longest = max((seconds for _, seconds in self._limits), default=0.0)
        while ages and ages[0] >= longest:
            ages.pop(0)
            self._calls[key].popleft()
        self._calls[key].append((now, ticks))
        return True
