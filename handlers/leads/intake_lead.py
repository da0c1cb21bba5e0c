"""What a payload of a channel makes: a new lead, or news of a customer we have."""

from __future__ import annotations

from crm.intake.channel import Channel
from crm.intake.judging import LINKED, MADE, UNASSIGNED, UNKNOWN_SOURCE, Verdict, clean_mail
from crm.leads.lead import INCOMPLETE, Lead, next_due
from crm.merging.likeness import address_key
from crm.notes.follow_up import FollowUp
from crm.people import Role, User
from crm.trail import Happening
from handlers.context import Work
from handlers.leads.account_making import new_contact, settle_account
from handlers.merging.fusion import join_visits
from handlers.merging.likeness import ask_about_alikes
from handlers.queue.distribution import distribute
from handlers.queue.standstill import matched_again
from handlers.texts import intake_texts

MACHINE = "intake"


async def store_lead(work: Work, channel: Channel, verdict: Verdict) -> tuple[Lead, str]:
    """Return the lead these values belong to, and whether it was made for them or was there."""
    values = verdict.values
    known = await work.records.door.known(
        User(MACHINE, "渠道接入", Role.ADMIN.value), values["phone"], values.get("email", "")
    )
    if known is not None and known.lead_id is not None:
        lead = await work.records.leads.get(known.lead_id)
        if lead is not None:
            await _met_again(work, lead, verdict)
            return lead, LINKED
    lead = _new_lead(work, verdict)
    if known is not None:
        lead.account_id = known.account_id
    else:
        await settle_account(work, lead)
    await _put_address(work, lead, values.get("address", ""))
    lead.due_at, _ = next_due(lead)
    await work.records.leads.add(lead)
    await work.audit(MACHINE, "lead.create", f"lead:{lead.id}", "intake")
    if await join_visits(work, lead, values.get("ip", "")):
        top = await work.records.leads.standing(lead)
        await _note(work, top, intake_texts.intake_again(verdict.source, values.get("note", "")))
        return lead, LINKED
    await work.records.trail.happened(
        Happening(
            id=f"assign-{lead.id}", kind="assignment", platform="intake", external_id=lead.id, at=work.now, staff="",
            detail={"state": UNASSIGNED, "channel": channel.name, "source": verdict.source},
        )
    )  # fmt: skip
    if values.get("note"):
        await _note(work, lead, values["note"])
    await ask_about_alikes(work, lead)
    return lead, MADE


async def _put_address(work: Work, lead: Lead, address: str) -> None:
    """Keep where the company is: another firm at the same place is worth a look (F18)."""
    ids = [lead.account_id] if lead.account_id is not None and address else []
    for account in await work.records.merge_moves.accounts(ids):
        if not account.address:
            account.address, account.address_key = address[:255], address_key(address)


def _new_lead(work: Work, verdict: Verdict) -> Lead:
    values = verdict.values
    return Lead(
        id=work.around.new_id(),
        company=values.get("company", ""),
        contact=values.get("contact", ""),
        phone=values["phone"],
        owner="",
        created_at=work.now,
        updated_at=work.now,
        title=values.get("title", ""),
        email=clean_mail(values.get("email", "")),
        wechat=values.get("wechat", ""),
        status=UNASSIGNED,
        channel=verdict.source,
        tags=[INCOMPLETE] if verdict.incomplete else [],
    )


async def _met_again(work: Work, lead: Lead, verdict: Verdict) -> None:
    """A customer we have left their details once more: their words go to their lead, its owner is told."""
    values = verdict.values
    await _note(work, lead, intake_texts.intake_again(verdict.source, values.get("note", "")))
    if lead.account_id is not None and values.get("contact") and values["contact"] != lead.contact:
        person = _new_lead(work, verdict)
        await work.records.leads.add_contact(new_contact(work, lead.account_id, lead.owner, person))
    for key in ("company", "contact", "email", "wechat", "title"):
        if not getattr(lead, key) and values.get(key):
            setattr(lead, key, values[key])
    lead.updated_at = work.now
    await work.audit(MACHINE, "lead.link", f"lead:{lead.id}", "intake")
    owner = await work.records.people.get(lead.owner) if lead.owner else None
    if owner is not None and owner.active:
        await work.tell(owner, intake_texts.intake_met_again(lead.company or lead.contact, verdict.source))


async def complete_lead(work: Work, lead_id: str | None, verdict: Verdict) -> None:
    """Fill what was not known before the mapping: only what is empty, and a source that was 未知."""
    lead = await work.records.leads.get(lead_id) if lead_id else None
    if lead is None:
        return
    if lead.channel == UNKNOWN_SOURCE != verdict.source:
        lead.channel, lead.updated_at = verdict.source, work.now
        await matched_again(work, UNKNOWN_SOURCE)
    for key in ("company", "contact", "email", "wechat", "title"):
        if not getattr(lead, key) and verdict.values.get(key):
            setattr(lead, key, verdict.values[key])
            lead.updated_at = work.now
    if not lead.owner and lead.status == UNASSIGNED:
        await distribute(work, lead)


async def _note(work: Work, lead: Lead, text: str) -> None:
    await work.records.drafts.add(
        FollowUp(id=work.around.new_id(), owner=lead.owner, text=text, at=work.now, lead_id=lead.id, source="intake")
    )
