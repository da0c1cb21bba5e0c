"""The one row filter (F94): what a person may see or do, in SQL, for every way of looking. The default is nothing."""

from __future__ import annotations

from sqlalchemy import Column, ColumnElement, and_, false, select, true

from crm.people import Role, User
from crm.rights.reach import Act, Reach, reach
from storage.tables import people as tables


def owned_by_visible(person: User, owner: ColumnElement[str], act: Act = Act.SEE) -> ColumnElement[bool]:
    """Return the condition under which `person` may do `act` with a row owned by `owner`.

    It adds no query: a team is a column that the database keeps beside the owner, or a subquery evaluated once.
    """
    return within(reach(person, act), owner, person.id, person.team)


def within(
    over: Reach, owner: ColumnElement[str], me: ColumnElement[str] | str, team: ColumnElement[str] | str
) -> ColumnElement[bool]:
    """Return the condition that a row's owner is in somebody's reach; `me` and `team` are values or bound parameters.

    An empty team reaches nobody. A table of many rows has the team of its owner beside the owner (`owner_team`): the
    newest of a team then stand together in one index. Triggers keep it, whoever changes an owner or a person's team.
    """
    match over:
        case Reach.ALL:
            return true()
        case Reach.OWN:
            return owner == me
        case Reach.TEAM if not isinstance(team, str) or team:
            beside = owner.table.c.get("owner_team") if isinstance(owner, Column) else None
            if beside is not None:
                return and_(beside == team, beside != "")
            return owner.in_(select(tables.user.c.id).where(tables.user.c.team == team))
    return false()


def only_admin(person: User) -> ColumnElement[bool]:
    """Return the condition for what only administrators may see."""
    return true() if person.active and person.role == Role.ADMIN else false()
