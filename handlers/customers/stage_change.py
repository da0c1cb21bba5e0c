"""`阶段改为报价中`: a lead's stage changes only with a reason (F48)."""

from __future__ import annotations

import re

from crm.leads.lead import Lead
from crm.leads.stage import Stage
from crm.people import User
from crm.trail import Decision
from handlers import texts
from handlers.context import Talk, Work
from handlers.customers.customer_meant import look_at, meant, name_of
from handlers.customers.quoting import warn_before_quoting
from handlers.queue.assignment import tell_state
from handlers.rights.check import may_change
from handlers.texts import customer_texts, lead_texts
from nlp.reading import Reading

LEAST_REASON = 2
STAGE_RULE = "F48"
_WORDS = re.compile(r"[^\W\d_]")


async def change_stage(talk: Talk, reading: Reading, text: str) -> None:
    """Change the stage of the customer meant, or ask for what is missing: which one, or why."""
    stage = next((s for s in Stage if s.value == reading.slots.get("stage", "")), None)
    if stage is None:
        await talk.reply(lead_texts.STAGE_REFUSED)
        return
    wanted = reading.slots.get("customer", "")
    lead, others = await meant(talk, wanted, reading if wanted else None)
    if lead is None and wanted:
        called = await talk.records.rights.named(talk.person, wanted, 2)
        lead = called[0] if len(called) == 1 else None
    if lead is None or (wanted and wanted not in lead.company + lead.contact and lead.company not in wanted):
        names = [name_of(other) for other in others]
        await talk.reply(
            texts.which_customer(names) if names else texts.nothing_found(wanted) if wanted else texts.HOME
        )
        return
    await bring_to(talk, lead, stage, reading.slots.get("reason", ""))


async def bring_to(talk: Talk, lead: Lead | None, stage: Stage, said: str) -> None:
    """Bring a customer to a stage, the one looked at last when none is given; without a reason it is asked for."""
    if lead is None:
        lead, others = await meant(talk, "")
        if lead is None:
            names = [name_of(other) for other in others]
            await talk.reply(texts.which_customer(names) if names else texts.HOME)
            return
    if not await may_change(talk, lead.id):
        return
    await look_at(talk, lead)
    if lead.stage == stage.value:
        await talk.reply(customer_texts.stage_already(name_of(lead), stage.value))
        return
    if stage == Stage.QUOTING:
        await warn_before_quoting(talk, lead)
    reason = said.strip().removeprefix("因为").removeprefix("原因").strip("：: ，,")
    if len(reason) < LEAST_REASON:
        question = customer_texts.ask_stage_reason(name_of(lead), stage.value)
        await talk.ask("stage_reason", f"{lead.id}:{stage.name}", question)
        return
    await _change(talk, lead, stage, reason)


async def take_reason(talk: Talk, subject: str, text: str) -> bool:
    """The answer to the question for a reason. False when it is too short to be one."""
    lead_id, _, name = subject.partition(":")
    lead = await talk.records.leads.get(lead_id)
    if lead is None or name not in Stage.__members__ or not _WORDS.search(text):
        return False
    if len(text.strip()) < LEAST_REASON:
        await talk.ask("stage_reason", subject, customer_texts.ask_stage_reason(name_of(lead), Stage[name].value))
        return True
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    await bring_to(talk, lead, Stage[name], text)
    return True


async def set_stage(
    work: Work, person: User, lead: Lead, stage: str, reason: str, surface: str, undoable: bool = True
) -> str:
    """Set the stage with its reason, in chat or on the page; return the stage it was."""
    before = lead.stage
    lead.stage, lead.updated_at = stage, work.now
    await work.records.trail.decided(
        Decision(
            id=work.around.new_id(),
            rule=STAGE_RULE,
            subject=f"lead:{lead.id}",
            person=person.id,
            at=work.now,
            reasons=[f"{before} → {stage}：{reason[:200]}"],
            inputs={"before": {"stage": before}, "after": {"stage": stage}} if undoable else {},
        )
    )
    await work.audit(person.id, "lead.stage", f"lead:{lead.id}", surface, before, stage)
    await tell_state(work, lead, before, person)
    return before


async def _change(talk: Talk, lead: Lead, stage: Stage, reason: str) -> None:
    before = await set_stage(talk, talk.person, lead, stage.value, reason, talk.here.platform)
    await talk.reply(customer_texts.stage_changed(name_of(lead), before, stage.value))
