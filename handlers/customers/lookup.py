"""`查 安克`: what this person may see of a customer; another's customer is answered like one that does not exist."""

from __future__ import annotations

import re

from crm.leads.lead import CLOSED, Lead
from handlers import texts
from handlers.context import Talk
from handlers.customers.colleague import customers_of_colleague
from handlers.customers.customer_card import show_customer
from handlers.customers.customer_meant import name_of, named
from handlers.customers.question import answer_question
from handlers.rights.collision import tell_collision
from handlers.texts import customer_texts, merge_texts
from nlp.reading import Reading

_NUMBER = re.compile(r"\D*(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4})\s*[?？]?\s*$")

_TAIL = re.compile(
    r"(?:那边|这边|现在|最近|目前|的)?"
    r"(?:怎么?样|如何|(?:什么|啥)情况|咋样|有(?:什么|啥)?进展|进展如何|(?:电话|手机号?|联系人|预算|阶段|地址|邮箱|微信)"
    r"(?:是)?(?:多少|谁|什么|哪个)?)[了啦呢吗?？]*$"
)
_SENTENCE = re.compile(r"哪些|哪个|几[个家单]|多少|什么|怎么|谁|为什么|[我你他她]们?|跟进了|有没有|在谈")


async def look_up(talk: Talk, reading: Reading, text: str) -> None:
    """Answer with one customer card, a list of names to choose from, or an honest no."""
    if await customers_of_colleague(talk, text):
        return
    if await answer_question(talk, text, named=bool(reading.slots.get("customer"))):
        return
    words = (reading.slots.get("customer") or reading.company or _bare(text))[:40]
    if not words:
        await talk.reply(texts.HOME)
        return
    if (number := _NUMBER.match(words)) is not None:
        await look_up_number(talk, number[1])
        return
    found = await open_customers(talk, words)
    found = found or await named(talk, text, reading)
    names = list(dict.fromkeys(lead.company or lead.contact for lead in found))
    if not found and await _folded(talk, words):
        return
    if not found:
        called = _TAIL.sub("", words).strip()
        if _SENTENCE.search(called) or len(called) < 2:
            await talk.reply(customer_texts.QUESTION_FORM)
        elif not await tell_collision(talk, called):
            await talk.reply(texts.nothing_found(called))
    elif len(names) > 1:
        await talk.ask("home", words[:64], texts.which_customer(names))
    else:
        await show_customer(talk, found[0])


async def look_up_called(talk: Talk, words: str, others: bool) -> bool:
    """Show the customer of this name; with `others` also tell whose it is (F94). False: nobody is called so."""
    found = await open_customers(talk, words)
    names = list(dict.fromkeys(name_of(lead) for lead in found))
    if len(names) > 1:
        await talk.ask("home", words[:64], texts.which_customer(names))
    elif found:
        await show_customer(talk, found[0])
    else:
        return await _folded(talk, words) or (others and await tell_collision(talk, words))
    return True


async def look_up_number(talk: Talk, number: str) -> None:
    """Show the customer of this number, or say how to register it. Another's customer is one that does not exist."""
    known = await talk.records.door.known(talk.person, number, "")
    lead_id = known.lead_id if known is not None and known.mine else None
    lead = await talk.records.rights.one(talk.person, lead_id) if lead_id else None
    if lead is None:
        await talk.reply(texts.number_unknown(re.sub(r"\D", "", number)))
        return
    await show_customer(talk, lead)


async def open_customers(talk: Talk, words: str) -> list[Lead]:
    """Return the customers called so that this person may see, those of the very name if any; taken back is none."""
    found = [lead for lead in await talk.records.rights.named(talk.person, words, 6) if lead.status != CLOSED]
    return [lead for lead in found if words in (lead.company, lead.contact)] or found


async def _folded(talk: Talk, words: str) -> bool:
    """Show the customer that one of this name was merged into (F14), or say where it went. False: there is none."""
    folded = await talk.records.rights.named(talk.person, words, 1, folded=True)
    if not folded:
        return False
    top = await talk.records.leads.standing(folded[0])
    seen = await talk.records.rights.one(talk.person, top.id)
    if seen is not None:
        await show_customer(talk, seen)
    else:
        await talk.reply(merge_texts.merged_into(name_of(folded[0]), name_of(top)))
    return True


def _bare(text: str) -> str:
    return text.strip().removeprefix("查").removeprefix("询").removeprefix("一下").strip()
