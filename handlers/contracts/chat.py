"""`登记合同 杭州测试 12万 签约2026-11-20 到期2027-11-19`: a contract by one sentence, and taking it back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from crm.customers.contract import CANCELLED, BadContract, Contract, read_day, today
from crm.rights.reach import Act
from handlers import texts
from handlers.context import Talk, Tap
from handlers.contracts.card import contract_card
from handlers.contracts.renewal import plan_all
from handlers.contracts.save import new_number, save_new
from handlers.rights.check import may_change
from handlers.texts import contract_texts

UNDO_WITHIN = timedelta(hours=12)
_DAY = r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日号]?"
_ANY_DAY = re.compile(_DAY)
_END = re.compile(r"(?:合同)?(?:到期|截止|结束|有效期至?|止于?)(?:日期?|时间)?\s*(?:是|为|到|至|[:：])?\s*" + _DAY)
_SIGNED = re.compile(
    r"(?:签约|签订|签署|签于|签)(?:日期?|时间)?\s*(?:是|为|于|[:：])?\s*"
    + _DAY
    + r"|"
    + _DAY.replace("?P<y>", "?P<y2>").replace("?P<m>", "?P<m2>").replace("?P<d>", "?P<d2>")
    + r"\s*签"
)
_CLOCK = re.compile(r"\s*[T ]?\d{1,2}\s*[:：点时]\s*\d{0,2}")
_AMOUNT = re.compile(r"(?:金额|总额|合计|¥|￥)?\s*[\d,.零一二三四五六七八九十百千两]+\s*(?:万|元|块|千|亿|k|K|w|W)\S*")


async def contract_by_word(talk: Talk, words: str) -> None:
    """Store the contract, show it, and ask for an end that is missing."""
    try:
        told = read_contract(talk, words)
    except BadContract as wrong:
        await talk.reply(str(wrong))
        return
    if await may_sign_with(talk, told.customer):
        await register(talk, told)


async def may_sign_with(talk: Talk, customer: str) -> bool:
    """Return whether this person may store contracts of a customer; otherwise they are told, and it is audited.

    Not with one they may see and not change. A name that is nobody's here, or of a customer they may not even see, is
    like a new one.
    """
    rights = talk.records.rights
    if any(lead.company == customer for lead in await rights.named(talk.person, customer, 5, Act.EDIT)):
        return True
    seen = next((one for one in await rights.named(talk.person, customer, 5) if one.company == customer), None)
    return seen is None or await may_change(talk, seen.id)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence says of a contract: whose, how much in yuan, signed and ending on which day."""

    customer: str
    amount: float | None
    signed: date | None
    end: date | None


def read_contract(talk: Talk, words: str) -> Told:
    """Return what the words say. Raises BadContract for a day that is none, or when no customer is named."""
    signed, end, customer = _signed(words), _end(words), _customer(words)
    if not customer:
        raise BadContract(contract_texts.CONTRACT_FORM)
    return Told(customer, talk.around.understanding.amount(_ANY_DAY.sub(" ", words)), signed, end)


async def register(talk: Talk, told: Told) -> None:
    """Store a contract of this person, show it, and ask for an end that is missing."""
    contract = Contract(
        talk.around.new_id(), await new_number(talk), told.customer, talk.person.id, talk.now, talk.now,
        told.amount, told.signed or today(talk.now), told.end,
    )  # fmt: skip
    await save_new(talk, contract)
    await talk.show(contract_card(contract, 1), f"contract:{contract.id}")
    if told.end is None:
        await talk.ask("contract_end", contract.id, contract_texts.END_WANTED)


async def take_end(talk: Talk, contract_id: str, text: str) -> bool:
    """The answer to the question for the end. False when the words hold no date."""
    contract = await talk.records.contracts.get(contract_id)
    if contract is None or contract.owner != talk.person.id:
        return False
    found = _ANY_DAY.search(text)
    if found is None:
        return False
    try:
        contract.end_date = _day(found, text, "到期日")
    except BadContract as wrong:
        await talk.reply(str(wrong))
        return True
    contract.estimated, contract.updated_at = False, talk.now
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    await talk.audit(talk.person.id, "contract.end", f"contract:{contract.id}", talk.here.platform)
    await plan_all(talk, [contract])
    card = await talk.card(f"contract-{contract.id}")
    shown = contract_card(contract, card.rev + 1 if card else 1)
    await talk.keep(shown, f"contract:{contract.id}", [talk.person.id])
    await talk.out.change(shown)
    await talk.reply(
        contract_texts.renewal_planned(contract.number, contract.renewal_on.isoformat() if contract.renewal_on else "")
    )
    return True


async def tap_undo(tap: Tap) -> None:
    """`撤销` on a contract just registered."""
    contract = await tap.records.contracts.get(tap.subject.removeprefix("contract:"))
    if contract is not None and contract.owner != tap.person.id:
        await tap.reply(texts.CARD_FOREIGN)
        return
    if contract is None or contract.state == CANCELLED or tap.now - contract.created_at > UNDO_WITHIN:
        await tap.reply(texts.NOTHING_TO_UNDO)
        return
    contract.state, contract.updated_at = CANCELLED, tap.now
    await tap.records.timers.cancel(f"renewal:{contract.id}")
    todo = await tap.records.notes.todo(contract.todo_id or "")
    if todo is not None:
        todo.done = True
    await tap.audit(tap.person.id, "contract.undo", f"contract:{contract.id}", tap.here.platform)
    shown = tap.tapped.settled(texts.undone_at(tap.clock()))
    await tap.keep(shown, tap.subject, [contract.owner])
    await tap.out.change(shown)


def _end(words: str) -> date | None:
    found = _END.search(words)
    return _day(found, words, "到期日") if found else None


def _signed(words: str) -> date | None:
    found = _SIGNED.search(words)
    if found is None:
        return None
    parts = [found[a] or found[b] for a, b in (("y", "y2"), ("m", "m2"), ("d", "d2"))]
    return read_day("{}-{:0>2}-{:0>2}".format(*parts), "签约日")


def _day(found: re.Match[str], words: str, label: str) -> date | None:
    if _CLOCK.match(words, found.end()):
        raise BadContract(f"{label}须是日期（YYYY-MM-DD），不能带时刻")
    return read_day(f"{found['y']}-{found['m']:0>2}-{found['d']:0>2}", label)


def _customer(words: str) -> str:
    bare = _AMOUNT.sub(" ", _SIGNED.sub(" ", _END.sub(" ", words)))
    first = re.split(r"[\s,，;；、]+", re.sub(r"^(?:客户|公司)[\s:：]*", "", bare.strip()))[0]
    return first.strip()[:255]
