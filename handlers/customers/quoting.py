"""Before a customer is quoted (F17, X11): whether a colleague, or another channel, has them in hand already."""

from __future__ import annotations

from crm.leads.lead import Lead
from crm.rights.reach import Act, Reach, reach
from handlers.context import Talk
from handlers.customers.customer_meant import name_of
from handlers.merging.company_name import name_key
from handlers.texts import merge_texts


async def warn_before_quoting(talk: Talk, lead: Lead) -> None:
    """Say who else has met this customer, by phone, mail or company name; nothing when nobody has."""
    if reach(talk.person, Act.COLLIDE) is Reach.NONE and reach(talk.person, Act.SEE) is Reach.NONE:
        return
    found = await talk.records.pairs.met_elsewhere(lead, name_key(lead.company) if lead.company else "", 3)
    for other in found:
        owner = await talk.records.people.get(other.owner) if other.owner else None
        day = talk.day_and_clock(other.created_at)[:10]
        who = owner.name if owner is not None else ""
        await talk.reply(merge_texts.inquired_already(name_of(lead), day, other.channel, who, other.stage))
    if found:
        await talk.audit(talk.person.id, "quote.warned", f"lead:{lead.id}", talk.here.platform)
