"""Reminders back off: a turn is twice as long each time nobody new could be found, at most eight times (F79)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crm.approvals.approval import Approval
from handlers.approvals.turn import WAITED, times_longer

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def approval(*path: str) -> Approval:
    """Return one that has gone this way: `接手 吴静`, `timer移交 郑凯`."""
    steps = []
    for one in path:
        did, _, whom = one.removeprefix("timer").partition(" ")
        by = "timer" if one.startswith("timer") or did == WAITED else whom
        steps.append({"did": did, "who": by, "to": whom, "at": NOW.isoformat()})
    return Approval("20261120-001", "discount", "zhangwei", "折扣", NOW, NOW, ["wujing"], steps=steps)


@pytest.mark.parametrize(("waited", "times"), [(0, 1), (1, 2), (2, 4), (3, 8), (4, 8), (20, 8)])
def test_it_doubles_up_to_eight_times(waited: int, times: int) -> None:
    assert times_longer(approval("申请", *[WAITED] * waited)) == times


def test_whoever_takes_it_over_has_the_usual_time_again() -> None:
    assert times_longer(approval(WAITED, WAITED, "timer移交 郑凯")) == 1
    assert times_longer(approval(WAITED, WAITED, "timer移交 郑凯", WAITED)) == 2


def test_going_round_among_the_same_people_backs_off_and_a_newcomer_begins_anew() -> None:
    path, times = ["申请 张伟", "接手 吴静"], []
    for whom in ("郑凯", "吴静", "郑凯", "吴静", "冯雪", "吴静"):
        path.append(f"timer移交 {whom}")
        times.append(times_longer(approval(*path)))
    assert times == [1, 2, 4, 8, 1, 2]
    assert times_longer(approval(*path, "移交 郑凯")) == 1
