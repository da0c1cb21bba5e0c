"""When a channel that usually sends has gone silent (F99)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

TIMES = 3
"""F99's N."""
LOOK_BACK = timedelta(days=14)
MOST = 200
FEWEST = 5
SHORTEST = timedelta(minutes=15)
"""A form that was filled in five times within a minute is not expected to go on like that."""


def silent_at(arrivals: Sequence[datetime], alarms: Sequence[datetime] = (), times: int = TIMES) -> datetime | None:
    """Return when a channel counts as silent if nothing more comes; None as long as its habits are not known.

    That is `times` its usual (median) gap after the last arrival, and not before the longest gap of the last 14 days
    is over as well: nights and weekends are no failure. Gaps in which there was an alarm are no habit. `arrivals` and
    `alarms` in any order.
    """
    came = sorted(arrivals)
    if len(came) < FEWEST:
        return None
    came = [at for at in came if came[-1] - at <= LOOK_BACK]
    pairs = pairwise(came)
    gaps = [later - earlier for earlier, later in pairs if not _any(alarms, earlier, later)]
    if len(gaps) < FEWEST - 1:
        return None
    return came[-1] + max(times * _median(gaps), max(gaps), SHORTEST)


def usual_gap(arrivals: Sequence[datetime]) -> timedelta:
    """Return the median time between two of at least two arrivals, in any order."""
    came = sorted(arrivals)
    return _median([later - earlier for earlier, later in pairwise(came)])


def _median(gaps: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(gap.total_seconds() for gap in gaps))


def _any(alarms: Sequence[datetime], earlier: datetime, later: datetime) -> bool:
    return any(earlier < alarm <= later for alarm in alarms)
