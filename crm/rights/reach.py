"""Over whose records a role may do an act (F94): `REACH` is the one table, `storage.rights.policy` its SQL."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from crm.people import Role, User


class Act(StrEnum):
    """What can be done with customers and what belongs to them."""

    SEE = "see"  # lists, details, search, cards, pages, pushes
    EDIT = "edit"
    DELETE = "delete"
    RESTORE = "restore"
    EXPORT = "export"
    TOTALS = "totals"  # sums and counts, no single record
    MERGE = "merge"  # make one customer of several, and take that back (F14)
    COLLIDE = "collide"  # the masked answer that a customer is somebody else's


class Reach(StrEnum):
    """Over whose records."""

    NONE = "none"
    OWN = "own"
    TEAM = "team"
    ALL = "all"


REACH: Mapping[Role, Mapping[Act, Reach]] = {
    Role.SALES: {
        Act.SEE: Reach.OWN,
        Act.EDIT: Reach.OWN,
        Act.DELETE: Reach.OWN,
        Act.RESTORE: Reach.OWN,
        Act.MERGE: Reach.OWN,
        Act.TOTALS: Reach.OWN,
        Act.COLLIDE: Reach.ALL,
    },
    Role.SUPERVISOR: {
        Act.SEE: Reach.TEAM,
        Act.EDIT: Reach.TEAM,
        Act.DELETE: Reach.TEAM,
        Act.RESTORE: Reach.TEAM,
        Act.MERGE: Reach.TEAM,
        Act.EXPORT: Reach.TEAM,
        Act.TOTALS: Reach.TEAM,
        Act.COLLIDE: Reach.ALL,
    },
    Role.DIRECTOR: {Act.TOTALS: Reach.ALL},
    Role.ADMIN: {
        Act.SEE: Reach.ALL,
        Act.EDIT: Reach.ALL,
        Act.DELETE: Reach.ALL,
        Act.RESTORE: Reach.ALL,
        Act.MERGE: Reach.ALL,
        Act.EXPORT: Reach.ALL,
        Act.TOTALS: Reach.ALL,
    },
}

FORCED = ("channel", "created_at")
"""F23: 线索来源渠道 and 首次接触时间 are kept whoever may read them; a rule can only hide them from eyes."""
HIDDEN, SHOWN = "hidden", "shown"
MASK = "***"


def role_reach(role: str, act: Act) -> Reach:
    """Return over whose records a role may do an act; a role that is not known reaches nothing."""
    if role not in REACH:
        return Reach.NONE
    return REACH[Role(role)].get(act, Reach.NONE)


def reach(person: User, act: Act) -> Reach:
    """Return over whose records a person may do an act: the role's, unless a confirmed rule says otherwise (F98)."""
    if not person.active:
        return Reach.NONE
    granted = person.grants.get(act.value)
    if granted is None:
        return role_reach(person.role, act)
    return Reach(granted) if granted in set(Reach) else Reach.NONE


def field_key(name: str) -> str:
    """Return the key under which a rule on a field stands among a person's grants."""
    return f"field:{name}"


def hidden_fields(person: User) -> frozenset[str]:
    """Return the fields this person may not read. They are stored and synced all the same, only masked (F23)."""
    return frozenset(name for name in FORCED if person.grants.get(field_key(name)) == HIDDEN)
