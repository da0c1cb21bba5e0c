"""From a confirmed draft to a lead with its account, contact, to-do and due moment, in one go."""

from __future__ import annotations

from crm.account import Account, Contact
from crm.door import SEPARATE
from crm.draft import MADE, Draft
from crm.lead import INCOMPLETE, OPEN, Lead, missing_fields, next_due, promised_moment
from crm.phone import is_partial, tidy_phone
from handlers.context import Work
from handlers.lead_watch import assigned


async def make_lead(work: Work, draft: Draft, surface: str, account_id: str | None = None) -> Lead:
    """Store the lead of a draft and mark the draft as made. The draft must still be waiting.

    With `account_id` the lead belongs to that account, whatever the company is called in the draft.
    """
    lacking = missing_fields(draft.company, draft.contact, draft.phone) or is_partial(draft.phone)
    lead = Lead(
        id=work.around.new_id(),
        company=draft.company,
        contact=draft.contact,
        phone=tidy_phone(draft.phone),
        owner=draft.owner,
        created_at=work.now,
        updated_at=work.now,
        title=draft.title,
        email=draft.email,
        wechat=draft.wechat,
        stage=draft.stage,
        status=INCOMPLETE if lacking else OPEN,
        channel="微信侧边栏" if draft.origin == "sidebar" else "销售录入",
        avatar=draft.sources.get("avatar", ""),
        tags=list(draft.tags),
        next_action=draft.todo,
        next_time=draft.next_time,
        budget=draft.budget,
    )
    if account_id is None:
        await settle_account(work, lead)
    else:
        lead.account_id = account_id
    lead.due_at, _ = next_due(lead)
    await work.records.leads.add(lead)
    await assigned(work, lead)
    draft.state, draft.lead_id, draft.updated_at = MADE, lead.id, work.now
    for todo in await work.records.drafts.todos_of(draft.id):
        todo.lead_id = lead.id
    await work.audit(draft.owner, "lead.create", f"lead:{lead.id}", surface)
    return lead


async def settle_account(work: Work, lead: Lead) -> None:
    """Tie the lead to its owner's account of that name, making account and contact where they are new.

    A lead kept apart on purpose (F15) gets an account of its own.
    """
    if not lead.company:
        return
    apart = SEPARATE in lead.tags
    account = None if apart else await work.records.leads.account_named(lead.company, lead.owner)
    if account is None:
        golden = work.around.golden.of(lead.phone) if work.around.golden is not None else None
        account = Account(
            id=work.around.new_id(),
            name=lead.company,
            owner=lead.owner,
            created_at=work.now,
            updated_at=work.now,
            raw_names=[lead.company],
            tags=[SEPARATE] if apart else [],
            golden_id=golden.id if golden is not None else "",
        )
        await work.records.leads.add_account(account)
    lead.account_id = account.id
    if lead.contact:
        await work.records.leads.add_contact(new_contact(work, account.id, lead.owner, lead))


def new_contact(work: Work, account_id: str, owner: str, person: Lead | Draft) -> Contact:
    """Return the contact of a lead or draft as one more person of an account."""
    return Contact(
        id=work.around.new_id(),
        account_id=account_id,
        name=person.contact,
        owner=owner,
        created_at=work.now,
        title=person.title,
        phone=tidy_phone(person.phone),
        email=person.email,
        wechat=person.wechat,
    )


def redate(lead: Lead, next_time: str) -> None:
    """Give the lead a new promise and its new due moment."""
    lead.next_time = next_time
    lead.due_at = promised_moment(next_time) or next_due(lead)[0]
