"""The time doctor finds what a broken rule or a lost timer would do, and the same days in every host zone."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.simulate.time_doctor import HOSTS, host_zone
from crm.customers import renewal_replay
from crm.customers.contract import RenewalRule, renewal_day, renewal_moment
from crm.customers.renewal_replay import (
    counted_back,
    differences,
    edge_contracts,
    fires_at,
    should_fire,
    stored_differences,
)

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
RULE = RenewalRule()
EDGES = edge_contracts(date(2026, 11, 20), 400, NOW)
PROBE = """
from datetime import datetime, UTC
from crm.customers.contract import Contract, RenewalRule, read_day, renewal_day, renewal_moment, today
c = Contract("c", "c", "c", "", datetime.now(UTC), datetime.now(UTC), end_date=read_day("2026-01-01", "end"))
day = renewal_day(c, RenewalRule())
print(day, renewal_moment(day, RenewalRule()).astimezone(UTC), today(datetime(2026, 12, 31, 16, tzinfo=UTC)))
"""


@given(st.dates(date(1996, 1, 1), date(2104, 1, 1)), st.integers(0, 365))
def test_walking_back_is_subtracting(day: date, days: int) -> None:
    assert counted_back(day, days) == day - timedelta(days=days)


@pytest.mark.parametrize("host", HOSTS)
def test_four_hundred_days_differ_nowhere(host: str) -> None:
    with host_zone(host):
        assert differences(EDGES, RULE, host) == []
    assert any(should_fire(c, RULE) == "error" for c in EDGES)
    assert any(c.end_date == date(2028, 2, 29) for c in EDGES)


@pytest.mark.parametrize("host", ["UTC", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"])
def test_a_process_in_another_zone_plans_the_same(host: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE], env={**os.environ, "TZ": host}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "2025-12-02 2025-12-02 01:00:00+00:00 2027-01-01"


def test_a_rule_in_host_time_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_utc(day: date, rule: RenewalRule) -> datetime:
        return datetime.combine(day, rule.at, UTC)

    monkeypatch.setattr(renewal_replay, "renewal_moment", in_utc)
    dated = [c for c in EDGES if c.end_date is not None]
    found = differences(EDGES, RULE, "UTC")
    assert len(found) == len(dated)
    assert found[0].should.endswith("09:00") and found[0].would.endswith("17:00")


def test_lost_and_moved_timers_and_unnamed_errors_are_found() -> None:
    ahead = [c for c in EDGES if c.end_date is not None and c.end_date > date(2027, 1, 10)][:3]
    empty = [c for c in EDGES if c.end_date is None][:2]
    armed = {c.id: renewal_moment(renewal_day(c, RULE), RULE) for c in ahead}
    assert stored_differences([*ahead, *empty], RULE, armed, {c.id for c in empty}, NOW) == []
    armed[ahead[0].id] += timedelta(hours=8)
    del armed[ahead[1].id]
    found = stored_differences([*ahead, *empty], RULE, armed, {empty[0].id}, NOW)
    assert [one.contract for one in found] == [ahead[0].number, ahead[1].number, empty[1].number]
    assert [one.would for one in found[1:]] == ["nothing", "nothing"]


def test_a_timer_is_seen_at_the_next_look() -> None:
    assert fires_at(datetime(2026, 11, 20, 1, 0, 1, tzinfo=UTC)) == "2026-11-20 09:00"
    assert fires_at(datetime(2026, 11, 20, 0, 59, 59, tzinfo=UTC)) == "2026-11-20 09:00"
