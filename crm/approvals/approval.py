"""Approvals: who may decide, whose turn it is, and when it moves on (F78, F79, F81)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from crm.working_time import Calendar, Leave, Limit, working_between

VISIT_WEIGHT = 0.5
MINUTE_WEIGHT = 0.1


class Verdict(StrEnum):
    """Where an approval stands."""

    OPEN = "open"
    OWNED = "owned"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass
class Approval:
    """A request to a role group. `steps` is its path: dicts with `at`, `who`, `did`, and more; never rewritten."""

    id: str
    kind: str
    requester: str
    subject: str
    created_at: datetime
    due_at: datetime
    members: list[str]
    state: str = Verdict.OPEN.value
    owner: str | None = None
    amount: float | None = None
    customer: str = ""
    steps: list[dict[str, Any]] = field(default_factory=list)
    reason: str = ""
    decided_at: datetime | None = None
    cosigners: list[str] = field(default_factory=list)
    level: int = 0
    group: str = ""
    need: int = 1
    agreed: list[str] = field(default_factory=list)
    turn_since: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether somebody still has to decide."""
        return self.state in (Verdict.OPEN, Verdict.OWNED)


@dataclass
class Stay:
    """How long an approval lay with somebody, or with a whole group while nobody had taken it (F82)."""

    id: str
    approval: str
    kind: str
    group: str
    person: str
    role: str
    day: str
    hour: int
    entered_at: datetime
    left_at: datetime
    minutes: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule decided: allowed or not, and the reason a person is told when it is not."""

    allowed: bool
    reason: str = ""


def may_open(approval: Approval, person: str, names: Mapping[str, str]) -> Ruling:
    """Decide whether `person` may take this request: the first of the group to open it owns it (F78)."""
    if person not in approval.members:
        return Ruling(False, "这张审批不在您的处理范围内")
    if approval.state == Verdict.WITHDRAWN:
        return Ruling(False, "这张审批已撤回")
    if approval.state == Verdict.OPEN or approval.owner == person:
        return Ruling(True)
    return Ruling(False, f"已由{names.get(approval.owner or '', '同事')}处理")


def may_decide(approval: Approval, person: str, names: Mapping[str, str]) -> Ruling:
    """Decide whether `person` may approve or reject now. Nobody decides on their own request."""
    if person == approval.requester:
        return Ruling(False, "不能审批自己的申请")
    if approval.state == Verdict.WITHDRAWN:
        return Ruling(False, "这张审批已撤回")
    if person in approval.agreed:
        return Ruling(False, f"您已同意过，还需另一位（{len(approval.agreed)}/{approval.need}）")
    if approval.state in (Verdict.APPROVED, Verdict.REJECTED):
        return Ruling(False, f"这张审批已由{names.get(approval.owner or '', '同事')}处理")
    if approval.state == Verdict.OPEN and person in approval.members:
        return Ruling(True)
    if approval.owner == person or person in approval.cosigners:
        return Ruling(True)
    return Ruling(False, f"已由{names.get(approval.owner or '', '同事')}处理" if approval.owner else "没有审批权限")


@dataclass(frozen=True, slots=True)
class Presence:
    """How active a member was lately: visits and minutes over the last seven days."""

    person: str
    visits: int
    minutes: float

    @property
    def weight(self) -> float:
        """Login frequency and working time, weighted (F79)."""
        return self.visits * VISIT_WEIGHT + self.minutes * MINUTE_WEIGHT


def may_withdraw(approval: Approval, person: str) -> Ruling:
    """Decide whether `person` may take the request back: the requester, until it is decided."""
    if person != approval.requester:
        return Ruling(False, "只有申请人可以撤回")
    return Ruling(True) if approval.open else Ruling(False, "这张审批已经结束，不能撤回")


def marks(
    since: datetime, due: datetime, calendar: Calendar, working: bool, leaves: Sequence[Leave] = ()
) -> list[tuple[datetime, bool]]:
    """Return when the countdown of a turn is drawn anew, and whether a reminder goes with it.

    Drawn at every quarter of the limit, of its working time where that is what counts; reminded after one quarter and
    after three: each pause twice the last. What falls into quiet hours waits for their end, or for the limit.
    """
    whole = working_between(since, due, calendar, leaves) if working else due - since
    found: dict[datetime, bool] = {}
    for quarter in (1, 2, 3):
        moment = Limit(whole * quarter / 4, working, tuple(leaves)).ends(since, calendar)
        moment = moment if calendar.quiet is None else calendar.quiet.over(moment)
        if moment < due:
            found[moment] = quarter != 2 or found.get(moment, False)
    return sorted(found.items())


def next_owner(
    approval: Approval, presence: Sequence[Presence], active: Sequence[str], idle_too: bool = False
) -> tuple[str | None, str]:
    """Return who takes over after the time limit, with the reason; None means nobody is there: escalate.

    Candidates are the group's active members except the one who let it lie and the requester. `idle_too` takes a
    member who was not seen lately as well: when the owner has left, any member is better than none (F80).
    """
    candidates = [
        item
        for item in presence
        if item.person in approval.members
        and item.person in active
        and item.person not in (approval.owner, approval.requester, *approval.agreed)
        and (item.weight > 0 or idle_too)
    ]
    if not candidates:
        return None, "组内没有活跃成员，已升级"
    best = max(candidates, key=lambda item: (item.weight, item.person))
    return best.person, f"组内最近最活跃（7天登录{best.visits}次，约{best.minutes:.0f}分钟）"
