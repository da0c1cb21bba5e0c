"""Who works here: people, their roles, and who decides for a group."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person is, and by that what they may see and do (F94)."""

    SALES = "sales"
    SUPERVISOR = "supervisor"
    DIRECTOR = "director"
    ADMIN = "admin"
    MARKETING = "marketing"
    FINANCE = "finance"
    SERVICE = "service"
    INTERN = "intern"


@dataclass
class User:
    """One of our own people. `home` is the platform where they were last seen.

    `grants` is what confirmed rules (F98) made of the role's rights, act → reach; only `crm.rights.rule` writes it.
    """

    id: str
    name: str
    role: str
    team: str = ""
    manager: str = ""
    city: str = ""
    industries: list[str] = field(default_factory=list)
    active: bool = True
    home: str = "wecom"
    email: str = ""
    phone: str = ""
    grants: dict[str, str] = field(default_factory=dict)


@dataclass
class Identity:
    """The name a platform has for one of our people."""

    platform: str
    external_id: str
    user_id: str


@dataclass
class Activity:
    """How much somebody used the system on one day: separate visits and seconds in them (F79)."""

    user_id: str
    day: str
    visits: int
    seconds: int
    last_at: datetime
