"""Whose single records a person may see (F94), for handlers that ask by owner."""

from __future__ import annotations

from crm.people import Role, User
from handlers.context import Work


async def visible_owners(work: Work, person: User) -> list[str] | None:
    """Return whose leads this person may see one by one: None means all, an empty list none."""
    if person.role == Role.ADMIN:
        return None
    if person.role == Role.SALES:
        return [person.id]
    if person.role == Role.SUPERVISOR:
        return [user.id for user in await work.records.people.in_team(person.team)]
    return []
