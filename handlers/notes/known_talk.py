"""Words about a customer who is known already: they are news of that customer, never a second lead.

`大疆的预算改成50万` changes the record, `大疆丢单了，选了竞品` its stage, `和大疆的王磊通了电话…` becomes a follow-up.
"""

from __future__ import annotations

import re

from crm.leads.lead import Lead
from crm.leads.stage import Stage
from crm.notes.follow_up import VOICE
from handlers.asides import asks
from handlers.context import Talk
from handlers.customers.customer_card import show_customer
from handlers.customers.customer_meant import named, spoken_names
from handlers.customers.stage_change import bring_to
from handlers.customers.value_change import OPENED, SHORT, TELLS_NUMBER, change_values, is_somebody_else, keep_address
from handlers.leads.lead_text import capture_lead
from handlers.notes.follow_up import WRITTEN, Came, note_follow_up
from handlers.notes.two_customers import talk_of_several
from handlers.notes.two_newcomers import talk_of_newcomers
from handlers.reminders.appointment import keep_appointment
from nlp.reading import Reading

_NOT_YET = r"(?<![没未不要想会将能再])(?<!还没)(?<!准备)(?<!打算)(?<!可能)(?<!如果)(?<!下周)(?<!明天)"
WON = re.compile(rf"{_NOT_YET}(?:签(?:下来?)?(?:合同|约|单|字)?了|成交了|拿下了|中标了)(?!吗|没|么|就|才|再|之?后)")
LOST = re.compile(
    rf"{_NOT_YET}(?:丢(?:单)?了|黄了|没戏了?|输了|流失了|跑单了?|飞单了?|被抢了|凉了)(?!吗|没|么|就|才|再|之?后)"
)
_PLAIN = re.compile(r"[\s,，。.;；:：、!！的]+")


async def talk_of_known(talk: Talk, reading: Reading, text: str, came: Came = WRITTEN) -> bool:
    """Take words about one of this person's customers. False: they open a lead, or nobody known is named."""
    if OPENED.match(text):
        return False
    if await keep_appointment(talk, reading, text, came.source == VOICE):
        return True
    told = not reading.phones and not asks(text)
    if told and await talk_of_several(talk, text, came):
        return True
    if told and came.source != VOICE and await talk_of_newcomers(talk, reading, text, came):
        return True
    found = await named(talk, text, reading)
    if len(found) != 1:
        if found and not reading.phones:
            await note_follow_up(talk, reading, text, came)
        return bool(found) and not reading.phones
    lead = found[0]
    if reading.phones:
        return await _told_number(talk, lead, reading, text)
    if (stage := outcome(text)) is not None and len(text) <= SHORT:
        await bring_to(talk, lead, stage, text.strip())
    elif asks(text) or _only_names(text, lead):
        await show_customer(talk, lead)
    elif await keep_address(talk, lead, reading):
        return True
    else:
        await note_follow_up(talk, reading, text, came)
    return True


async def _told_number(talk: Talk, lead: Lead, reading: Reading, text: str) -> bool:
    """Another number may be another person there: the door decides (F15). What is on record already is shown."""
    if list(reading.phones) == [lead.phone] and _only_names(re.sub(r"[\d+\-]", "", text), lead):
        await show_customer(talk, lead)
        return True
    if len(reading.phones) == 1 and TELLS_NUMBER.match(text) and not is_somebody_else(reading, lead):
        return await change_values(talk, lead, {"phone": reading.phones[0]})
    if reading.company or not lead.company or not is_somebody_else(reading, lead):
        return False
    await capture_lead(talk, reading._replace(company=lead.company), text)
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


def _only_names(text: str, lead: Lead) -> bool:
    rest = text
    for name in sorted((*spoken_names(lead.company), lead.contact), key=len, reverse=True):
        rest = rest.replace(name, "") if name else rest
    return not _PLAIN.sub("", rest)
