"""Whom somebody may have reminded: themselves, their own team, and who they answer to or who answers to them."""

from __future__ import annotations

from crm.people import Role, User


def may_remind(by: User, whom: User) -> bool:
    """Decide whether `by` may order a reminder for `whom`. It gives no sight of a record (F94)."""
    if not by.active or not whom.active or by.role == Role.INTERN:
        return False
    if by.id == whom.id or by.role == Role.ADMIN:
        return True
    return bool(by.team and by.team == whom.team) or by.manager == whom.id or whom.manager == by.id
