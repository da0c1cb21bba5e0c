"""Master data over several systems: what differs (F68), whose value counts (F69), and who calls twice (X12)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from crm.phone import is_masked, phone_key

CRM = "crm"
FIELDS: Mapping[str, str] = {"name": "姓名", "phone": "手机号"}
NO_GRANT, TO_WRITE, LOCAL = "无写入授权", "待同步", "待更新"


@dataclass(frozen=True, slots=True)
class Held:
    """One person as one system holds them; `updated_at` is what that system says."""

    system: str
    external_id: str
    golden_id: str
    name: str
    phone: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that systems hold differently. `losers`: system → its record's id and what may be done there."""

    golden_id: str
    field: str
    values: Mapping[str, str]
    winner: str
    value: str
    losers: Mapping[str, tuple[str, str]]
    reason: str


def differences(held: Sequence[Held], writable: Collection[str]) -> list[Difference]:
    """Return what differs about one person, each with its arbitration. Only the newest record of a system counts.

    The value that was changed last wins; the CRM wins a tie. An older value of the CRM loses like any other. A system
    without write grant is only reported.
    """
    newest: dict[str, Held] = {}
    for one in sorted(held, key=lambda one: (one.updated_at, one.external_id)):
        newest[one.system] = one
    found = []
    for field in FIELDS:
        stated = {one.system: one for one in newest.values() if _key(field, getattr(one, field))}
        if len({_key(field, getattr(one, field)) for one in stated.values()}) < 2:
            continue
        winner = max(stated.values(), key=lambda one: (one.updated_at, one.system == CRM, one.system))
        losers = {
            one.system: (one.external_id, _state(one.system, writable))
            for one in stated.values()
            if _key(field, getattr(one, field)) != _key(field, getattr(winner, field))
        }
        found.append(
            Difference(
                winner.golden_id, field, {one.system: getattr(one, field) for one in stated.values()}, winner.system,
                getattr(winner, field), losers, f"{winner.system}更新最晚：{winner.updated_at:%Y-%m-%d %H:%M} UTC",
            )
        )  # fmt: skip
    return found


def _state(system: str, writable: Collection[str]) -> str:
    return LOCAL if system == CRM else TO_WRITE if system in writable else NO_GRANT


def _key(field: str, value: str) -> str:
    """Return a value as it is compared; an empty text for what says nothing (masked, rounded)."""
    if field == "phone":
        return "" if is_masked(value) else phone_key(value)
    return "" if is_masked(value) or "*" in value else re.sub(r"\s+", "", value)


@dataclass(frozen=True, slots=True)
class Touch:
    """Somebody spoke with a customer."""

    person: str
    name: str
    team: str
    at: datetime


def second_contact(touches: Sequence[Touch], person: str, team: str) -> Touch | None:
    """Return today's contact by somebody of another team, the newest, or None when this one may go ahead.

    `touches` are those of today with this customer, under whatever record. One's own and one's team's do not count.
    """
    others = [touch for touch in touches if touch.person != person and (not team or touch.team != team)]
    return max(others, key=lambda touch: touch.at, default=None)
