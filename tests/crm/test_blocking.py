"""F82 as a rule: two days none, the third above twice the usual stay is red; what is usual; where the time goes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from crm.approvals.approval import Stay
from crm.approvals.blocking import blocking, judge, slowest

NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 2)


def stay(day: int, minutes: float, group: str = "成本会计", role: str = "finance", hour: int = 10) -> Stay:
    on = (DAY + timedelta(days=day)).isoformat()
    return Stay("s", "a", "discount", group, "p", role, on, hour, NOW, NOW, minutes)


def on(day: int) -> str:
    return (DAY + timedelta(days=day)).isoformat()


@pytest.mark.parametrize(
    ("daily", "hot"), [((21, 21), False), ((21, 21, 21), True), ((21, 20, 21), False), ((5, 21, 21, 21), True)]
)
def test_three_days_above_twice_the_mean_block(daily: tuple[float, ...], hot: bool) -> None:
    assert blocking(daily, 10) is hot


def test_two_days_none_the_third_is_red() -> None:
    stays = [stay(0, 20), stay(0, 30), *(stay(day, 51) for day in (7, 8, 9))]
    rows = [judge([s for s in stays if s.day <= on(day)], on(day))[0] for day in (7, 8, 9)]
    assert [row.red for row in rows] == [False, False, True]
    assert (rows[2].mean, rows[2].minutes, rows[2].stays) == (25, 51, 1)


def test_a_weekend_does_not_break_the_row_and_a_fortnight_does() -> None:
    usual = stay(-10, 20)
    weekend = [usual, stay(3, 60), stay(4, 60), stay(7, 60)]
    assert judge(weekend, on(7))[0].red
    assert not judge([usual, stay(-9, 60), stay(4, 60), stay(7, 60)], on(7))[0].red


def test_without_a_past_the_other_groups_are_the_measure() -> None:
    jam = [stay(day, 200) for day in (0, 1, 2)]
    assert not judge(jam, on(2))[0].red, "nothing to compare with"
    others = [stay(day, 30, "总监", "director") for day in (0, 1, 2)]
    assert {row.group: row.red for row in judge([*jam, *others], on(2))} == {"成本会计": True, "总监": False}


def test_where_the_time_goes() -> None:
    stays = [stay(0, 20, hour=9), stay(1, 90, role="", hour=16), stay(1, 50, role="", hour=16)]
    place = slowest(stays, "成本会计", on(1))
    assert (place.role, place.hour, place.minutes) == ("", 16, 70)
