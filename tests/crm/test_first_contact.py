"""F40 and F41 as rules: misses in a row, the frozen day, what a hand-over inherits, the day's rate."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crm.customers.first_contact import Fuse, Watch, count_miss, count_success, inherit, is_frozen, missed_rate

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DAY, NEXT = "2026-11-20", "2026-11-21"


def test_the_third_miss_in_a_row_freezes_this_day_only() -> None:
    fuse = Fuse("a")
    assert [count_miss(fuse, DAY) for _ in range(3)] == [False, False, True]
    assert is_frozen(fuse, DAY) and not is_frozen(fuse, NEXT)
    assert fuse.misses == 0, "the next freeze needs three more"


def test_a_success_starts_the_count_anew_and_leaves_the_freeze() -> None:
    fuse = Fuse("a", 2)
    count_success(fuse)
    assert not count_miss(fuse, DAY)
    frozen = Fuse("a", 0, DAY)
    count_success(frozen)
    assert is_frozen(frozen, DAY)


def test_a_manager_lifts_it_and_a_new_freeze_holds_again() -> None:
    fuse = Fuse("a", 2, DAY, "head")
    assert not is_frozen(fuse, DAY) and not is_frozen(None, DAY)
    assert count_miss(fuse, DAY) and is_frozen(fuse, DAY)


def test_the_stricter_state_goes_with_the_work() -> None:
    giver, receiver = Fuse("g", 2, DAY), Fuse("r", 1)
    inherit(giver, receiver)
    assert (receiver.misses, receiver.frozen_day) == (2, DAY)
    assert (giver.misses, giver.frozen_day) == (0, "")
    lifted, other = Fuse("g", 0, DAY, "head"), Fuse("r")
    inherit(lifted, other)
    assert not is_frozen(other, DAY), "a freeze that was lifted does not come back"


def test_the_rate_of_a_day() -> None:
    def row(contacted: int | None, missed: bool) -> Watch:
        at = None if contacted is None else NOW + timedelta(hours=contacted)
        due = NOW + timedelta(hours=2)
        return Watch("l", "a", NOW, due, at, due if missed else None)

    rate = missed_rate([row(1, False), row(3, True), row(None, True), row(None, False)])
    assert (rate.assigned, rate.missed, rate.untouched, rate.rate, rate.untouched_share) == (4, 2, 1, 0.5, 0.5)
    assert missed_rate([]).rate == missed_rate([]).untouched_share == 0
