"""What follows when people come and go: approvals of those who left move at once, their manager is asked who takes
over, and administrators are told what is wrong with the house's time."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.absence.handover import propose_for
from handlers.approvals.team import approvals_after_change
from handlers.context import Work
from handlers.reminders.time_alert import tell_time_faults


async def team_changed(work: Work, left: Sequence[str]) -> None:
    """Mend what the change of the team broke; `left` are those who are no longer active."""
    await approvals_after_change(work)
    await propose_for(work, left)
    await tell_time_faults(work)
