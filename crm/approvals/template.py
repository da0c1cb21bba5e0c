"""Kinds of requests as data: the words that start them and the levels that decide, by amount (F78, F84)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from crm.people import Role


class BadTemplate(ValueError):
    """A template that could not work; the text says which and why."""


OWN_TEAM = "own"


@dataclass(frozen=True, slots=True)
class Level:
    """One group that decides. `need` different people must agree; above 1 nobody owns it alone.

    The level is left out unless the amount is above `over` yuan; a request without an amount passes every level.
    With `team` "own" it is the requester's team that decides, for whom another team's customers do not exist.
    """

    group: str
    roles: tuple[str, ...]
    need: int = 1
    over: float = 0.0
    team: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of request. `words` is a pattern; an empty one cannot be asked for in chat. `hours`: F79's limit."""

    kind: str
    name: str
    words: str
    levels: tuple[Level, ...]
    askers: tuple[str, ...] = ()
    hours: float = 4.0


def levels_for(template: Template, amount: float | None) -> tuple[Level, ...]:
    """Return the levels a request of this amount goes through, in order. The first is never left out."""
    wanted = [level for level in template.levels if amount is None or level.over == 0 or amount > level.over]
    return tuple(wanted) or template.levels[:1]


def may_ask(template: Template, role: str) -> bool:
    """Decide whether somebody of this role may make such a request."""
    return not template.askers or role in template.askers


def read_templates(body: Mapping[str, Any]) -> tuple[Template, ...]:
    """Return the templates of a configuration. Raises BadTemplate naming the first that could not work."""
    templates = tuple(_template(row) for row in body["templates"])
    kinds = [template.kind for template in templates]
    for kind in kinds:
        if kinds.count(kind) > 1:
            raise BadTemplate(f"{kind}: defined twice")
    return templates


def _template(row: Mapping[str, Any]) -> Template:
    kind = str(row.get("kind", ""))
    if not re.fullmatch(r"[a-z_]{1,32}", kind):
        raise BadTemplate(f"{kind!r}: a kind is lower-case letters")
    try:
        re.compile(row.get("words", ""))
        levels = tuple(_level(level) for level in row["levels"])
        askers = _roles(row.get("askers", []))
        hours = float(row.get("hours", 4))
    except (KeyError, TypeError, ValueError, re.error) as wrong:
        raise BadTemplate(f"{kind}: {wrong}") from None
    if not levels or hours <= 0 or unknown(row, Template):
        raise BadTemplate(f"{kind}: needs levels, hours above 0 and no other keys")
    return Template(kind, str(row["name"]), str(row.get("words", "")), levels, askers, hours)


def _level(row: Mapping[str, Any]) -> Level:
    level = Level(
        str(row["group"]),
        _roles(row["roles"]),
        int(row.get("need", 1)),
        float(row.get("over", 0)),
        str(row.get("team", "")),
    )
    if not level.roles or level.need < 1 or level.over < 0 or unknown(row, Level):
        raise ValueError(f"level {level.group}")
    return level


def _roles(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(Role(name).value for name in names)


def unknown(row: Mapping[str, Any], cls: type[Template] | type[Level]) -> set[str]:
    """Return the keys that the class does not have."""
    return set(row) - {field.name for field in fields(cls)}
