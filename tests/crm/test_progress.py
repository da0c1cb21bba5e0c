"""Missing fields one at a time (F48), and the depth counted from acts (F11)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crm.leads.lead import Lead
from crm.leads.progress import is_required, next_missing
from crm.notes.depth import ACTS, depth_score

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def a_lead() -> Lead:
    return Lead("l1", "杭州测试", "张三", "13800001234", "zhangwei", NOW, NOW)


def test_budget_then_role_then_time_then_nothing() -> None:
    lead = a_lead()
    assert next_missing(lead) == "budget"
    lead.budget = 1.0
    assert next_missing(lead) == "decision_role"
    lead.decision_role = "老板拍板"
    assert next_missing(lead) == "next_time"
    assert next_missing(lead, frozenset({"next_time"})) == ""
    lead.next_time = "2026-11-27"
    assert next_missing(lead) == ""


def test_required_only_after_it_was_asked_for() -> None:
    lead = a_lead()
    assert not is_required(lead, "budget")
    lead.asked_field = "budget"
    assert is_required(lead, "budget")
    assert not is_required(lead, "decision_role")
    assert not is_required(lead, "")


@pytest.mark.parametrize(
    ("done", "score"),
    [
        ((), "0/3"),
        (("whitepaper",), "1/3"),
        (("whitepaper", "whitepaper"), "1/3"),
        (("whitepaper", "demo", "compare"), "3/3"),
        (("other",), "0/3"),
    ],
)
def test_depth(done: tuple[str, ...], score: str) -> None:
    assert depth_score(done) == score


def test_the_whitepaper_names_what_is_sent() -> None:
    assert [(act.label, act.content) for act in ACTS] == [
        ("发送白皮书", "whitepaper_v3"),
        ("预约产品演示", ""),
        ("提供竞品对比表", ""),
    ]
