from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from crm.leads.lead import Lead
from crm.notes.undo import may_undo, picture_of, put_back

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def test_a_lead_gets_back_what_it_had() -> None:
    lead = Lead(
        "l1",
        "安克创新",
        "张三",
        "13800001234",
        "zhangwei",
        NOW,
        NOW,
        next_time="2026-11-25",
        due_at=NOW,
        tags=["价格敏感"],
    )
    before = json.loads(json.dumps(picture_of(lead)))
    lead.next_action, lead.next_time, lead.budget, lead.tags = "demo", "2026-12-01", 1e5, ["价格敏感", "样品需求"]
    lead.last_contact_at, lead.due_at, lead.asked_field = NOW, NOW + timedelta(days=1), "budget"

    put_back(lead, before)

    assert picture_of(lead) == before
    assert (lead.next_action, lead.next_time, lead.budget, lead.tags) == ("", "2026-11-25", None, ["价格敏感"])
    assert (lead.last_contact_at, lead.due_at) == (None, NOW)


def test_without_a_picture_nothing_changes() -> None:
    lead = Lead("l1", "安克创新", "张三", "13800001234", "zhangwei", NOW, NOW, next_action="demo")

    put_back(lead, picture_of(None))

    assert lead.next_action == "demo"


def test_twelve_hours() -> None:
    assert may_undo(NOW, NOW + timedelta(hours=12))
    assert not may_undo(NOW, NOW + timedelta(hours=12, seconds=1))
