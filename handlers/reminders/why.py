"""`为什么提醒我`: under which rule the last reminder came, about which record, when, and how to be rid of it."""

from __future__ import annotations

import re
from datetime import timedelta

from crm.customers.reminder_rules import RULES
from crm.leads.lead import Lead
from crm.trail import Decision
from handlers.context import SHANGHAI, Talk
from handlers.customers.customer_meant import name_of, named
from handlers.texts import reminder_texts
from nlp.reading import Asked

LOOK_BACK = timedelta(days=7)
WHY = re.compile(
    r"^\s*(?:为什么|为啥|干嘛|凭什么|怎么)(?:老是?|总是?|一直|又|还|要|会|给|刚才?|突然)*(?:提醒|通知|推送?|催|发)(?:消息|提醒|卡片|这个|这条)?(?:给)?我"
    r"|^\s*(?:刚才|刚刚)?(?:这|那)(?:个|条)?(?:提醒|通知|推送|卡片)(?:是)?(?:怎么来的|哪来的|哪儿来的|怎么回事|什么意思|为什么)"
)


async def tell_why(talk: Talk, text: str) -> None:
    """Answer for the last reminder, or for the last one about the customer who is named."""
    since = talk.now - LOOK_BACK
    found = await named(talk, text, talk.around.understanding.read(Asked(text, talk.now)))
    subject = f"lead:{found[0].id}" if len(found) == 1 else None
    trail, rules = talk.records.trail, list(RULES)
    last = await trail.newest_of_rules(talk.person.id, rules, since, subject)
    if last is None:
        about = name_of(found[0]) if subject else ""
        await talk.reply(reminder_texts.not_reminded_lately(about))
        return
    lead = await _lead_of(talk, last)
    rule = RULES[last.rule]
    customer = name_of(lead) or str(last.inputs.get("customer", ""))
    mute = reminder_texts.how_to_mute(customer) if rule.mutable and customer else ""
    mute = mute or ("" if rule.mutable else reminder_texts.CANNOT_CLOSE)
    at = f"{last.at.astimezone(SHANGHAI):%m-%d %H:%M}"
    reason = "，".join(last.reasons)
    if lead is not None and name_of(lead) not in reason:
        reason = f"{name_of(lead)}，{reason}"
    await talk.reply(reminder_texts.why_reminded(at, rule.name, reason, mute))


async def _lead_of(talk: Talk, last: Decision) -> Lead | None:
    """Return the customer the reminder was about, if this person may still see it."""
    kind, _, key = last.subject.partition(":")
    return await talk.records.rights.one(talk.person, key) if kind == "lead" else None
