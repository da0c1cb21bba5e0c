"""Handing one person's work to another: who may, what moves, and how long it can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crm.people import Role, User

UNDO_WITHIN = timedelta(days=7)
PROPOSED, DONE, UNDONE, DROPPED = "proposed", "done", "undone", "dropped"
LABELS: Mapping[str, str] = {
    "lead": "线索",
    "account": "客户",
    "contact": "联系人",
    "draft": "草稿",
    "note": "未提交跟进",
    "todo": "待办",
    "follow_up": "跟进记录",
    "contract": "合同",
    "approval": "待审批",
    "mute": "免打扰",
    "first_contact": "首次联系计时",
    "fuse": "熔断状态",
}


@dataclass
class Handover:
    """One hand-over: `moved` holds the ids of what changed hands, by kind of record."""

    id: str
    giver: str
    receiver: str
    person: str
    created_at: datetime
    state: str = PROPOSED
    moved: dict[str, list[str]] = field(default_factory=dict)
    done_at: datetime | None = None


def may_hand_over(person: User, giver: User, receiver: User) -> str:
    """Return why `person` may not hand over from one to the other, or an empty text.

    Administrators may for everybody, supervisors within their team, managers for the people they manage.
    """
    if giver.id == receiver.id:
        return "交接双方不能是同一个人"
    if not receiver.active:
        return f"{receiver.name}已停用，不能接手"
    if person.role == Role.ADMIN:
        return ""
    if person.role == Role.SUPERVISOR and person.team and giver.team == receiver.team == person.team:
        return ""
    if person.role == Role.DIRECTOR and giver.manager == person.id:
        return ""
    return "只有主管（本团队内）和管理员可以交接"


def may_undo(handover: Handover, person: User, now: datetime) -> str:
    """Return why a hand-over cannot be undone, or an empty text."""
    if handover.state != DONE or handover.done_at is None:
        return "这次交接没有生效，不用撤销"
    if now - handover.done_at > UNDO_WITHIN:
        return "交接已超过7天，不能撤销"
    if person.id != handover.person and person.role != Role.ADMIN:
        return "只有发起交接的人和管理员可以撤销"
    return ""
