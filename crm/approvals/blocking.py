"""Where approvals lie too long (F82): a group's average stay by day, beside what is usual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crm.approvals.approval import Stay

HOT_DAYS, HOT_FACTOR = 3, 2.0
USUAL_DAYS = 30
SPAN = timedelta(days=7)  # a weekend or a holiday between three days in a row does not break them


@dataclass(frozen=True, slots=True)
class Blocking:
    """How a group did on one day: average minutes, the usual ones, how many stays, and whether it is marked red."""

    group: str
    day: str
    minutes: float
    mean: float
    stays: int
    red: bool


@dataclass(frozen=True, slots=True)
class Slowest:
    """Where the time goes: the role and the hour of arrival with the longest average stay."""

    role: str
    hour: int
    minutes: float


def blocking(daily: Sequence[float], mean: float) -> bool:
    """Decide whether a group blocks (F82): its daily average stay was above 200 % of the mean three days in a row."""
    return mean > 0 and len(daily) >= HOT_DAYS and all(stay > HOT_FACTOR * mean for stay in daily[-HOT_DAYS:])


def judge(stays: Sequence[Stay], day: str) -> list[Blocking]:
    """Return one row for each group that had a stay on this day.

    Days without any stay are passed over. The mean is that of all groups in the thirty days before the three in
    question, so that a group is not measured by its own jam; before there is such a time, that of the other groups.
    """
    first_day = (date.fromisoformat(day) - SPAN).isoformat()
    found = []
    for group in sorted({stay.group for stay in stays if stay.day == day}):
        mine = [stay for stay in stays if stay.group == group and first_day < stay.day <= day]
        days = sorted({stay.day for stay in mine})[-HOT_DAYS:]
        earlier = [stay.minutes for stay in stays if stay.day < days[0]]
        others = [stay.minutes for stay in stays if stay.group != group and days[0] <= stay.day <= day]
        mean = _average(earlier or others)
        daily = [_average(stay.minutes for stay in mine if stay.day == one) for one in days]
        count = sum(stay.day == day for stay in mine)
        found.append(Blocking(group, day, daily[-1], mean, count, blocking(daily, mean)))
    return found


def slowest(stays: Sequence[Stay], group: str, day: str) -> Slowest:
    """Return where this group's time went in the week up to this day."""
    first_day = (date.fromisoformat(day) - SPAN).isoformat()
    mine = [stay for stay in stays if stay.group == group and first_day < stay.day <= day]
    places = {(stay.role, stay.hour) for stay in mine}
    return max(
        (
            Slowest(role, hour, _average(s.minutes for s in mine if (s.role, s.hour) == (role, hour)))
            for role, hour in places
        ),
        key=lambda place: (place.minutes, place.role, place.hour),
    )


def _average(minutes: Iterable[float]) -> float:
    values = list(minutes)
    return round(sum(values) / len(values), 2) if values else 0.0
