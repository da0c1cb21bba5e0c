"""Time limits on the working clock: when one is up, and how long something has lain, told both ways."""

from __future__ import annotations

from datetime import datetime, timedelta

from crm.working_time import Limit, both_times, working_between
from handlers.context import Work


async def deadline(
    work: Work, rule: str, length: timedelta, person: str = "", since: datetime | None = None
) -> datetime:
    """Return when a limit is up that began at `since` (now): plain hours, or working time where the settings say so.

    Working time leaves out holidays, quiet hours and the leave of `person`.
    """
    start = since or work.now
    if rule not in work.around.working:
        return start + length
    leaves = await work.records.approvals.leaves(start, [person]) if person else []
    return Limit(length, True, tuple(leaves)).ends(start, work.around.calendar)


async def lain(work: Work, since: datetime, person: str = "") -> str:
    """Return how long something has lain with somebody, wall clock and working time: `共27小时（工作时间8小时）`."""
    leaves = await work.records.approvals.leaves(since, [person]) if person else []
    return both_times(since, work.now, work.around.calendar, leaves)


async def left(work: Work, until: datetime, person: str = "") -> str:
    """Return how much time is left, both ways: `（剩4小时0分）工作时间2小时30分`; nothing is left after the limit."""
    leaves = await work.records.approvals.leaves(work.now, [person]) if person else []
    plain = max(0, int((until - work.now).total_seconds() // 60))
    working = int(working_between(work.now, until, work.around.calendar, leaves).total_seconds() // 60) if plain else 0
    return f"（剩{plain // 60}小时{plain % 60}分）工作时间{working // 60}小时{working % 60}分"
