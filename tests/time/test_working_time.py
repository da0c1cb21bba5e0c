"""The working clock: 节假日, 调休, leave and quiet hours, with limits that count plain or working time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendar import china_calendar
from crm.working_time import (
    SHANGHAI,
    Calendar,
    Leave,
    Limit,
    QuietHours,
    add_working,
    both_times,
    weekdays_only,
    working_between,
)

WEEK = Calendar(weekdays_only)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-20T10:00", 1, "2026-11-20T11:00"),
        ("2026-11-20T11:00", 2, "2026-11-20T14:30"),
        ("2026-11-20T17:30", 2, "2026-11-23T10:00"),
        ("2026-11-21T03:00", 4, "2026-11-23T14:30"),
        ("2026-11-20T09:00", 8, "2026-11-20T18:30"),
        ("2026-11-20T20:00", 48, "2026-11-30T18:30"),
    ],
)
def test_only_working_hours_count(start: str, hours: float, end: str) -> None:
    assert add_working(at(start), timedelta(hours=hours), WEEK) == at(end)


def test_the_national_holiday_and_its_worked_saturday() -> None:
    calendar = china_calendar()
    assert not calendar.is_workday(date(2026, 10, 1))
    assert calendar.is_workday(date(2026, 10, 10)), "a Saturday worked in exchange"
    assert calendar.is_workday(date(2026, 2, 14)) and not calendar.is_workday(date(2026, 2, 17))
    assert add_working(at("2026-09-30T17:30"), timedelta(hours=2), calendar) == at("2026-10-08T10:00")


def test_years_without_data_count_weekdays() -> None:
    calendar = china_calendar()
    assert calendar.known_until >= 2026
    beyond = date(calendar.known_until + 1, 10, 1)
    assert calendar.is_workday(beyond) is weekdays_only(beyond)


def test_leave_does_not_count() -> None:
    away = Leave("zhangwei", at("2026-11-23T00:00"), at("2026-11-25T00:00"))
    assert add_working(at("2026-11-20T17:30"), timedelta(hours=2), WEEK, [away]) == at("2026-11-25T10:00")


def test_plain_hours_are_the_default() -> None:
    start = at("2026-11-20T20:00")
    assert Limit(timedelta(hours=4)).ends(start, WEEK) == start + timedelta(hours=4)
    assert Limit(timedelta(hours=4), working=True).ends(start, WEEK) == at("2026-11-23T14:30")


def test_a_calendar_without_working_days_is_an_error() -> None:
    with pytest.raises(ValueError, match="no working time"):
        add_working(at("2026-11-20T09:00"), timedelta(hours=1), Calendar(lambda day: False))


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2026-11-20T21:59", "2026-11-20T21:59"),
        ("2026-11-20T22:00", "2026-11-21T07:30"),
        ("2026-11-21T00:00", "2026-11-21T07:30"),
        ("2026-11-21T07:29", "2026-11-21T07:30"),
        ("2026-11-21T07:30", "2026-11-21T07:30"),
        ("2026-12-31T23:00", "2027-01-01T07:30"),
    ],
)
def test_quiet_hours_end_in_the_morning(moment: str, end: str) -> None:
    assert QuietHours().over(at(moment)) == at(end)


def test_both_times_are_shown() -> None:
    assert both_times(at("2026-11-20T16:00"), at("2026-11-23T10:30"), WEEK) == "共66小时30分（工作时间4小时）"


@given(
    st.datetimes(datetime.fromisoformat("2025-01-01"), datetime.fromisoformat("2028-01-01"), timezones=st.just(UTC)),
    st.timedeltas(timedelta(minutes=1), timedelta(hours=60)),
)
def test_adding_and_measuring_agree(start: datetime, length: timedelta) -> None:
    calendar = china_calendar()
    end = add_working(start, length, calendar)
    assert working_between(start, end, calendar) == length
    assert end >= start + length


def test_quiet_hours_within_the_working_day_do_not_count() -> None:
    siesta = Calendar(weekdays_only, quiet=QuietHours(time(10), time(11)))
    assert add_working(at("2026-11-20T09:30"), timedelta(hours=1), siesta) == at("2026-11-20T11:30")
    night = Calendar(weekdays_only, quiet=QuietHours())
    assert add_working(at("2026-11-20T17:30"), timedelta(hours=2), night) == at("2026-11-23T10:00")
