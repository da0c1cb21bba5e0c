"""When a job recurs, and what to do about the times that were missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger

SHANGHAI = ZoneInfo("Asia/Shanghai")
CatchUp = Literal["all", "latest", "skip"]
_STEP = timedelta(microseconds=1)


@dataclass(frozen=True)
class Schedule:
    """A recurring job. `trigger` is an APScheduler trigger in Asia/Shanghai.

    `catch_up` decides about times missed while nothing ran. A missed time is also dropped when it is older than
    `too_old`, or when the day's `until` has passed (a morning digest is worthless in the evening).
    """

    name: str
    trigger: BaseTrigger
    catch_up: CatchUp = "latest"
    too_old: timedelta | None = None
    until: time | None = None

    def next_after(self, moment: datetime) -> datetime | None:
        """Return the first time strictly after this moment."""
        found: datetime | None = self.trigger.get_next_fire_time(None, moment.astimezone(SHANGHAI) + _STEP)
        return found


def fire_times(schedule: Schedule, after: datetime, until: datetime) -> list[datetime]:
    """Return every time after `after` up to and including `until`."""
    times = []
    at = schedule.next_after(after)
    while at is not None and at <= until:
        times.append(at)
        at = schedule.next_after(at)
    return times


def due_times(schedule: Schedule, after: datetime, until: datetime) -> list[datetime]:
    """Return the missed times that are still worth firing at `until`, oldest first, by the schedule's policy."""
    times = [at for at in fire_times(schedule, after, until) if not _worthless(schedule, at, until)]
    match schedule.catch_up:
        case "all":
            return times
        case "latest":
            return times[-1:]
        case "skip":
            return [at for at in times if at == until]


def _worthless(schedule: Schedule, at: datetime, now: datetime) -> bool:
    if schedule.too_old is not None and now - at > schedule.too_old:
        return True
    if schedule.until is None:
        return False
    local = at.astimezone(SHANGHAI)
    return now > datetime.combine(local.date(), schedule.until, SHANGHAI)
