"""F14: who may merge, what the master takes over, and where things go at a split."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crm.customers.account import Account
from crm.leads.lead import CLOSED, Lead
from crm.merging.merge import Side, back_to, filled_fields, fingerprint, may_merge, united
from crm.people import Role, User

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TEAM = {"zhangwei", "lina"}


def side(key: str, owner: str, minutes: int = 0, **more: object) -> Side:
    made = NOW + timedelta(minutes=minutes)
    account = Account(f"a-{key}", key, owner, made, made)
    lead = Lead(f"l-{key}", key, "王磊", "13812345678", owner, made, made, account_id=account.id)
    for name, value in more.items():
        setattr(account if name in ("industry", "region") else lead, name, value)
    return Side(f"account:{account.id}", account, (lead,))


@pytest.mark.parametrize(
    ("role", "owners", "may"),
    [
        ("sales", ["zhangwei", "zhangwei"], True),
        ("sales", ["zhangwei", "lina"], False),
        ("sales", ["zhangwei", ""], False),
        ("supervisor", ["zhangwei", "lina"], True),
        ("supervisor", ["zhangwei", "chenchen"], False),
        ("supervisor", ["zhangwei", ""], False),
        ("admin", ["zhangwei", "chenchen", ""], True),
        ("director", ["zhangwei"], False),
        ("intern", ["zhangwei"], False),
    ],
)
def test_who_may(role: str, owners: list[str], may: bool) -> None:
    person = User("zhangwei", "张伟", Role(role).value, "华东组")
    assert may_merge(person, owners, TEAM) is may
    assert may_merge(replace(person, active=False), owners, TEAM) is False


def test_only_what_is_missing_is_taken_and_from_the_side_changed_last() -> None:
    master = side("安克创新", "zhangwei", email="wang@anker.com")
    old = side("Anker", "lina", 5, email="li@anker.com", wechat="old", industry="电子")
    new = side("安克深圳", "lina", 9, wechat="new", region="深圳", last_contact_at=NOW)
    taken = {one.field: (one.value, one.origin) for one in filled_fields(master, [old, new])}
    assert taken == {
        "wechat": ("new", "lead:l-安克深圳"),
        "last_contact_at": (NOW.isoformat(), "lead:l-安克深圳"),
        "industry": ("电子", "account:a-Anker"),
        "region": ("深圳", "account:a-安克深圳"),
    }


def test_an_earlier_contact_is_not_taken() -> None:
    master = side("甲", "zhangwei", last_contact_at=NOW)
    other = side("乙", "lina", last_contact_at=NOW - timedelta(days=1))
    assert filled_fields(master, [other]) == []


def test_the_fingerprint_changes_with_every_field_and_not_with_the_order() -> None:
    one, two = side("甲", "zhangwei"), side("乙", "lina")
    before = fingerprint([one, two])
    assert before == fingerprint([two, one])
    two.leads[0].stage = "报价中"
    assert fingerprint([one, two]) != before


def test_the_standing_lead_is_open_and_the_oldest() -> None:
    first, second = side("甲", "zhangwei").leads[0], side("乙", "zhangwei", 5).leads[0]
    assert Side("account:x", None, (second, first)).top is first
    first.status = CLOSED
    assert Side("account:x", None, (second, first)).top is second
    assert Side("account:x", None, ()).top is None


def test_what_was_written_since_goes_to_its_writer_where_that_is_clear() -> None:
    li, chen, chen_too = side("甲", "lina"), side("乙", "chenchen"), side("丙", "chenchen")
    assert back_to("lina", "zhangwei", [li, chen]) is li
    assert back_to("zhangwei", "zhangwei", [li, chen]) is None
    assert back_to("wangfang", "zhangwei", [li, chen]) is None
    assert back_to("chenchen", "zhangwei", [chen, chen_too]) is None
    assert back_to("lina", "lina", [li]) is None


def test_united_keeps_order_and_says_each_once() -> None:
    assert united(["a", "b"], [["b", "c"], ["a"]]) == ["a", "b", "c"]
