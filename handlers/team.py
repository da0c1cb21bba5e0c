"""What follows when people leave: their approvals move at once, and their manager is asked who takes over."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.approval_team import approvals_after_change
from handlers.context import Work
from handlers.handover import propose_for


async def team_changed(work: Work, left: Sequence[str]) -> None:
    """Mend what the change of the team broke; `left` are those who are no longer active."""
    await approvals_after_change(work)
    await propose_for(work, left)
