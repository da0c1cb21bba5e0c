"""When a channel that usually sends counts as silent (F99)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crm.intake.channel_silence import SHORTEST, silent_at, usual_gap

START = datetime(2026, 11, 2, 1, tzinfo=UTC)


def every(minutes: int, count: int, start: datetime = START) -> list[datetime]:
    return [start + timedelta(minutes=minutes * place) for place in range(count)]


def test_three_times_the_usual_gap() -> None:
    came = every(20, 6)
    assert usual_gap(came) == timedelta(minutes=20)
    assert silent_at(came) == came[-1] + timedelta(hours=1)
    assert silent_at(list(reversed(came)), times=5) == came[-1] + timedelta(minutes=100)


def test_habits_are_not_known_from_four() -> None:
    assert silent_at(every(20, 4)) is None
    assert silent_at([]) is None


def test_five_within_a_minute_are_not_expected_to_go_on() -> None:
    came = every(0, 5)
    assert silent_at(came) == came[-1] + SHORTEST


def test_nights_are_no_failure() -> None:
    days = [at for day in range(3) for at in every(30, 16, START + timedelta(days=day))]
    night = days[16] - days[15]
    assert silent_at(days) == days[-1] + night


def test_a_gap_with_an_alarm_is_no_habit() -> None:
    before, after = every(20, 6), every(20, 3, START + timedelta(days=2))
    assert silent_at([*before, *after]) == after[-1] + (after[0] - before[-1])
    assert silent_at([*before, *after], [before[-1] + timedelta(hours=1)]) == after[-1] + timedelta(hours=1)


def test_what_is_older_than_two_weeks_is_no_habit() -> None:
    assert silent_at([*every(20, 6), START + timedelta(days=40)]) is None
