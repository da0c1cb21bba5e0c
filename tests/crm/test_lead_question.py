from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crm.leads.lead import Lead
from crm.leads.question import cannot, fits
from crm.leads.stage import Stage

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
LEAD = {
    "id": "l1", "company": "安克创新", "contact": "张三", "phone": "13800001234", "owner": "zhangwei",
    "created_at": NOW - timedelta(days=40), "updated_at": NOW, "stage": Stage.QUOTING.value, "budget": 2e5,
    "last_contact_at": NOW - timedelta(days=10), "due_at": NOW - timedelta(hours=1),
}  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "asked_for"),
    [
        ({}, True),
        ({"stage": "报价中"}, True),
        ({"stage": "已签约"}, False),
        ({"amount": ">100000"}, True),
        ({"amount": "<100000"}, False),
        ({"state": "超期"}, True),
        ({"state": "未跟进"}, False),
        ({"state": "未跟进", "days": ">9"}, True),
        ({"state": "未跟进", "days": ">10"}, False),
        ({"state": "没跟进", "days": "<7"}, True),
        ({"state": "没跟进", "period": "2026-11-16/2026-11-22"}, True),
        ({"state": "没跟进", "period": "2026-11-09/2026-11-15"}, False),
        ({"period": "2026-10-01/2026-10-31"}, True),
        ({"state": "新增", "period": "2026-11-16/2026-11-22"}, False),
        ({"stage": "报价中", "amount": ">300000"}, False),
    ],
)
def test_each_filter_counts(filters: dict[str, str], asked_for: bool) -> None:
    assert fits(Lead(**LEAD), filters, NOW) is asked_for


def test_filters_that_leads_do_not_have_are_named() -> None:
    assert cannot({"region": "华东", "state": "未回款", "days": ">30"}) == ["区域“华东”", "状态“未回款”", "天数“>30”"]
    assert cannot({"stage": "报价中", "state": "未跟进", "days": ">30"}) == []
