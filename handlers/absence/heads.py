"""Who stands above somebody and may see their customers one by one."""

from __future__ import annotations

from crm.people import Role, User
from crm.rights.reach import Act, Reach, reach
from handlers.context import Work


async def head_of(work: Work, person_id: str) -> User | None:
    """Return the first active person up the line who may see this person's customers, else an administrator.

    Directors see totals only (F94); a supervisor stands in for the team even where no manager is named.
    """
    everyone = {user.id: user for user in await work.records.people.everyone()}
    person = everyone.get(person_id)
    seen = {person_id}
    above = everyone.get(person.manager) if person is not None else None
    while above is not None and above.id not in seen:
        if person is not None and above.active and _sees(above, person):
            return above
        seen.add(above.id)
        above = everyone.get(above.manager)
    others = [u for u in everyone.values() if u.active and u.id != person_id]
    team = [u for u in others if person is not None and u.role == Role.SUPERVISOR and _sees(u, person)]
    return next(iter(team or [u for u in others if u.role == Role.ADMIN]), None)


def _sees(head: User, person: User) -> bool:
    match reach(head, Act.SEE):
        case Reach.ALL:
            return True
        case Reach.TEAM:
            return bool(head.team) and head.team == person.team
    return False
