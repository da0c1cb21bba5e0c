"""Changing a lead on its page: the same fields and the same refusals as in chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crm.leads.lead import INCOMPLETE, OPEN, Lead, missing_fields, next_due
from crm.leads.stage import CHOOSABLE
from crm.people import User
from crm.phone import mobile
from handlers import texts
from handlers.context import Work
from handlers.customers.stage_change import LEAST_REASON, set_stage
from handlers.leads.account_making import settle_account
from handlers.leads.door import held_change, stop_known_beside
from handlers.texts import customer_texts, lead_texts

EDITABLE = ("company", "contact", "phone", "title", "next_action")
IN_CONTACT = {"contact": "name", "phone": "phone", "title": "title"}
LONGEST = {"company": 255, "contact": 64, "phone": 32, "title": 64, "next_action": 255}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The sentence to show; `card` is the card to decide on when the new phone is already a customer's (F15)."""

    text: str
    card: str = ""


async def edit_lead(work: Work, person: User, lead: Lead, changes: Mapping[str, str]) -> Outcome:
    """Change what differs; return the sentence to show. Nothing is changed when one value is refused.

    A new stage needs a `reason` (F48).
    """
    wanted = {key: changes[key].strip()[: LONGEST[key]] for key in EDITABLE if key in changes}
    if wanted.get("phone") and wanted["phone"] != lead.phone:
        number = mobile(wanted["phone"])
        if number is None:
            return Outcome(lead_texts.PHONE_REFUSED)
        wanted["phone"] = number
    stage = next((s.value for s in CHOOSABLE if s.name.lower() == changes.get("stage", "")), None)
    if changes.get("stage") and stage is None:
        return Outcome(lead_texts.STAGE_REFUSED)
    if stage is not None:
        wanted["stage"] = stage
    different = {key: value for key, value in wanted.items() if getattr(lead, key) != value}
    if not different:
        return Outcome(texts.NOTHING_CHANGED)
    reason = changes.get("reason", "").strip()
    if "stage" in different and len(reason) < LEAST_REASON:
        return Outcome(customer_texts.STAGE_REASON)
    if different.get("phone"):
        name, contact = different.get("company", ""), different.get("contact", "")
        held = held_change(work, person, lead, "page", different["phone"], contact, name)
        card = await stop_known_beside(work, person, held, [lead.id])
        if card is not None:
            return Outcome(card.summary, card.id)
    await _contact_follows(work, lead, different)
    for key, value in different.items():
        if key == "stage":
            await set_stage(work, person, lead, value, reason, "page")
        else:
            setattr(lead, key, value)
    if "company" in different:
        await settle_account(work, lead)
    lacking = missing_fields(lead.company, lead.contact, lead.phone)
    if lead.status in (OPEN, INCOMPLETE):
        lead.status = INCOMPLETE if lacking else OPEN
    lead.updated_at = work.now
    lead.due_at, _ = next_due(lead)
    await work.audit(person.id, "lead.update", f"lead:{lead.id}", "page")
    return Outcome(lead_texts.lead_changed(len(different)))


async def _contact_follows(work: Work, lead: Lead, different: Mapping[str, str]) -> None:
    """The person behind the lead is one of the customer's contacts: what changes here changes there (F24)."""
    fresh = {IN_CONTACT[key]: value for key, value in different.items() if key in IN_CONTACT}
    if lead.account_id is None or not fresh:
        return
    for contact in await work.records.leads.contacts_of(lead.account_id):
        if contact.phone == lead.phone if lead.phone else contact.name == lead.contact:
            for key, value in fresh.items():
                setattr(contact, key, value)
