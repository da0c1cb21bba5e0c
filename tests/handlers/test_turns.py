"""Reminders back off: a turn is twice as long each time nobody new could be found, at most eight times (F79)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crm.approvals.approval import Approval
from handlers.approvals.turn import WAITED, times_longer

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def approval(*did: str) -> Approval:
    steps = [{"did": one, "by": "system", "at": NOW.isoformat()} for one in did]
    return Approval("20261120-001", "discount", "zhangwei", "折扣", NOW, NOW, ["wujing"], steps=steps)


@pytest.mark.parametrize(("waited", "times"), [(0, 1), (1, 2), (2, 4), (3, 8), (4, 8), (20, 8)])
def test_it_doubles_up_to_eight_times(waited: int, times: int) -> None:
    assert times_longer(approval("申请", *[WAITED] * waited)) == times


def test_whoever_takes_it_over_has_the_usual_time_again() -> None:
    assert times_longer(approval(WAITED, WAITED, "移交")) == 1
    assert times_longer(approval(WAITED, WAITED, "移交", WAITED)) == 2
