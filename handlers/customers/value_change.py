"""`大疆的预算改成50万`, `电话错了 是139…`: plain words that change a value of a customer, and nothing else."""

from __future__ import annotations

import re

from crm.leads.lead import Lead
from crm.leads.stage import Stage
from crm.rights.reach import Act
from handlers import texts
from handlers.context import Talk
from handlers.customers.change_undo import remember_values, values_of
from handlers.customers.customer_meant import look_at, looked_at, name_of, named
from handlers.customers.stage_change import bring_to
from handlers.leads.lead_making import redate
from handlers.leads.lead_page import edit_lead
from handlers.texts import lead_texts
from nlp.reading import Reading

SHORT = 40
OPENED = re.compile(
    r"^\s*(?:@\S+\s+)?(?:新线索|新增线索|新客户|新增客户|登记|录入|新建|添加"
    r"|记录|跟进|拜访记录|沟通记录|会议纪要|note\b|log\b)",
    re.IGNORECASE,
)
PUT_RIGHT = re.compile(
    r"改成|改为|改到|换成|换了|换(?:个|新)?(?:电话|手机|号码)|更正|(?<![不没])错了?|不是.{1,20}(?:是|，)"
)
TELLS_NUMBER = re.compile(
    r"^\s*(?:[\u4e00-\u9fff\w]{2,16}?)的?(?:新)?(?:电话|手机号?|号码|联系方式)(?:号码)?(?:是|为|[:：])?\s*[\d+\s\-]{7,18}[。.]?\s*$"
)


async def put_right(talk: Talk, reading: Reading, text: str) -> bool:
    """`大疆的预算改成50万`, `电话错了 是139…`: a value of the customer named changes, else of the one looked at last.

    False: the words change nothing, or tell more than a value.
    """
    told = OPENED.match(text) or reading.intent == "update_stage" or reading.next_action or len(text) > SHORT
    if told or not PUT_RIGHT.search(text):
        return False
    changes = talk.around.understanding.correction(text, talk.now) or {}
    changes.pop("company", None)
    if not changes and len(reading.phones) == 1:
        changes = {"phone": reading.phones[0]}
    if not changes:
        return False
    found = await named(talk, text, reading)
    lead = found[0] if len(found) == 1 else None
    if "phone" in changes and "contact" not in changes and lead is not None and is_somebody_else(reading, lead):
        return False  # The number is another person's there: the door decides (F15).
    if not found and not reading.company:
        lead = await looked_at(talk)
    return lead is not None and await change_values(talk, lead, changes)


async def change_values(talk: Talk, lead: Lead, changes: dict[str, str]) -> bool:
    """Change these values and say so. False: the customer is not theirs to change."""
    if await talk.records.rights.one(talk.person, lead.id, Act.EDIT) is None:
        return False
    await _change(talk, lead, changes)
    return True


async def keep_address(talk: Talk, lead: Lead, reading: Reading) -> bool:
    """`华控的微信是zhaogong123`: a wechat id or a mail address goes to the record. False: the words tell more."""
    told = {key: value for who in reading.contacts for key in ("wechat", "email") if (value := getattr(who, key))}
    if not told or reading.next_action or reading.next_time or is_somebody_else(reading, lead):
        return False
    if await talk.records.rights.one(talk.person, lead.id, Act.EDIT) is None:
        return False
    before = values_of(lead)
    for key, value in told.items():
        setattr(lead, key, value)
    await remember_values(talk, lead, before)
    lead.updated_at = talk.now
    await look_at(talk, lead)
    await talk.audit(talk.person.id, "lead.update", f"lead:{lead.id}", talk.here.platform)
    labels = [lead_texts.LABELS[key] for key in told]
    await talk.reply(lead_texts.lead_updated(name_of(lead), labels))
    return True


async def _change(talk: Talk, lead: Lead, changes: dict[str, str]) -> None:
    stage = next((one for one in Stage if one.value == changes.get("stage")), None)
    told, before = [], values_of(lead)
    wanted = {key: value for key, value in changes.items() if key in ("contact", "phone")}
    if wanted:
        done = await edit_lead(talk, talk.person, lead, wanted)
        if done.card or done.text == lead_texts.PHONE_REFUSED:
            await talk.reply(done.text)
            return
        told += [lead_texts.LABELS[key] for key in ("contact", "phone") if key in wanted]
    if "budget" in changes:
        lead.budget = float(changes["budget"])
        told.append(lead_texts.budget_told(lead.budget))
    if "next_time" in changes:
        redate(lead, changes["next_time"])
        told.append(lead_texts.LABELS["next_time"])
    await look_at(talk, lead)
    if told:
        await remember_values(talk, lead, before)
        lead.updated_at = talk.now
        await talk.audit(talk.person.id, "lead.update", f"lead:{lead.id}", talk.here.platform)
        await talk.reply(lead_texts.lead_updated(name_of(lead), told))
    if stage is not None:
        await bring_to(talk, lead, stage, "")
    elif not told:
        await talk.reply(texts.NOTHING_CHANGED)


def is_somebody_else(reading: Reading, lead: Lead) -> bool:
    """Tell whether a person is named who is not the contact on record."""
    names = [who.name for who in reading.contacts if who.name]
    return bool(lead.contact and names) and all(name not in lead.contact and lead.contact not in name for name in names)
