"""What a request is checked for before it goes out: an approver is never asked for what could not be done (F84)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from crm.customers.contract import BadContract
from crm.intake.channel import TARGETS
from crm.rights.reach import Act
from handlers import texts
from handlers.context import Talk
from handlers.contracts.chat import may_sign_with, read_contract
from handlers.customers.customer_meant import meant
from handlers.rights.export import MOST
from handlers.texts import approval_texts, rights_texts
from handlers.webhook_change import KeyRead, read_change


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the approver reads, and the customer it is about."""

    words: str
    customer: str


async def prepare(talk: Talk, kind: str, words: str, customer: str) -> Prepared | None:
    """Return the request as it goes out; None: it could not be carried out, and the person has been told why."""
    check = CHECKS.get(kind)
    return await check(talk, words) if check is not None else Prepared(words, customer)


async def _discount(talk: Talk, words: str) -> Prepared | None:
    """A discount for one of this person's customers, or for one that is not registered yet."""
    lead, _ = await meant(talk, words)
    named = lead is not None and bool(lead.company) and lead.company in words
    return Prepared(words, lead.company if lead is not None and named else words.split(" ")[0][:255])


async def _deletion(talk: Talk, words: str) -> Prepared | None:
    """One customer that this person may delete; another's is answered like one that does not exist."""
    wanted = words.strip(" 。.")
    deletions = talk.records.deletions
    keys = await deletions.customers(talk.person, wanted, True, MOST) if wanted else []
    keys = keys or (await deletions.customers(talk.person, wanted, False, MOST) if wanted else [])
    names = list(dict.fromkeys(name for _, name in keys))
    if len(names) == 1:
        return Prepared(names[0], names[0])
    if names:
        await talk.reply(texts.which_customer(names[:10]))
    else:
        await talk.reply(texts.nothing_found(wanted) if wanted else rights_texts.DELETE_FORM)
    return None


async def _export(talk: Talk, words: str) -> Prepared | None:
    """What this person sees, with the number of rows, so that the approver knows how much leaves the house."""
    rows = len(await talk.records.rights.exportable(talk.person, MOST, Act.SEE))
    if rows:
        return Prepared(f"{words or '线索'}（本人可见的{rows}条线索）", "")
    await talk.reply(rights_texts.NOTHING_TO_EXPORT)
    return None


async def _contract(talk: Talk, words: str) -> Prepared | None:
    """A contract whose days are days: what is wrong is refused when it is asked for, not when it is agreed."""
    try:
        customer = read_contract(talk, words).customer
    except BadContract as wrong:
        await talk.reply(str(wrong))
        return None
    return Prepared(words, customer) if await may_sign_with(talk, customer) else None


async def _webhook(talk: Talk, words: str) -> Prepared | None:
    """A key may only be read as a field that exists."""
    change = read_change(words)
    if isinstance(change, KeyRead) and change.target is None:
        await talk.reply(approval_texts.no_such_field(change.field, list(TARGETS.values())))
        return None
    return Prepared(words, "")


CHECKS: Mapping[str, Callable[[Talk, str], Awaitable[Prepared | None]]] = {
    "discount": _discount,
    "deletion": _deletion,
    "export": _export,
    "contract": _contract,
    "webhook": _webhook,
}
