"""`查 安克`: what this person may see of a customer; another's customer is answered like one that does not exist."""

from __future__ import annotations

from cards.card import Card, Field
from crm.people import Role, User
from handlers import texts
from handlers.context import Talk, Work
from handlers.draft_card import spoken_time
from nlp.reading import Reading


async def visible_owners(work: Work, person: User) -> list[str] | None:
    """Return whose leads this person may see one by one: None means all, an empty list none (F94)."""
    if person.role == Role.ADMIN:
        return None
    if person.role == Role.SALES:
        return [person.id]
    if person.role == Role.SUPERVISOR:
        return [user.id for user in await work.records.people.in_team(person.team)]
    return []


async def look_up(talk: Talk, reading: Reading, text: str) -> None:
    """Answer with one customer card, a list of names to choose from, or an honest no."""
    words = (reading.slots.get("customer") or reading.company or _bare(text))[:40]
    if not words:
        await talk.reply(texts.HOME)
        return
    found = await talk.records.leads.named(words, await visible_owners(talk, talk.person), 6)
    names = list(dict.fromkeys(lead.company or lead.contact for lead in found))
    if not found:
        await talk.reply(texts.nothing_found(words))
    elif len(names) > 1:
        await talk.reply(texts.which_customer(names))
    else:
        lead = found[0]
        card = Card(
            id=f"lead-{lead.id}-{talk.around.new_id()}",
            rev=1,
            kind="lead",
            title=lead.company or lead.contact,
            fields=(
                Field("联系人", lead.contact or "—"),
                Field("手机号", lead.phone or "—"),
                Field("阶段", lead.stage),
                Field("下一步", lead.next_action or "—"),
                Field("时间", spoken_time(lead.next_time) or "—"),
            ),
            link=talk.page(f"/leads/{lead.id}"),
        )
        await talk.show(card, f"lead:{lead.id}")


def _bare(text: str) -> str:
    return text.strip().removeprefix("查").removeprefix("询").removeprefix("一下").strip()
