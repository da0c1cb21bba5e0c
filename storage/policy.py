"""The one row filter (F94): what a person may see, in SQL, for every way of looking. The default is nothing."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, select, true

from crm.people import Role, User
from storage.tables import crm as tables


def owned_by_visible(person: User, owner: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition under which a row owned by `owner` may be seen by `person`.

    Sales see their own, supervisors their team's, administrators all; everybody else no single record.
    """
    if not person.active:
        return false()
    if person.role == Role.ADMIN:
        return true()
    if person.role == Role.SALES:
        return owner == person.id
    if person.role == Role.SUPERVISOR and person.team:
        return owner.in_(select(tables.user.c.id).where(tables.user.c.team == person.team))
    return false()


def only_admin(person: User) -> ColumnElement[bool]:
    """Return the condition for what only administrators may see."""
    return true() if person.active and person.role == Role.ADMIN else false()
