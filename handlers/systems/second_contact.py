"""A customer is called once a day (X12): who wants to call asks first, and reads who has spoken with them today."""

from __future__ import annotations

from datetime import datetime, time

from crm.merging.master import second_contact
from crm.people import User
from crm.phone import phone_key
from crm.trail import Happening
from handlers.context import SHANGHAI, Talk, Work
from handlers.texts import nothing_found
from handlers.texts.master_texts import CALL_WHOM, may_call, spoken_today

CALL = "outbound_call"


async def call_by_word(talk: Talk, words: str) -> None:
    """`外呼 安克创新` or `外呼 13812345678`: may this customer be called, and if so, it is written down."""
    words = words.strip("，。,. ")
    if not words:
        await talk.reply(CALL_WHOM)
        return
    phone, customer = words, words
    if not phone_key(words):
        found = await talk.records.rights.named(talk.person, words, 1)
        if not found:
            await talk.reply(nothing_found(words))
            return
        phone, customer = found[0].phone, found[0].company or found[0].contact
    refused = await ask_to_call(talk, talk.person, phone, customer, talk.here.platform)
    await talk.reply(refused or may_call(customer))


async def ask_to_call(work: Work, person: User, phone: str, customer: str, surface: str) -> str:
    """Return why this customer may not be called now, or an empty text after writing the call down."""
    golden = work.around.golden.of(phone) if work.around.golden is not None else None
    if golden is None:
        return ""
    since = datetime.combine(work.now.astimezone(SHANGHAI).date(), time(), SHANGHAI)
    touches = await work.records.systems.touches(phone_key(phone), golden.id, since)
    other = second_contact(touches, person.id, person.team)
    if other is not None:
        await work.audit(person.id, "call.refused", f"golden:{golden.id[:16]}", surface)
        return spoken_today(work.clock(other.at), other.team, other.name, customer)
    await work.records.trail.happened(
        Happening(
            id=f"call-{work.around.new_id()}", kind=CALL, platform=surface, external_id=golden.id, at=work.now,
            staff=person.id,
        )
    )  # fmt: skip
    await work.audit(person.id, "call.begin", f"golden:{golden.id[:16]}", surface)
    return ""
