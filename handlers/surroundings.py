"""What every piece of work shares, whoever it is for: platforms, rooms, pages, understanding, calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crm.approvals.template import Template
from crm.intake.channel import Channel
from crm.leads.routing import Limits
from crm.merging.golden_id import GoldenIds
from crm.notes.keyword_rule import KeywordRules
from crm.time_faults import TimeFault
from crm.working_time import Calendar, QuietHours, weekdays_only
from handlers.ports import Address, Understanding


@dataclass(frozen=True, slots=True)
class Room:
    """A group that gets pushes: its name, its team, and its address on the platform it lives on."""

    name: str
    team: str
    address: Address


def _no_faults(now: datetime) -> Sequence[TimeFault]:
    return ()


def _no_template(name: str) -> Channel:
    return Channel(name, name)


def _no_codes(bound_to: str) -> str:
    raise LookupError("no key for one-time codes")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every piece of work shares: the platforms in use, the rooms, the pages' address, and new ids."""

    platforms: tuple[str, ...]
    rooms: tuple[Room, ...]
    base_url: str
    understanding: Understanding
    new_id: Callable[[], str]
    templates: tuple[Template, ...] = ()
    calendar: Calendar = field(default_factory=lambda: Calendar(weekdays_only))
    working: frozenset[str] = frozenset()
    quiet: QuietHours | None = None
    code_for: Callable[[str], str] = _no_codes
    """Returns the six digits that belong to a text, by the installation's secret."""
    one_way: frozenset[str] = frozenset()
    """What else can be sent by: `mail`, `sms`."""
    keywords: KeywordRules = field(default_factory=KeywordRules)
    golden: GoldenIds | None = None
    """Makes golden ids (F67) under the installation's key."""
    time_faults: Callable[[datetime], Sequence[TimeFault]] = _no_faults
    """Returns what is wrong with zones and calendar at a moment (F74)."""
    channel: Callable[[str], Channel] = _no_template
    """Returns a marketing channel by its name."""
    probing: bool = False
    """Whether channels' addresses are looked at from outside: only where there is a public one."""
    queue: Limits = field(default_factory=Limits)
    """For how long the queue of channels' leads may stand still (F101)."""
