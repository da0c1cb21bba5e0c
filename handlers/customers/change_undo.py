"""`撤销` of a value or a stage that was changed by plain words: what still stands is put back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crm.leads.lead import Lead, next_due
from crm.leads.stage import Stage
from crm.notes.undo import UNDO_LIFE
from crm.rights.reach import Act
from crm.trail import Decision
from handlers import texts
from handlers.context import Talk
from handlers.customers.customer_meant import look_at, name_of
from handlers.customers.stage_change import STAGE_RULE, set_stage
from handlers.leads.lead_page import edit_lead
from handlers.texts import customer_texts, lead_texts

VALUE = "value"
FIELDS = ("contact", "phone", "budget", "next_time", "wechat", "email", "decision_role")
_BY_DOOR = frozenset({"contact", "phone"})
_TAKEN_BACK = "撤销"


def values_of(lead: Lead) -> dict[str, Any]:
    """Return the values that plain words may change, as they stand."""
    return {key: getattr(lead, key) for key in FIELDS}


async def remember_values(talk: Talk, lead: Lead, before: Mapping[str, Any]) -> None:
    """Keep what changed since `before`; nothing is kept when nothing did."""
    after = {key: getattr(lead, key) for key, value in before.items() if getattr(lead, key) != value}
    if not after:
        return
    inputs = {"before": {key: before[key] for key in after}, "after": after}
    decision = Decision(
        talk.around.new_id(), VALUE, f"lead:{lead.id}", talk.person.id, talk.now, ["按您说的改"], inputs
    )
    await talk.records.trail.decided(decision)


async def newest_change(talk: Talk) -> Decision | None:
    """Return the last change of this person that can still be taken back."""
    last = await talk.records.trail.newest_of_rules(talk.person.id, (VALUE, STAGE_RULE), talk.now - UNDO_LIFE)
    return last if last is not None and last.inputs.get("before") else None


async def take_change_back(talk: Talk, change: Decision) -> None:
    """Put back each value that is still the one that was set then."""
    lead = await talk.records.rights.one(talk.person, change.subject.removeprefix("lead:"), Act.EDIT)
    before, after = change.inputs["before"], change.inputs["after"]
    keys = [key for key in before if lead is not None and getattr(lead, key) == after[key]]
    if lead is None or not keys:
        await talk.reply(texts.NOTHING_TO_UNDO)
        return
    change.inputs = {}
    await _put_back(talk, lead, {key: before[key] for key in keys})
    await look_at(talk, lead)
    labels = [lead_texts.FIELD_LABELS[key] for key in keys]
    await talk.reply(customer_texts.change_undone(name_of(lead), labels))


async def _put_back(talk: Talk, lead: Lead, values: Mapping[str, Any]) -> None:
    if "stage" in values:
        await set_stage(talk, talk.person, lead, Stage(values["stage"]).value, _TAKEN_BACK, talk.here.platform, False)
    known = {key: str(value) for key, value in values.items() if key in _BY_DOOR and value}
    if known:
        await edit_lead(talk, talk.person, lead, known)
    for key, value in values.items():
        if key != "stage" and key not in known:
            setattr(lead, key, value)
    lead.updated_at, lead.due_at = talk.now, next_due(lead)[0]
    await talk.audit(talk.person.id, "lead.undo", f"lead:{lead.id}", talk.here.platform)
