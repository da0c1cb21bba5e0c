"""`登记线索` in the chat sidebar: name and picture come from the chat, only the phone is typed (F02)."""

from __future__ import annotations

from dataclasses import dataclass

from crm.customers.door import HELD
from crm.leads.draft import Draft
from crm.leads.lead import INCOMPLETE, OPEN, Lead, missing_fields, next_due
from crm.people import User
from crm.phone import mobile
from handlers.context import Work
from handlers.leads.account_making import settle_account
from handlers.leads.door import stop_known_beside
from handlers.merging.likeness import ask_about_alikes
from handlers.rights.check import changeable
from handlers.texts import lead_texts, rights_texts
from handlers.watching.lead_watch import assigned


@dataclass(frozen=True, slots=True)
class ChatCustomer:
    """The customer of a chat, as the platform itself says (never as the page says)."""

    id: str
    name: str
    avatar: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """What came of a registration: the sentence to show, and the lead, or None when the phone is not usable.

    `card` is the card to decide on when the phone is already a customer's (F15).
    """

    text: str
    lead: Lead | None
    card: str = ""


async def register_from_chat(work: Work, person: User, customer: ChatCustomer, phone: str) -> Registered:
    """Make, or complete, this rep's lead of that chat. One lead per customer and rep, however often it is sent."""
    number = mobile(phone)
    if number is None:
        return Registered(
            lead_texts.PHONE_REFUSED if phone.strip() else lead_texts.ask_missing(["手机号"], customer.name), None
        )
    known = await work.records.leads.by_wechat(customer.id, person.id)
    if known is not None and not await changeable(work, person, known.id, "sidebar"):
        return Registered(rights_texts.NOT_CHANGEABLE, None)
    held = _draft(work, person, customer, number, known)
    card = await stop_known_beside(work, person, held, [known.id] if known is not None else [])
    if card is not None:
        return Registered(card.summary, None, card.id)
    if known is not None:
        known.phone, known.contact, known.avatar = number, customer.name, customer.avatar
        known.updated_at = work.now
        await work.audit(person.id, "lead.update", f"lead:{known.id}", "sidebar")
        return Registered(lead_texts.registered(customer.name, known=True), known)
    lead = Lead(
        id=work.around.new_id(),
        company=customer.company[:255],
        contact=customer.name[:64],
        phone=number,
        owner=person.id,
        created_at=work.now,
        updated_at=work.now,
        wechat=customer.id,
        avatar=customer.avatar[:1024],
        channel="微信侧边栏",
        status=INCOMPLETE if missing_fields(customer.company, customer.name, number) else OPEN,
    )
    await settle_account(work, lead)
    lead.due_at, _ = next_due(lead)
    await work.records.leads.add(lead)
    await assigned(work, lead)
    await work.audit(person.id, "lead.create", f"lead:{lead.id}", "sidebar")
    await ask_about_alikes(work, lead)
    return Registered(lead_texts.registered(customer.name, known=False), lead)


def _draft(work: Work, person: User, customer: ChatCustomer, number: str, known: Lead | None) -> Draft:
    """Return what this registration would make, or change in the lead of this chat, if it has to wait."""
    draft = Draft(
        id=work.around.new_id(),
        origin="sidebar",
        owner=person.id,
        platform=person.home,
        created_at=work.now,
        updated_at=work.now,
        company=customer.company[:255],
        contact=customer.name[:64],
        phone=number,
        wechat=customer.id,
        sources={"avatar": customer.avatar[:1024]},
    )
    if known is not None:
        draft.state, draft.lead_id = HELD, known.id
    return draft
