"""When a lead goes to the common pool, and who may claim it (F31, F45)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crm.customers.first_contact import Watch
from crm.leads.pool import may_claim, released
from crm.people import User

GIVEN = datetime(2026, 11, 20, 2, tzinfo=UTC)
LINA = User("lina", "李娜", "sales", "华东组")


def test_after_48_hours_without_a_contact() -> None:
    watch = Watch("l", "zhangwei", GIVEN, GIVEN)
    assert not released(watch, "zhangwei", GIVEN + timedelta(hours=47, minutes=59))
    assert released(watch, "zhangwei", GIVEN + timedelta(hours=48))
    assert not released(watch, "lina", GIVEN + timedelta(hours=48))
    assert not released(watch, "", GIVEN + timedelta(hours=48))
    assert not released(None, "zhangwei", GIVEN + timedelta(hours=48))
    contacted = Watch("l", "zhangwei", GIVEN, GIVEN, contacted_at=GIVEN)
    assert not released(contacted, "zhangwei", GIVEN + timedelta(hours=48))


def test_who_may_claim() -> None:
    assert may_claim(LINA, "zhangwei", "华东组", False, 2) == ""
    assert may_claim(LINA, "zhangwei", "", False, 0) == ""
    assert may_claim(LINA, "zhangwei", "华东组", False, 3) == "每人每天最多认领3条，明天再来。"
    assert may_claim(LINA, "lina", "华东组", False, 0) == "这条线索刚从您名下释放，请留给同事认领。"
    assert may_claim(LINA, "zhangwei", "华东组", True, 0) == "您今天已暂停接收新线索，不能认领。"
    for other in (User("c", "c", "sales", "华南组"), User("f", "f", "finance", "华东组")):
        assert may_claim(other, "zhangwei", "华东组", False, 0) == "这条线索只能由本区域的销售认领。"
