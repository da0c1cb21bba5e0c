"""Which times are due, by policy."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from scheduler.schedule import SHANGHAI, CatchUp, Schedule, due_times, fire_times


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


DIGEST = CronTrigger(hour=8, minute=30, timezone=SHANGHAI)


@pytest.mark.parametrize(
    ("catch_up", "due"),
    [("all", [21, 22, 23]), ("latest", [23]), ("skip", [])],
)
def test_missed_times_follow_the_policy(catch_up: CatchUp, due: list[int]) -> None:
    schedule = Schedule("digest", DIGEST, catch_up)
    assert [time.day for time in due_times(schedule, at(20, 8, 30), at(23, 9))] == due


def test_a_digest_is_dropped_when_its_morning_is_over() -> None:
    schedule = Schedule("digest", DIGEST, "latest", until=time(12))
    assert due_times(schedule, at(22, 8, 30), at(23, 11, 59)) == [at(23, 8, 30)]
    assert due_times(schedule, at(22, 8, 30), at(23, 12, 1)) == []


def test_times_older_than_the_limit_are_dropped() -> None:
    schedule = Schedule("hourly", CronTrigger(minute=0, timezone=SHANGHAI), "all", too_old=timedelta(hours=2))
    assert due_times(schedule, at(20, 8), at(20, 15)) == [at(20, 13), at(20, 14), at(20, 15)]


def test_the_cursor_itself_is_not_fired_again_but_now_is() -> None:
    schedule = Schedule("hourly", CronTrigger(minute=0, timezone=SHANGHAI), "all")
    assert fire_times(schedule, at(20, 8), at(20, 9)) == [at(20, 9)]
    interval = Schedule("often", IntervalTrigger(minutes=20, start_date=at(20, 0), timezone=SHANGHAI), "all")
    assert fire_times(interval, at(20, 8), at(20, 9)) == [at(20, 8, 20), at(20, 8, 40), at(20, 9)]
