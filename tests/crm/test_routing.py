"""Which branch takes a lead, and when the queue stands still (F22, F34, F101)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crm.leads.routing import Branch, Limits, Rules, read_rules, route, stalls_at, stored, with_branch

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
RULES = Rules((Branch(("官网", "抖音"), ("a", "b")), Branch(("官网",), ("c",))), "boss")


def test_a_branch_gives_to_whoever_has_the_fewest() -> None:
    routed = route("官网", RULES, {"a": 3, "b": 2, "c": 0, "boss": 0})
    assert (routed.owner, routed.matched, routed.success) == ("b", 2, True)
    assert routed.message == "matched 2 branches，来源 官网，分配给 b"
    assert route("抖音", RULES, {"a": 1, "b": 1}).owner == "a"


def test_no_branch_is_no_success_even_when_somebody_stands_behind_it() -> None:
    routed = route("未知", RULES, {"a": 0, "boss": 7})
    assert (routed.owner, routed.success) == ("boss", False)
    assert routed.message == "matched 0 branches，来源 未知，转兜底负责人 boss"


def test_nobody_able_is_said_with_names_and_never_silent() -> None:
    routed = route("抖音", RULES, {"boss": 0})
    assert (routed.owner, routed.success) == ("boss", False)
    assert "matched 1 branch，来源 抖音，无可用销售：a、b" in routed.message
    assert route("抖音", RULES, {}).message.endswith("兜底负责人不可用，待分配")
    assert route("抖音", Rules(RULES.branches), {}).message.endswith("没有兜底负责人，待分配")


def test_a_source_has_one_branch() -> None:
    changed = with_branch(RULES, ["官网"], ["d"])
    assert changed.branches == (Branch(("抖音",), ("a", "b")), Branch(("官网",), ("d",)))
    assert with_branch(changed, ["抖音", "官网"], []).branches == ()
    assert changed.fallback == "boss"


def test_stored_rules_read_back() -> None:
    assert read_rules(stored(RULES)) == RULES
    assert not read_rules(None).automatic
    assert Rules(fallback="boss").automatic


def test_the_queue_stands_when_the_oldest_waits_and_nobody_got_any() -> None:
    limit = Limits().automatic
    assert limit == timedelta(minutes=1)
    assert stalls_at(NOON, None, limit) == NOON + limit
    assert stalls_at(NOON, NOON - timedelta(hours=1), limit) == NOON + limit
    assert stalls_at(NOON, NOON + timedelta(seconds=40), limit) == NOON + timedelta(seconds=100)
