"""The monthly check of rights (F97): who may do more than their role, as an intern who holds 客户库管理."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crm.people import Role, User
from crm.rights.reach import Act, Reach, reach, role_reach
from crm.rights.rule import ORDER

MANAGING = (Act.SEE, Act.EDIT, Act.DELETE)
"""Whoever may do all of these with everybody's customers holds 客户库管理."""
WATCHED = (Act.SEE, Act.EDIT, Act.DELETE, Act.EXPORT)
KEEPERS = frozenset({Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Finding:
    """One person: act → reach beyond the role, whether that is the whole customer base, and live tokens of a leaver."""

    person: User
    beyond: Mapping[Act, Reach]
    manages_all: bool
    tokens: int = 0


def scan(people: Sequence[User], tokens: Mapping[str, int]) -> list[Finding]:
    """Return everybody who may do more than their role, the gravest first. `tokens`: person → live API tokens."""
    found = []
    for person in people:
        if not person.active:
            if tokens.get(person.id):
                found.append(Finding(person, {}, False, tokens[person.id]))
            continue
        beyond = {act: reach(person, act) for act in WATCHED if _further(person, act)}
        everything = person.role not in KEEPERS and all(reach(person, act) == Reach.ALL for act in MANAGING)
        if beyond or everything:
            found.append(Finding(person, beyond, everything))
    return sorted(found, key=lambda one: (not one.manages_all, one.person.role != Role.INTERN, one.person.id))


def all_may_edit(people: Sequence[User]) -> bool:
    """Decide whether this is 全员可编辑, the root of X13: everybody but administrators may change everything."""
    others = [person for person in people if person.active and person.role not in KEEPERS]
    return len(others) > 1 and all(reach(person, Act.EDIT) == Reach.ALL for person in others)


def _further(person: User, act: Act) -> bool:
    return ORDER.index(reach(person, act)) > ORDER.index(role_reach(person.role, act))
