"""F73, F75, F77: the renewal day, dates that are none, and orders split up."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.customers import contract as rules
from crm.customers.contract import Contract, RenewalRule, read_day, read_rule, renewal_day, split_order

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def made(end: date | None = None, signed: date | None = None, amount: float | None = None, n: int = 1) -> Contract:
    return Contract(f"c{n}", f"HT-{n:03d}", "杭州测试", "zhangwei", NOW, NOW, amount, signed, end)


@pytest.mark.parametrize(
    ("end", "task"),
    [
        ("2026-01-01", "2025-12-02"),
        ("2028-03-30", "2028-02-29"),
        ("2028-03-01", "2028-01-31"),
        ("2027-03-01", "2027-01-30"),
        ("2027-01-30", "2026-12-31"),
        ("2100-03-30", "2100-02-28"),
    ],
)
def test_thirty_days_before_the_end(end: str, task: str) -> None:
    assert renewal_day(made(date.fromisoformat(end)), RenewalRule()).isoformat() == task


def test_an_empty_end_is_an_error_that_names_the_contract() -> None:
    with pytest.raises(rules.NoEndDate, match=r"HT-007.*Cannot subtract 30 days from null value"):
        renewal_day(made(None, n=7), RenewalRule())


@pytest.mark.parametrize(
    "body",
    [
        {"field": "end_date", "type": "text"},
        {"field": "end_date", "type": "DateTime"},
        {"field": "created_at"},
        {"field": "created_at", "type": "date"},
        {"field": "number"},
        {"field": "nothing"},
        {"days_before": "30"},
        {"days_before": True},
        {"days_before": 366},
        {"at": "nine"},
        {"colour": "red"},
    ],
)
def test_a_rule_that_could_not_work_is_refused_at_save(body: dict[str, object]) -> None:
    with pytest.raises(rules.BadRule):
        read_rule(body)


def test_a_rule_on_another_date_field_is_taken() -> None:
    assert read_rule({"field": "signed_date", "type": "Date", "days_before": 7, "at": "08:00"}) == RenewalRule(
        "signed_date", 7, time(8)
    )


@pytest.mark.parametrize("value", ["2026-01-01T00:00", "20260101", "2026/01/01", "2026-02-29", "明年", 20260101, True])
def test_text_and_moments_are_no_dates(value: object) -> None:
    with pytest.raises(rules.BadContract):
        read_day(value, "到期日")


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)))
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert read_day(day.isoformat(), "到期日") == day


@given(st.dates(date(1990, 1, 31), date(2200, 1, 1)))
def test_the_reminder_goes_out_on_its_day_in_shanghai(end: date) -> None:
    day = renewal_day(made(end), RenewalRule())
    assert end.toordinal() - day.toordinal() == 30
    assert rules.today(rules.renewal_moment(day, RenewalRule()).astimezone(UTC)) == day


def test_today_is_shanghais() -> None:
    assert rules.today(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == date(2027, 1, 1)
    assert rules.estimated_end(datetime(2027, 12, 31, 15, 59, tzinfo=UTC)) == date(2028, 12, 30)


DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "amounts", "alarm"),
    [
        ((0, 3, 6), (200_000, 200_000, 100_001), True),
        ((0, 3, 6), (200_000, 200_000, 100_000), False),
        ((0, 3, 7), (200_000, 200_000, 100_001), False),
        ((0, 6), (300_000, 300_000), False),
        ((6, 3, 0), (200_000.005, 200_000, 100_000.01), True),
    ],
)
def test_three_orders_in_seven_days_above_half_a_million(
    days: tuple[int, ...], amounts: tuple[float, ...], alarm: bool
) -> None:
    signed = [made(None, DAY + timedelta(days=d), a, n) for n, (d, a) in enumerate(zip(days, amounts, strict=True))]
    assert bool(split_order(signed, signed[-1])) is alarm


def test_cancelled_contracts_do_not_count() -> None:
    signed = [made(None, DAY, 200_000, n) for n in range(3)]
    signed[0].state = rules.CANCELLED
    assert split_order(signed, signed[2]) == []
