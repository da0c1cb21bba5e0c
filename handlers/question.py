"""`显示报价中的客户`: customers by a plain question (F91): the filter is shown, a strange word asked back."""

from __future__ import annotations

from crm.lead import CLOSED
from crm.lead_question import LABELS, cannot, fits
from handlers import customer_texts
from handlers.context import Talk
from handlers.customer_meant import BOOK, name_of
from handlers.visibility import visible_owners
from nlp.question import Question, read_question

LISTED = 10
CUSTOMERS = frozenset({"leads", "accounts"})


async def answer_question(talk: Talk, text: str, named: bool) -> bool:
    """Answer with the customers this person may see. False: the words ask for no list, or for one that is `named`."""
    question = read_question(text, talk.now)
    if question.what not in CUSTOMERS or (question.unknown and (named or not question.filters)):
        return False
    wrong = [*(f"“{word}”" for word in question.unknown), *cannot(question.filters)]
    if wrong:
        await talk.reply(customer_texts.question_unclear(wrong))
        return True
    owners = await visible_owners(talk, talk.person)
    book = await talk.records.leads.book(owners if owners is not None else [talk.person.id], BOOK)
    found = [lead for lead in book if lead.status != CLOSED and fits(lead, question.filters, talk.now)]
    names = list(dict.fromkeys(name_of(lead) for lead in found if name_of(lead)))
    shown = [] if question.count else names[:LISTED]
    await talk.reply(customer_texts.question_answered(_told(question), len(names), shown))
    return True


def _told(question: Question) -> str:
    return "、".join(f"{LABELS[name]} {value.replace('/', '至')}" for name, value in question.filters.items()) or "无"
