"""F78-F84 as rules: levels by amount, two people, marks of the countdown, who takes over, blocking."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crm.approvals.approval import (
    Approval,
    Presence,
    Verdict,
    marks,
    may_decide,
    may_open,
    may_withdraw,
    next_owner,
)
from crm.approvals.template import BadTemplate, levels_for, may_ask, read_templates
from crm.handover import DONE, Handover, may_hand_over, may_undo
from crm.people import User
from crm.working_time import SHANGHAI, Calendar, QuietHours, weekdays_only

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
FILE = Path(__file__).parents[2] / "config" / "approvals.json"
BUILT_IN = {template.kind: template for template in read_templates(json.loads(FILE.read_text(encoding="utf-8")))}


def made(**changes: object) -> Approval:
    values: dict[str, object] = {"members": ["a", "b", "c"], **changes}
    return Approval("1", "discount", "z", "折扣", NOW, NOW + timedelta(hours=4), **values)  # type: ignore[arg-type]


def test_the_second_level_is_for_large_amounts_only() -> None:
    groups = [
        [level.group for level in levels_for(BUILT_IN["contract"], amount)] for amount in (10_000_000, 10_000_001, None)
    ]
    assert groups == [["成本会计"], ["成本会计", "总监"], ["成本会计", "总监"]]


def test_a_webhook_needs_two_and_not_everybody_may_ask() -> None:
    webhook = BUILT_IN["webhook"]
    assert webhook.levels[0].need == 2
    assert may_ask(webhook, "admin") and not may_ask(webhook, "sales")
    assert may_ask(BUILT_IN["discount"], "sales")


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "A", "name": "x", "levels": [{"group": "g", "roles": ["finance"]}]},
        {"kind": "a", "name": "x", "levels": []},
        {"kind": "a", "name": "x", "levels": [{"group": "g", "roles": ["king"]}]},
        {"kind": "a", "name": "x", "levels": [{"group": "g", "roles": []}]},
        {"kind": "a", "name": "x", "levels": [{"group": "g", "roles": ["finance"], "need": 0}]},
        {"kind": "a", "name": "x", "words": "(", "levels": [{"group": "g", "roles": ["finance"]}]},
        {"kind": "a", "name": "x", "hours": 0, "levels": [{"group": "g", "roles": ["finance"]}]},
        {"kind": "a", "name": "x", "colour": "red", "levels": [{"group": "g", "roles": ["finance"]}]},
    ],
)
def test_a_template_that_could_not_work_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(BadTemplate):
        read_templates({"templates": [row]})


def test_a_kind_is_defined_once() -> None:
    row = {"kind": "a", "name": "x", "levels": [{"group": "g", "roles": ["finance"]}]}
    with pytest.raises(BadTemplate, match="twice"):
        read_templates({"templates": [row, row]})


def test_the_same_person_does_not_agree_twice_and_nobody_on_their_own() -> None:
    both = made(need=2, agreed=["a"])
    assert not may_decide(both, "a", {}).allowed
    assert may_decide(both, "b", {}).allowed
    assert not may_decide(made(members=["z", "a"]), "z", {}).allowed


def test_withdrawing() -> None:
    assert may_withdraw(made(), "z").allowed
    assert not may_withdraw(made(), "a").allowed
    assert not may_withdraw(made(state=Verdict.APPROVED.value), "z").allowed
    assert not may_open(made(state=Verdict.WITHDRAWN.value), "a", {}).allowed
    assert not may_decide(made(state=Verdict.WITHDRAWN.value), "a", {}).allowed


def test_reminders_back_off_before_the_limit() -> None:
    due = NOW + timedelta(hours=4)
    found = marks(NOW, due, Calendar(weekdays_only), working=False)
    assert [((at - NOW) / timedelta(hours=1), reminds) for at, reminds in found] == [(1, True), (2, False), (3, True)]


@pytest.mark.parametrize(
    ("working", "due", "expected"),
    [
        (True, "23 14:00", ["23 09:30 True", "23 10:30 False", "23 11:30 True"]),
        (False, "20 21:30", ["20 18:37 True", "20 19:35 False", "20 20:32 True"]),
        (False, "21 03:00", ["20 20:00 True"]),
        (False, "21 17:40", ["21 07:30 True", "21 11:40 True"]),
    ],
)
def test_no_mark_falls_into_the_night_nor_on_a_weekend_that_does_not_count(
    working: bool, due: str, expected: list[str]
) -> None:
    friday = datetime(2026, 11, 20, 17, 40, tzinfo=SHANGHAI)
    if working:
        friday = friday.replace(hour=18, minute=0)
    until = datetime.strptime(f"2026-11-{due} +0800", "%Y-%m-%d %H:%M %z")
    found = marks(friday, until, Calendar(weekdays_only, quiet=QuietHours()), working)
    assert [f"{at.astimezone(SHANGHAI):%d %H:%M} {reminds}" for at, reminds in found] == expected


def test_the_most_active_takes_over_and_idle_members_only_when_somebody_left() -> None:
    presence = [Presence("a", 9, 90), Presence("b", 1, 100), Presence("c", 2, 10)]
    assert next_owner(made(owner="a"), presence, ["a", "b", "c"])[0] == "b"
    assert next_owner(made(owner="a"), presence, ["a", "c"])[0] == "c"
    idle = [Presence("b", 0, 0)]
    assert next_owner(made(owner="a"), idle, ["b"])[0] is None
    assert next_owner(made(owner="a"), idle, ["b"], idle_too=True)[0] == "b"
    assert next_owner(made(owner="a", agreed=["b"]), idle, ["b"], idle_too=True)[0] is None


def person(name: str, role: str = "sales", team: str = "东", active: bool = True, manager: str = "") -> User:
    return User(name, name, role, team=team, active=active, manager=manager)


def test_who_may_hand_over() -> None:
    giver, receiver = person("g", manager="d"), person("r")
    assert may_hand_over(person("s", "supervisor"), giver, receiver) == ""
    assert may_hand_over(person("x", "admin", ""), giver, receiver) == ""
    assert may_hand_over(person("d", "director", ""), giver, receiver) == ""
    for refused in (person("s", "supervisor", "南"), person("o"), person("e", "director", ""), person("i", "intern")):
        assert may_hand_over(refused, giver, receiver)
    assert may_hand_over(person("x", "admin"), giver, giver)
    assert may_hand_over(person("x", "admin"), giver, person("r", active=False))
    assert may_hand_over(person("s", "supervisor"), giver, person("r", team="南"))


def test_seven_days_to_undo() -> None:
    done = Handover("h", "g", "r", "s", NOW, DONE, {}, NOW)
    assert may_undo(done, person("s"), NOW + timedelta(days=7)) == ""
    assert may_undo(done, person("s"), NOW + timedelta(days=7, seconds=1))
    assert may_undo(done, person("o"), NOW)
    assert may_undo(done, person("x", "admin"), NOW) == ""
    assert may_undo(Handover("h", "g", "r", "s", NOW), person("s"), NOW)
