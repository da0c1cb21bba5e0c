"""What an appointment wrote on its customer, kept so that `撤销` gives the next step back."""

from __future__ import annotations

from crm.leads.draft import Todo
from crm.leads.lead import Lead
from crm.notes.undo import picture_of, put_back
from crm.rights.reach import Act
from crm.trail import Decision
from handlers.context import Talk
from handlers.leads.lead_making import redate

RULE = "appointment"


async def take_step(talk: Talk, todo: Todo, lead: Lead) -> None:
    """Make the to-do the customer's next step, and remember what that was. Nobody was in touch yet (F40, F42)."""
    await talk.records.trail.decided(
        Decision(
            id=talk.around.new_id(),
            rule=RULE,
            subject=f"todo:{todo.id}",
            person=talk.person.id,
            at=talk.now,
            reasons=["还没发生的事记成安排"],
            inputs={"lead": picture_of(lead)},
        )
    )
    lead.next_action, lead.updated_at = todo.what[:255], talk.now
    redate(lead, todo.due)


async def kept_step(talk: Talk, todo: Todo) -> Decision | None:
    """Return what the appointment found on its customer; None for a mere reminder."""
    since, subject = todo.created_at, f"todo:{todo.id}"
    return await talk.records.trail.newest_of_rules(talk.person.id, [RULE], since, subject)


async def put_step_back(talk: Talk, todo: Todo) -> None:
    """Give the customer the next step it had, unless another was written since or it is somebody else's now."""
    kept = await kept_step(talk, todo) if todo.lead_id else None
    lead = await talk.records.rights.one(talk.person, todo.lead_id, Act.EDIT) if kept and todo.lead_id else None
    if kept is None or lead is None or (lead.next_action, lead.next_time) != (todo.what[:255], todo.due):
        return
    put_back(lead, {key: kept.inputs["lead"][key] for key in ("next_action", "next_time", "due_at")})
    lead.updated_at = talk.now


async def move_step(talk: Talk, todo: Todo, due: str) -> bool:
    """Let the customer's next step follow an appointment that is moved. False: the to-do is none."""
    if await kept_step(talk, todo) is None:
        return False
    lead = await talk.records.rights.one(talk.person, todo.lead_id, Act.EDIT) if todo.lead_id else None
    if lead is not None and (lead.next_action, lead.next_time) == (todo.what[:255], todo.due):
        redate(lead, due)
        lead.updated_at = talk.now
    return True
