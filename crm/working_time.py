"""The working clock: time that counts only on working days and in working hours, minus leave, and quiet hours.

Days are Shanghai's. Which days are worked on is data (`Calendar`); this file knows no holiday by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONGEST = 3660  # days looked ahead before a calendar without working days is given up
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when to when nobody is disturbed; over midnight when `start` is later than `end`."""

    start: time = time(22, 0)
    end: time = time(7, 30)

    def holds(self, moment: datetime) -> bool:
        """Decide whether this moment is quiet."""
        at = moment.astimezone(SHANGHAI).time()
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def over(self, moment: datetime) -> datetime:
        """Return the moment itself, or the end of the quiet time it lies in."""
        if not self.holds(moment):
            return moment
        local = moment.astimezone(SHANGHAI)
        day = local.date() if local.time() < self.end else local.date() + timedelta(days=1)
        return datetime.combine(day, self.end, SHANGHAI)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked on, the hours of such a day, and the last year for which the days are known.

    `quiet` hours never count as working time, wherever they lie.
    """

    is_workday: Callable[[date], bool]
    hours: tuple[tuple[time, time], ...] = ((time(9), time(12)), (time(13, 30), time(18, 30)))
    known_until: int = 0
    quiet: QuietHours | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody is away; `until` is the first moment back. `delegate` decides meanwhile."""

    person: str
    since: datetime
    until: datetime
    delegate: str = ""

    def holds(self, moment: datetime) -> bool:
        """Decide whether the person is away at this moment."""
        return self.since <= moment < self.until


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit and how it counts: plain hours, or working time."""

    length: timedelta
    working: bool = False
    leaves: tuple[Leave, ...] = field(default=())

    def ends(self, start: datetime, calendar: Calendar) -> datetime:
        """Return when the limit is up, aware UTC."""
        if not self.working:
            return start.astimezone(UTC) + self.length
        return add_working(start, self.length, calendar, self.leaves)


def working_spans(day: date, calendar: Calendar) -> list[Span]:
    """Return the spans of one day that count."""
    if not calendar.is_workday(day):
        return []
    spans = [(datetime.combine(day, a, SHANGHAI), datetime.combine(day, b, SHANGHAI)) for a, b in calendar.hours]
    return spans if calendar.quiet is None else _without_any(spans, _quiet_of(day, calendar.quiet))


def add_working(start: datetime, length: timedelta, calendar: Calendar, leaves: Sequence[Leave] = ()) -> datetime:
    """Return when so much working time has passed since `start`, aware UTC. Time on leave does not count.

    Raises ValueError when the calendar has no working time within ten years.
    """
    left = length
    day = start.astimezone(SHANGHAI).date()
    for _ in range(LONGEST):
        for begins, ends in _present(working_spans(day, calendar), leaves):
            begins = max(begins, start)
            if begins >= ends:
                continue
            if ends - begins >= left:
                return (begins + left).astimezone(UTC)
            left -= ends - begins
        day += timedelta(days=1)
    raise ValueError("no working time ahead")


def working_between(start: datetime, end: datetime, calendar: Calendar, leaves: Sequence[Leave] = ()) -> timedelta:
    """Return how much working time lies between two moments."""
    total = timedelta()
    day = start.astimezone(SHANGHAI).date()
    while day <= end.astimezone(SHANGHAI).date():
        for begins, ends in _present(working_spans(day, calendar), leaves):
            total += max(min(ends, end) - max(begins, start), timedelta())
        day += timedelta(days=1)
    return total


def both_times(start: datetime, end: datetime, calendar: Calendar, leaves: Sequence[Leave] = ()) -> str:
    """Return a stretch of time both ways, as cards show it: `共27小时（工作时间8小时）`."""
    return f"共{_hours(end - start)}（工作时间{_hours(working_between(start, end, calendar, leaves))}）"


def weekdays_only(day: date) -> bool:
    """Decide by the weekday alone: what remains for years whose holidays nobody knows yet."""
    return day.weekday() < 5


def _hours(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    return f"{minutes // 60}小时{minutes % 60}分" if minutes % 60 else f"{minutes // 60}小时"


def _present(spans: Sequence[Span], leaves: Sequence[Leave]) -> list[Span]:
    return _without_any(spans, [(leave.since, leave.until) for leave in leaves])


def _quiet_of(day: date, quiet: QuietHours) -> list[Span]:
    midnight, next_midnight = (datetime.combine(day + timedelta(days=n), time(), SHANGHAI) for n in (0, 1))
    start, end = (datetime.combine(day, at, SHANGHAI) for at in (quiet.start, quiet.end))
    return [(start, end)] if start <= end else [(midnight, end), (start, next_midnight)]


def _without_any(spans: Sequence[Span], gone: Sequence[Span]) -> list[Span]:
    found = list(spans)
    for since, until in gone:
        found = [piece for span in found for piece in _without(span, since, until)]
    return found


def _without(span: Span, since: datetime, until: datetime) -> list[Span]:
    begins, ends = span
    if until <= begins or since >= ends:
        return [span]
    pieces = ((begins, since), (until, ends))
    return [(a, b) for a, b in pieces if a < b]
