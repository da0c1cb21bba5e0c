"""`张伟的客户有哪些`: the customers of a colleague, for those who may see them (F91, F94)."""

from __future__ import annotations

import re

from crm.leads.lead import CLOSED
from handlers import texts
from handlers.context import Talk
from handlers.customers.customer_meant import BOOK, name_of
from handlers.customers.question import LISTED
from handlers.rights.visibility import visible_owners
from handlers.texts import customer_texts

_OF = re.compile(
    r"^\s*(?:查一?下?|看一?下?|看看|显示|列出)?\s*(?P<name>[\u4e00-\u9fff]{2,4}?|[A-Za-z][\w .]{1,20}?)\s*"
    r"(?:现在|最近|手上|手里|名下|在?跟进?了?|负责)*(?:的|有)?(?:哪些|几个|多少)?(?:客户|线索)(?:有?哪些|列表|名单|情况)?[了呢?？。]*\s*$"
)


async def customers_of_colleague(talk: Talk, text: str) -> bool:
    """List the colleague's open customers. False: no colleague is named; whom one may not see has none to show."""
    found = _OF.match(text)
    people = await talk.records.people.everyone() if found is not None else []
    who = next((user for user in people if found is not None and user.name == found["name"]), None)
    if who is None:
        return False
    owners = await visible_owners(talk, talk.person)
    if owners is not None and who.id not in owners:
        await talk.reply(texts.nothing_found(f"{who.name}的客户"))
        return True
    book = [lead for lead in await talk.records.leads.book([who.id], BOOK) if lead.status != CLOSED]
    names = list(dict.fromkeys(filter(None, map(name_of, book))))
    await talk.reply(customer_texts.question_answered(f"负责人 {who.name}", len(names), names[:LISTED]))
    return True
