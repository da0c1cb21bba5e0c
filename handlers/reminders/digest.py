"""The morning card of a team's group: at most three leads still open, each with a way in; support, not blame (F04)."""

from __future__ import annotations

import hashlib

from cards.card import Action, Card, Field
from crm.leads.digest import Overdue, top_overdue
from crm.people import Role, User
from crm.trail import Decision
from handlers.context import SHANGHAI, Work
from handlers.surroundings import Room

TITLE = "昨日未闭环线索TOP3"
READ_AT_MOST = 50
LINK_LENGTH = 13  # the tightest surface that carries the digest, a WeCom group's jump list


async def morning_digest(work: Work) -> None:
    """Send each team's group its card, once a day, and none when nothing is late."""
    for room in work.around.rooms:
        if room.team:
            await _digest_for(work, room)


async def _digest_for(work: Work, room: Room) -> None:
    team = await work.records.people.in_team(room.team)
    leads = await work.records.leads.late([user.id for user in team], work.now, READ_AT_MOST)
    late = top_overdue(leads, work.now)
    if not late:
        return
    day = work.now.astimezone(SHANGHAI).date().isoformat()
    if not await work.records.trail.digest_once(room.name, day, work.now, [item.lead.id for item in late]):
        return
    card = digest_card(work, room, day, late, team)
    await work.keep(card, f"room:{room.name}", [user.id for user in team], [])
    await work.out.show(room.address, card)
    for item in late:
        await work.records.trail.decided(
            Decision(
                id=work.around.new_id(),
                rule="F04",
                subject=f"lead:{item.lead.id}",
                person=item.lead.owner,
                at=work.now,
                reasons=[f"{item.reason}已超期{item.hours}小时"],
            )
        )


def digest_card(work: Work, room: Room, day: str, late: list[Overdue], team: list[User]) -> Card:
    """Return the card: one field per lead with its last follow-up and hours late, linking to its page."""
    boss = next((user for user in team if user.role == Role.SUPERVISOR and user.active), None)
    names = {user.id: user.name for user in team}
    fields = tuple(
        Field(
            _name(item),
            f"{names.get(item.lead.owner, '')} 最后跟进{_short(item)} 超期{item.hours}小时",
            colour="red" if item.hours >= 48 else None,
        )
        for item in late
    )
    ways = tuple(
        Action(f"lead{place}", _name(item)[:LINK_LENGTH], url=work.page(f"/leads/{item.lead.id}"))
        for place, item in enumerate(late, 1)
    )
    slug = hashlib.sha256(room.name.encode()).hexdigest()[:8]
    return Card(
        id=f"digest-{slug}-{day}",
        rev=1,
        kind="digest",
        title=TITLE,
        source=f"{boss.name}（{room.team}）" if boss else room.team,
        summary="一起看看哪里需要帮忙，点名字直达。",
        fields=fields,
        actions=ways,
        link=work.page(f"/cards/digest-{slug}-{day}"),
    )


def _name(item: Overdue) -> str:
    return item.lead.company or item.lead.contact or "未命名"


def _short(item: Overdue) -> str:
    return f"{item.last_touch.astimezone(SHANGHAI):%m-%d %H:%M}"
