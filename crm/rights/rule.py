"""Rules on rights (F98): what they make of each person's reach, and who gains or loses how many rows by a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.people import User
from crm.rights.reach import HIDDEN, Act, Reach, reach, role_reach

PROPOSED, ACTIVE, DROPPED, UNDONE = "proposed", "active", "dropped", "undone"
PREVIEW_LIFE = timedelta(hours=24)
ORDER = (Reach.NONE, Reach.OWN, Reach.TEAM, Reach.ALL)
NEED_SIGHT = (Act.EDIT, Act.DELETE, Act.RESTORE, Act.EXPORT, Act.MERGE)
AT_LEAST = "+"


@dataclass
class RightsRule:
    """One rule: the sentence, whose rights it changes, and to what. `base` is the version it was previewed upon."""

    id: str
    sentence: str
    subject: str
    name: str
    changes: dict[str, str]
    base: int
    person: str
    created_at: datetime
    version: int | None = None
    state: str = PROPOSED
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes for one person: rows that come into sight or leave it, and acts that reach further or less far."""

    person: User
    gained: int
    lost: int
    wider: tuple[str, ...]
    narrower: tuple[str, ...]


def concerns(rule: RightsRule, person: User) -> bool:
    """Decide whether the rule is about this person."""
    return rule.subject in (f"user:{person.id}", f"role:{person.role}")


def grants_under(person: User, rules: Sequence[RightsRule]) -> dict[str, str]:
    """Return what these rules, oldest first, make of a person's rights; a later one goes before an earlier one.

    Nobody may change, delete or take out what they may not see, so those never reach further than seeing.
    """
    grants: dict[str, str] = {}
    for rule in rules:
        if concerns(rule, person):
            for key, value in rule.changes.items():
                if value.endswith(AT_LEAST):
                    now = grants.get(key) or role_reach(person.role, Act(key)).value
                    value = max(now, value.removesuffix(AT_LEAST), key=_rank)
                grants[key] = value
    if any(key in grants for key in Act):
        sight = grants.get(Act.SEE) or role_reach(person.role, Act.SEE).value
        for act in NEED_SIGHT:
            now = grants.get(act) or role_reach(person.role, act).value
            if _rank(now) > _rank(sight):
                grants[act.value] = sight
    return grants


def effects(
    people: Sequence[User], before: Sequence[RightsRule], after: Sequence[RightsRule], rows: Mapping[str, int]
) -> list[Effect]:
    """Return for whom the later rules change something. `rows`: owner → customers."""
    found = []
    for person in people:
        then, now = grants_under(person, before), grants_under(person, after)
        if not person.active or then == now:
            continue
        saw, sees = (_owners(person, grants, people, rows) for grants in (then, now))
        wider, narrower = _moved(person, then, now)
        if wider or narrower or saw != sees:
            gained, lost = sum(rows[o] for o in sees - saw), sum(rows[o] for o in saw - sees)
            found.append(Effect(person, gained, lost, tuple(wider), tuple(narrower)))
    return found


def with_grants(person: User, grants: Mapping[str, str]) -> User:
    """Return a copy of a person with these grants."""
    return User(person.id, person.name, person.role, person.team, active=person.active, grants=dict(grants))


def _moved(person: User, then: Mapping[str, str], now: Mapping[str, str]) -> tuple[list[str], list[str]]:
    old, new = with_grants(person, then), with_grants(person, now)
    wider = [act.value for act in Act if _rank(reach(new, act)) > _rank(reach(old, act))]
    narrower = [act.value for act in Act if _rank(reach(new, act)) < _rank(reach(old, act))]
    for key in {*then, *now} - set(Act):
        if (now.get(key) == HIDDEN) != (then.get(key) == HIDDEN):
            (narrower if now.get(key) == HIDDEN else wider).append(key)
    return wider, narrower


def _owners(person: User, grants: Mapping[str, str], people: Sequence[User], rows: Mapping[str, int]) -> set[str]:
    match reach(with_grants(person, grants), Act.SEE):
        case Reach.ALL:
            return set(rows)
        case Reach.OWN:
            return {person.id} & set(rows)
        case Reach.TEAM if person.team:
            return {user.id for user in people if user.team == person.team} & set(rows)
    return set()


def _rank(value: str) -> int:
    return ORDER.index(Reach(value)) if value in set(Reach) else 0
