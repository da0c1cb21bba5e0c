"""Whose single records a person may see (F94), for handlers that ask by owner."""

from __future__ import annotations

from crm.people import User
from crm.rights.reach import Act, Reach, reach
from handlers.context import Work


async def visible_owners(work: Work, person: User, act: Act = Act.SEE) -> list[str] | None:
    """Return whose leads this person may see, or do that with, one by one: None means all, an empty list none."""
    match reach(person, act):
        case Reach.ALL:
            return None
        case Reach.OWN:
            return [person.id]
        case Reach.TEAM if person.team:
            return [user.id for user in await work.records.people.in_team(person.team)]
    return []
