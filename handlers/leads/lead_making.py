"""From a confirmed draft to a lead with its account, contact, to-do and due moment, in one go."""

from __future__ import annotations

from crm.leads.draft import MADE, Draft
from crm.leads.lead import INCOMPLETE, OPEN, Lead, missing_fields, next_due, promised_moment
from crm.phone import is_partial, tidy_phone
from handlers.context import Work
from handlers.leads.account_making import settle_account
from handlers.merging.likeness import ask_about_alikes
from handlers.notes.newcomer_follow_up import take_follow_up
from handlers.watching.lead_watch import assigned


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
    await take_follow_up(work, draft, lead)
    await work.audit(draft.owner, "lead.create", f"lead:{lead.id}", surface)
    await ask_about_alikes(work, lead)
    return lead


def redate(lead: Lead, next_time: str) -> None:
    """Give the lead a new promise and its new due moment."""
    lead.next_time = next_time
    lead.due_at = promised_moment(next_time) or next_due(lead)[0]
