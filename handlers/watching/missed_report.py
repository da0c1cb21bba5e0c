"""The daily report of missed first contacts (F40): supervisors their team, directors the total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from cards.card import Card, Field
from crm.customers.first_contact import MissedRate, Watch, missed_rate
from crm.people import Role, User
from handlers.context import SHANGHAI, Work

TITLE = "漏跟率日报"
NAMED = 5


async def missed_report(work: Work) -> None:
    """Report yesterday's assigned customers; a team without any gets no card."""
    day = work.now.astimezone(SHANGHAI).date() - timedelta(days=1)
    since = datetime.combine(day, time(), SHANGHAI)
    everyone = await work.records.people.everyone()
    rows = await work.records.first_contacts.assigned([u.id for u in everyone], since, since + timedelta(days=1))
    if not rows:
        return
    names = {user.id: user for user in everyone}
    for head in everyone:
        if not head.active or head.role not in (Role.SUPERVISOR, Role.DIRECTOR, Role.ADMIN):
            continue
        team = head.team if head.role == Role.SUPERVISOR else ""
        mine = rows if not team else [r for r in rows if r.owner in names and names[r.owner].team == team]
        if not mine or (head.role == Role.SUPERVISOR and not team):
            continue
        card = report_card(day.isoformat(), head, mine, names)
        card = replace(card, link=work.page(f"/cards/{card.id}"))
        await work.keep(card, f"user:{head.id}", [head.id], [])
        await work.push(head, card)


def report_card(day: str, head: User, rows: Sequence[Watch], names: Mapping[str, User]) -> Card:
    """Return the figures of a day; people are named to their supervisor only (F94)."""
    total = missed_rate(rows)
    fields = [
        Field("分配线索", str(total.assigned)),
        Field("2小时内未联系", str(total.missed)),
        Field("漏跟率", _share(total.rate), colour="red" if total.missed else None),
        Field("至今无首次联系", f"{total.untouched}（占漏跟{_share(total.untouched_share)}）"),
    ]
    if head.role == Role.SUPERVISOR:
        fields += [Field(names[owner].name, _line(rate)) for owner, rate in _by_owner(rows)[:NAMED]]
    return Card(
        id=f"missed-{head.id}-{day}"[:64],
        rev=1,
        kind="report",
        title=f"{TITLE} {day}",
        source=head.team,
        fields=tuple(fields),
    )


def _by_owner(rows: Sequence[Watch]) -> list[tuple[str, MissedRate]]:
    owners = {row.owner for row in rows}
    found = [(owner, missed_rate([row for row in rows if row.owner == owner])) for owner in owners]
    return sorted((pair for pair in found if pair[1].missed), key=lambda pair: (-pair[1].missed, pair[0]))


def _line(rate: MissedRate) -> str:
    return f"{rate.missed}/{rate.assigned}（{_share(rate.rate)}）"


def _share(share: float) -> str:
    return f"{share * 100:.1f}%"
