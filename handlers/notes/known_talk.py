"""Words about a customer who is known already: they are news of that customer, never a second lead.

`大疆的预算改成50万` changes the record, `大疆丢单了，选了竞品` its stage, `和大疆的王磊通了电话…` becomes a follow-up.
"""

from __future__ import annotations

import re

from crm.leads.lead import Lead
from crm.leads.stage import Stage
from crm.notes.follow_up import VOICE
from crm.rights.reach import Act
from handlers import texts
from handlers.asides import asks
from handlers.context import Talk
from handlers.customers.customer_card import show_customer
from handlers.customers.customer_meant import look_at, looked_at, name_of, named, spoken_names
from handlers.customers.stage_change import bring_to
from handlers.leads.lead_making import redate
from handlers.leads.lead_page import edit_lead
from handlers.notes.follow_up import WRITTEN, Came, note_follow_up
from handlers.notes.two_customers import talk_of_several
from handlers.notes.two_newcomers import talk_of_newcomers
from handlers.reminders.appointment import keep_appointment
from handlers.texts import lead_texts
from nlp.reading import Reading

SHORT = 40
_OPENED = re.compile(
    r"^\s*(?:@\S+\s+)?(?:新线索|新增线索|新客户|新增客户|登记|录入|新建|添加"
    r"|记录|跟进|拜访记录|沟通记录|会议纪要|note\b|log\b)",
    re.IGNORECASE,
)
_NOT_YET = r"(?<![没未不要想会将能再])(?<!还没)(?<!准备)(?<!打算)(?<!可能)(?<!如果)(?<!下周)(?<!明天)"
WON = re.compile(rf"{_NOT_YET}(?:签(?:下来?)?(?:合同|约|单|字)?了|成交了|拿下了|中标了)(?!吗|没|么|就|才|再|之?后)")
LOST = re.compile(
    rf"{_NOT_YET}(?:丢(?:单)?了|黄了|没戏了?|输了|流失了|跑单了?|飞单了?|被抢了|凉了)(?!吗|没|么|就|才|再|之?后)"
)
PUT_RIGHT = re.compile(
    r"改成|改为|改到|换成|换了|换(?:个|新)?(?:电话|手机|号码)|更正|(?<![不没])错了?|不是.{1,20}(?:是|，)"
)
_PLAIN = re.compile(r"[\s,，。.;；:：、!！的]+")


async def talk_of_known(talk: Talk, reading: Reading, text: str, came: Came = WRITTEN) -> bool:
    """Take words about one of this person's customers. False: they open a lead, or nobody known is named."""
    if _OPENED.match(text):
        return False
    if await keep_appointment(talk, reading, text, came.source == VOICE):
        return True
    if not reading.phones and not asks(text) and await talk_of_several(talk, text, came):
        return True
    if (
        not reading.phones
        and not asks(text)
        and came.source != VOICE
        and await talk_of_newcomers(talk, reading, text, came)
    ):
        return True
    found = await named(talk, text, reading)
    if len(found) != 1:
        if found and not reading.phones:
            await note_follow_up(talk, reading, text, came)
        return bool(found) and not reading.phones
    lead = found[0]
    if reading.phones:
        return False  # Another number may be another person there: the door decides (F15).
    if (stage := outcome(text)) is not None and len(text) <= SHORT:
        await bring_to(talk, lead, stage, text.strip())
    elif asks(text) or _only_names(text, lead):
        await show_customer(talk, lead)
    elif await keep_address(talk, lead, reading):
        return True
    else:
        await note_follow_up(talk, reading, text, came)
    return True


async def put_right(talk: Talk, reading: Reading, text: str) -> bool:
    """`大疆的预算改成50万`, `电话错了 是139…`: a value of the customer named changes, else of the one looked at last.

    False: the words change nothing, or tell more than a value.
    """
    told = _OPENED.match(text) or reading.intent == "update_stage" or reading.next_action or len(text) > SHORT
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
    if "phone" in changes and "contact" not in changes and lead is not None and _somebody_else(reading, lead):
        return False  # The number is another person's there: the door decides (F15).
    if not found and not reading.company:
        lead = await looked_at(talk)
    if lead is None or await talk.records.rights.one(talk.person, lead.id, Act.EDIT) is None:
        return False
    await _change(talk, lead, changes)
    return True


async def talk_of_this_one(talk: Talk, text: str) -> bool:
    """`这个客户丢了`: the end of the customer this person looked at last. False: no end is told, or nobody is meant."""
    told = _ENDED.match(text)
    stage = outcome(told["end"]) if told else None
    if told is None or stage is None:
        return False
    await bring_to(talk, None, stage, (told["why"] or "").strip())
    return True


_ENDED = re.compile(
    r"^\s*(?:这个|这家|这条|这|那个|那家|该)?(?:客户|公司|单子|项目|线索|单|家)?(?:已经|最终|最后)?"
    r"(?P<end>(?:签|成交|拿下|中标|丢|黄|没戏|输|流失|跑单|飞单|被抢|凉)\S{0,3}?了?)(?:[,，。:：\s]+(?P<why>.{2,200}))?[。!！]*$"
)


def outcome(text: str) -> Stage | None:
    """Return 已签约 or 已流失 when the words say that it has happened."""
    if LOST.search(text):
        return Stage.LOST
    return Stage.SIGNED if WON.search(text) else None


async def _change(talk: Talk, lead: Lead, changes: dict[str, str]) -> None:
    stage = next((one for one in Stage if one.value == changes.get("stage")), None)
    told = []
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
        lead.updated_at = talk.now
        await talk.audit(talk.person.id, "lead.update", f"lead:{lead.id}", talk.here.platform)
        await talk.reply(lead_texts.lead_updated(name_of(lead), told))
    if stage is not None:
        await bring_to(talk, lead, stage, "")
    elif not told:
        await talk.reply(texts.NOTHING_CHANGED)


async def keep_address(talk: Talk, lead: Lead, reading: Reading) -> bool:
    """`华控的微信是zhaogong123`: a wechat id or a mail address goes to the record. False: the words tell more."""
    told = {key: value for who in reading.contacts for key in ("wechat", "email") if (value := getattr(who, key))}
    if not told or reading.next_action or reading.next_time or _somebody_else(reading, lead):
        return False
    if await talk.records.rights.one(talk.person, lead.id, Act.EDIT) is None:
        return False
    for key, value in told.items():
        setattr(lead, key, value)
    lead.updated_at = talk.now
    await look_at(talk, lead)
    await talk.audit(talk.person.id, "lead.update", f"lead:{lead.id}", talk.here.platform)
    labels = [lead_texts.LABELS[key] for key in told]
    await talk.reply(lead_texts.lead_updated(name_of(lead), labels))
    return True


def _somebody_else(reading: Reading, lead: Lead) -> bool:
    """Tell whether a person is named who is not the contact on record."""
    names = [who.name for who in reading.contacts if who.name]
    return bool(lead.contact and names) and all(name not in lead.contact and lead.contact not in name for name in names)


def _only_names(text: str, lead: Lead) -> bool:
    rest = text
    for name in sorted((*spoken_names(lead.company), lead.contact), key=len, reverse=True):
        rest = rest.replace(name, "") if name else rest
    return not _PLAIN.sub("", rest)
