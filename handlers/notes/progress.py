"""The answers to F48's questions: budget, role in the decision, time of the next contact."""

from __future__ import annotations

import re

from crm.leads.lead import Lead
from crm.leads.progress import LABELS
from crm.notes.golden import says_something
from handlers.context import Talk
from handlers.customers.change_undo import remember_values, values_of
from handlers.leads.lead_making import redate
from handlers.rights.check import may_change
from handlers.texts import note_texts

LONGEST_ANSWER = 30
_ROLE = re.compile(r"决策|拍板|负责|经理|总|采购|老板|技术|使用|财务|主任|厂长|院长|影响|把关|主管|领导|工程师")


def read_value(talk: Talk, key: str, text: str) -> str | None:
    """Return the field's value as it is stored (yuan in digits, ISO time, words), or None when the words hold none."""
    words = text.strip()
    if key == "budget":
        amount = float(words) if words.isdigit() and len(words) <= 12 else talk.around.understanding.amount(words)
        return f"{amount:.0f}" if amount else None
    if key == "next_time":
        return talk.around.understanding.moment(words, talk.now) or None
    return words[:64] if says_something(words) and _ROLE.search(words) else None


def fill_field(lead: Lead, key: str, value: str) -> None:
    """Set the field; it is no longer asked for."""
    lead.asked_field = ""
    if key == "budget":
        lead.budget = float(value)
    elif key == "next_time":
        redate(lead, value)
    else:
        lead.decision_role = value


async def take_progress(talk: Talk, subject: str, text: str) -> bool:
    """Take the answer to the one question for a missing field. False when the words hold no such value."""
    lead_id, _, key = subject.partition(":")
    lead = await talk.records.leads.get(lead_id)
    if lead is None or key not in LABELS:
        return False
    value = read_value(talk, key, text) if len(text) <= LONGEST_ANSWER else None
    if value is None:
        return False
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    if not await may_change(talk, lead_id):
        return True
    before = values_of(lead)
    fill_field(lead, key, value)
    await remember_values(talk, lead, before)
    lead.updated_at = talk.now
    await talk.audit(talk.person.id, "lead.update", f"lead:{lead.id}", talk.here.platform)
    await talk.reply(note_texts.progress_kept(LABELS[key]))
    return True
