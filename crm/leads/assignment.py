"""Leads change hands and the new owner knows at once (F24): who may assign, and the order of one's list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crm.people import Role, User

OWNERS = frozenset({Role.SALES.value, Role.SUPERVISOR.value})
"""Who can have customers."""


@dataclass
class Assignment:
    """A lead given to somebody, and when they first looked at it."""

    id: str
    lead_id: str
    owner: str
    by: str
    at: datetime
    why: str = ""
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of somebody's list of leads. `at` is when it came into their care."""

    lead_id: str
    company: str
    contact: str
    stage: str
    at: datetime
    unread: bool


def may_assign(person: User, owner: User | None, receiver: User) -> str:
    """Return why `person` may not give a lead of `owner` (None: nobody's) to `receiver`, or an empty text.

    Administrators may give any lead, supervisors nobody's and their team's within their team.
    """
    if not receiver.active or receiver.role not in OWNERS:
        return f"{receiver.name}不能接线索"
    if owner is not None and owner.id == receiver.id:
        return f"这条线索已经是{receiver.name}的"
    if person.role == Role.ADMIN:
        return ""
    within = receiver.team == person.team and (owner is None or owner.team == person.team)
    if person.role == Role.SUPERVISOR and person.team and within:
        return ""
    return "只有主管（本团队内）和管理员可以分配线索"
