"""The monthly check of rights (F97): who is named, and that the default rights let nobody edit everything."""

from __future__ import annotations

from crm.people import Role, User
from crm.rights.privilege_scan import all_may_edit, scan
from crm.rights.reach import Act, Reach

EVERYTHING = {"see": "all", "edit": "all", "delete": "all"}


def everybody() -> list[User]:
    return [User(role.value, role.value, role.value, "华东组") for role in Role]


def test_the_default_rights_are_clean_and_not_all_editable() -> None:
    assert scan(everybody(), {"sales": 3}) == []
    assert not all_may_edit(everybody())


def test_an_intern_who_holds_the_customer_base_comes_first() -> None:
    people = everybody()
    by_role = {person.role: person for person in people}
    by_role[Role.SALES].grants = {"see": "team"}
    by_role[Role.SERVICE].grants = dict(EVERYTHING)
    by_role[Role.INTERN].grants = dict(EVERYTHING)
    found = scan(people, {})
    assert [(one.person.role, one.manages_all) for one in found] == [
        ("intern", True), ("service", True), ("sales", False),
    ]  # fmt: skip
    assert found[2].beyond == {Act.SEE: Reach.TEAM}


def test_less_than_the_role_is_no_finding_and_a_leaver_with_tokens_is_one() -> None:
    narrow = User("a", "a", "supervisor", "华东组", grants={"see": "own", "edit": "own"})
    gone = User("b", "b", "admin", active=False)
    assert [(one.person.id, one.tokens) for one in scan([narrow, gone], {"a": 1, "b": 2})] == [("b", 2)]
    assert scan([gone], {}) == []


def test_all_may_edit_is_recognised() -> None:
    people = everybody()
    for person in people:
        person.grants = dict(EVERYTHING)
    assert all_may_edit(people)
