"""`显示报价中的客户`: customers or contracts by a plain question (F91), with its filter; strange words are refused."""

from __future__ import annotations

from dataclasses import replace

from crm.customers import contract_question
from crm.customers.contract import SHANGHAI
from crm.leads.lead import CLOSED
from crm.leads.question import LABELS, cannot, fits
from crm.rights.entries import may_use
from handlers.context import Talk
from handlers.customers.customer_meant import BOOK, name_of
from handlers.rights.visibility import visible_owners
from handlers.texts import customer_texts
from nlp.question import Question, read_question

LISTED = 10
CUSTOMERS = frozenset({"leads", "accounts"})


async def answer_question(talk: Talk, text: str, named: bool) -> bool:
    """Answer with the customers this person may see. False: the words ask for no list, or for one that is `named`."""
    question = read_question(text, talk.now)
    if not question.what and "stage" in question.filters and not question.unknown:
        question = replace(question, what="leads")
    if question.what not in CUSTOMERS | {"contracts"} or (question.unknown and (named or not question.filters)):
        return False
    refused = contract_question.cannot if question.what == "contracts" else cannot
    wrong = [*(f"“{word}”" for word in question.unknown), *refused(question.filters)]
    if wrong:
        await talk.reply(customer_texts.question_unclear(wrong))
        return True
    owners = await visible_owners(talk, talk.person)
    if question.what == "contracts":
        await _tell_contracts(talk, question, owners)
        return True
    book = await talk.records.leads.book(owners if owners is not None else [talk.person.id], BOOK)
    found = [lead for lead in book if lead.status != CLOSED and fits(lead, question.filters, talk.now)]
    names = list(dict.fromkeys(name_of(lead) for lead in found if name_of(lead)))
    shown = [] if question.count else names[:LISTED]
    await talk.reply(customer_texts.question_answered(_told(question), len(names), shown))
    return True


async def list_by_question(talk: Talk, text: str) -> bool:
    """Answer `预算超过20万的客户`, before it is taken for a correction. False: a word of it is not understood."""
    question = read_question(text, talk.now)
    understood = (
        question.what in CUSTOMERS | {"contracts"} and not question.unknown and (question.filters or question.count)
    )
    if not understood or not may_use(talk.person, "intent:query"):
        return False
    return await answer_question(talk, text, named=False)


async def _tell_contracts(talk: Talk, question: Question, owners: list[str] | None) -> None:
    today = talk.now.astimezone(SHANGHAI).date()
    seen = await talk.records.contracts.of_owners(owners)
    found = [each for each in seen if contract_question.fits(each, question.filters, today)]
    lines = [f"{each.number} {each.customer} {each.end_date or '到期日未知'}" for each in found[:LISTED]]
    told = customer_texts.contracts_answered(_told(question), len(found), [] if question.count else lines)
    await talk.reply(told)


def _told(question: Question) -> str:
    return "、".join(f"{LABELS[name]} {value.replace('/', '至')}" for name, value in question.filters.items()) or "无"
