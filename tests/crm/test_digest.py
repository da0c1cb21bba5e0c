"""When a lead is late and which three a group hears of (F04)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crm.leads.digest import top_overdue
from crm.leads.lead import CLOSED, Lead, missing_fields, next_due, promised_moment

NOW = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)  # 08:30 in Shanghai


def lead(name: str, created: timedelta, **more: object) -> Lead:
    made = Lead(name, name, "张三", "13800001234", "zhangwei", NOW - created, NOW - created)
    for key, value in more.items():
        setattr(made, key, value)
    return made


def test_a_lead_never_contacted_is_due_two_hours_after_it_came_in() -> None:
    due, reason = next_due(lead("a", timedelta(hours=10)))
    assert due == NOW - timedelta(hours=8)
    assert reason == "2小时内首次联系"


def test_a_promise_counts_before_everything_else() -> None:
    due, _ = next_due(lead("a", timedelta(days=9), next_time="2026-11-23"))
    assert due.isoformat() == "2026-11-23T18:00:00+08:00"
    due, _ = next_due(lead("a", timedelta(days=9), next_time="2026-11-23T15:30:00+08:00"))
    assert due.isoformat() == "2026-11-23T15:30:00+08:00"


def test_a_contacted_lead_is_due_after_48_hours() -> None:
    due, _ = next_due(lead("a", timedelta(days=9), last_contact_at=NOW - timedelta(hours=50)))
    assert due == NOW - timedelta(hours=2)


def test_the_three_latest_of_five_with_their_whole_hours() -> None:
    leads = [lead(str(hours), timedelta(hours=hours + 2)) for hours in (2, 10, 80, 30, 45)]
    assert [(item.lead.id, item.hours) for item in top_overdue(leads, NOW)] == [("80", 80), ("45", 45), ("30", 30)]


@pytest.mark.parametrize("change", [{"status": CLOSED}, {"stage": "已签约"}, {"stage": "已流失"}])
def test_what_is_over_is_never_late(change: dict[str, str]) -> None:
    assert top_overdue([replace(lead("a", timedelta(days=5)), **change)], NOW) == []


def test_under_an_hour_is_not_late() -> None:
    assert top_overdue([lead("a", timedelta(hours=2, minutes=59))], NOW) == []
    assert len(top_overdue([lead("a", timedelta(hours=3))], NOW)) == 1


def test_missing_fields_in_the_order_they_are_asked_for() -> None:
    assert missing_fields("", "张三", "") == ("客户公司", "手机号")
    assert missing_fields("安克", "张三", "1") == ()


def test_no_promise_is_no_moment() -> None:
    assert promised_moment("") is None
