"""`检测到已有客户`: nothing new is made for a phone or mail that is already a customer's; the person decides (F15)."""

from __future__ import annotations

from collections.abc import Collection

from cards.card import Action, Card, Field
from crm.customers.door import APART, HELD, LINK, SEPARATE, TITLE, KnownCustomer, known_text
from crm.leads.draft import Draft
from crm.leads.lead import Lead
from crm.people import User
from crm.trail import Question
from handlers.context import QUESTION_LIFE, Talk, Work
from handlers.ports import Address

BUTTONS = (Action("link", LINK, "primary"), Action("apart", APART))


async def stop_known(talk: Talk, draft: Draft, without: Collection[str] = ()) -> bool:
    """Show the card here when the draft's phone or mail is known. False: nobody has it, or it was kept apart."""
    card = await _card_for(talk, talk.person, draft, without)
    if card is not None:
        await talk.show(card, f"draft:{draft.id}")
        await talk.wait_for("door", card.id)
    return card is not None


async def stop_known_beside(work: Work, person: User, draft: Draft, without: Collection[str] = ()) -> Card | None:
    """Store the draft of a page and send the card to the person's chat; return it, or None when nobody has it."""
    card = await _card_for(work, person, draft, without)
    if card is None:
        return None
    draft.card_id = card.id
    await work.records.drafts.add(draft)
    await work.keep(card, f"draft:{draft.id}", [person.id])
    for address in (await _homes(work, person))[:1]:
        await work.out.show(address, card)
        await work.records.trail.ask(Question(person.id, address.platform, "door", card.id, work.now + QUESTION_LIFE))
    return card


def held_change(work: Work, person: User, lead: Lead, origin: str, phone: str, contact: str, company: str) -> Draft:
    """Return what was to be changed in a lead, held back until the person has decided."""
    return Draft(
        id=work.around.new_id(),
        origin=origin,
        owner=person.id,
        platform=person.home,
        created_at=work.now,
        updated_at=work.now,
        company=company[:255],
        contact=contact[:64],
        phone=phone[:32],
        email=lead.email,
        state=HELD,
        lead_id=lead.id,
    )


def known_name(known: KnownCustomer) -> str:
    """Return the known customer's name as far as the reader may know."""
    return (known.company or known.contact) if known.telling else "已有客户"


async def _card_for(work: Work, person: User, draft: Draft, without: Collection[str]) -> Card | None:
    if SEPARATE in draft.tags:
        return None
    known = await work.records.door.known(person, draft.phone, draft.email, without)
    if known is None:
        return None
    await work.audit(person.id, "door.known", f"lead:{known.lead_id or known.account_id}", "door")
    owner = await work.records.people.get(known.owner) if known.telling and known.owner else None
    fields = [Field("已有客户", known_name(known)), Field("负责人", owner.name if owner is not None else "—")]
    return Card(
        id=f"door-{work.around.new_id()}",
        rev=1,
        kind="door",
        title=TITLE,
        summary=known_text(known),
        fields=tuple(fields),
        actions=BUTTONS,
    )


async def _homes(work: Work, person: User) -> list[Address]:
    wanted = [person.home, *(platform for platform in work.around.platforms if platform != person.home)]
    return await work.addresses(person, [platform for platform in wanted if platform in work.around.platforms])
