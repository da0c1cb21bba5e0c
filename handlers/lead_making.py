"""From a confirmed draft to a lead with its account, contact, to-do and due moment, in one go."""

from __future__ import annotations

from crm.account import Account, Contact
from crm.draft import MADE, Draft
from crm.lead import INCOMPLETE, OPEN, Lead, missing_fields, next_due, promised_moment
from handlers.context import Work


async def make_lead(work: Work, draft: Draft, surface: str) -> Lead:
    """Store the lead of a draft and mark the draft as made. The draft must still be waiting."""
    lacking = missing_fields(draft.company, draft.contact, draft.phone)
    lead = Lead(
        id=work.around.new_id(),
        company=draft.company,
        contact=draft.contact,
        phone=draft.phone,
        owner=draft.owner,
        created_at=work.now,
        updated_at=work.now,
        title=draft.title,
        email=draft.email,
        wechat=draft.wechat,
        stage=draft.stage,
        status=INCOMPLETE if lacking else OPEN,
        channel="销售录入",
        tags=list(draft.tags),
        next_action=draft.todo,
        next_time=draft.next_time,
        budget=draft.budget,
    )
    await settle_account(work, lead)
    lead.due_at, _ = next_due(lead)
    await work.records.leads.add(lead)
    draft.state, draft.lead_id, draft.updated_at = MADE, lead.id, work.now
    for todo in await work.records.drafts.todos_of(draft.id):
        todo.lead_id = lead.id
    await work.audit(draft.owner, "lead.create", f"lead:{lead.id}", surface)
    return lead


async def settle_account(work: Work, lead: Lead) -> None:
    """Tie the lead to its owner's account of that name, making account and contact where they are new."""
    if not lead.company:
        return
    account = await work.records.leads.account_named(lead.company, lead.owner)
    if account is None:
        account = Account(
            id=work.around.new_id(),
            name=lead.company,
            owner=lead.owner,
            created_at=work.now,
            updated_at=work.now,
            raw_names=[lead.company],
        )
        await work.records.leads.add_account(account)
    lead.account_id = account.id
    if lead.contact:
        contact = Contact(
            id=work.around.new_id(),
            account_id=account.id,
            name=lead.contact,
            owner=lead.owner,
            created_at=work.now,
            title=lead.title,
            phone=lead.phone,
            email=lead.email,
            wechat=lead.wechat,
        )
        await work.records.leads.add_contact(contact)


def redate(lead: Lead, next_time: str) -> None:
    """Give the lead a new promise and its new due moment."""
    lead.next_time = next_time
    lead.due_at = promised_moment(next_time) or next_due(lead)[0]
