"""F68, F69, X12: what counts as different, whose value wins, and who may not call a second time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crm.merging.master import CRM, LOCAL, NO_GRANT, TO_WRITE, Held, Touch, differences, second_contact

T0 = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def held(system: str, name: str = "王磊", phone: str = "13812345678", hours: int = 0, key: str = "1") -> Held:
    return Held(system, key, "g", name, phone, T0 + timedelta(hours=hours))


def test_the_same_values_in_other_writings_do_not_differ() -> None:
    assert differences([held(CRM), held("erp", "王 磊", "+86 138-1234-5678"), held("wms", "", "138****5678")], ()) == []


def test_an_older_value_of_the_crm_loses() -> None:
    (found,) = differences([held(CRM), held("erp", "王雷", hours=1), held("wms", hours=-5)], {"wms"})
    assert (found.field, found.winner, found.value) == ("name", "erp", "王雷")
    assert found.losers == {CRM: ("1", LOCAL), "wms": ("1", TO_WRITE)}


def test_the_newest_crm_value_goes_where_there_is_a_grant_and_nowhere_else() -> None:
    (found,) = differences([held(CRM, hours=2), held("erp", phone="13900000001"), held("wms", phone="1")], {"erp"})
    assert (found.field, found.winner, found.losers) == ("phone", CRM, {"erp": ("1", TO_WRITE)})
    (found,) = differences([held(CRM, hours=2), held("erp", "李雷")], ())
    assert found.losers == {"erp": ("1", NO_GRANT)}


def test_a_tie_is_the_crms_and_only_the_newest_record_of_a_system_counts() -> None:
    (found,) = differences([held("erp", "李雷"), held(CRM)], ())
    assert found.winner == CRM
    assert differences([held("erp", "李雷", key="old"), held("erp", hours=1, key="new"), held(CRM)], ()) == []


@pytest.mark.parametrize(
    ("person", "team", "refused"),
    [("lina", "华东组", False), ("chenchen", "华南组", True), ("sunli", "", True), ("zhangwei", "华东组", False)],
)
def test_only_another_teams_contact_of_today_stops_a_call(person: str, team: str, refused: bool) -> None:
    touches = [Touch("zhangwei", "张伟", "华东组", T0)]
    assert (second_contact(touches, person, team) is not None) is refused
    assert second_contact([], person, team) is None
