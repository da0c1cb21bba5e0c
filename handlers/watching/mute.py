"""`静音 杭州测试` and `恢复提醒 杭州测试`: one customer's reminders, for the person who says so (F43)."""

from __future__ import annotations

from datetime import datetime

from crm.leads.lead import Lead
from handlers import texts
from handlers.context import Talk, Work
from handlers.customers.customer_meant import look_at, meant, name_of
from handlers.texts import watch_texts
from nlp.reading import Reading


async def mute_by_word(talk: Talk, reading: Reading, text: str) -> None:
    """Close every reminder about one customer; what escalates goes on (F40, F41)."""
    lead = await _meant(talk, reading)
    if lead is None:
        return
    await talk.records.mutes.mute(talk.person.id, lead.id, talk.now)
    await talk.audit(talk.person.id, "reminder.mute", f"lead:{lead.id}", talk.here.platform)
    await talk.reply(watch_texts.muted(name_of(lead)))


async def unmute_by_word(talk: Talk, reading: Reading, text: str) -> None:
    """Open them again."""
    lead = await _meant(talk, reading)
    if lead is None:
        return
    if not await talk.records.mutes.unmute(talk.person.id, lead.id):
        await talk.reply(watch_texts.not_muted(name_of(lead)))
        return
    await talk.audit(talk.person.id, "reminder.unmute", f"lead:{lead.id}", talk.here.platform)
    await talk.reply(watch_texts.unmuted(name_of(lead)))


async def mute_holds(work: Work, person: str, lead_id: str | None, company: str = "") -> datetime | None:
    """Return since when this person wants no reminders about a customer, by the lead or by the company's name."""
    if lead_id is not None:
        return await work.records.mutes.muted_at(person, lead_id)
    named = await work.records.leads.named(company, [person], 5) if company else []
    moments = [await work.records.mutes.muted_at(person, lead.id) for lead in named if lead.company == company]
    return next((moment for moment in moments if moment is not None), None)


async def _meant(talk: Talk, reading: Reading) -> Lead | None:
    wanted = reading.slots.get("customer", "").strip()
    lead, others = await meant(talk, wanted, reading if wanted else None)
    if lead is None or (wanted and wanted not in lead.company + lead.contact and lead.company not in wanted):
        names = [name_of(other) for other in others]
        unknown = texts.nothing_found(wanted) if wanted else texts.HOME
        await talk.reply(texts.which_customer(names) if names and not wanted else unknown)
        return None
    await look_at(talk, lead)
    return lead
