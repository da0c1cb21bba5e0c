"""`改合同金额 HT-001 15万`: the amount of a contract changes only after a one-time code (F95)."""

from __future__ import annotations

import re
from typing import Any

from crm.customers.contract import Contract
from crm.rights.reach import Act
from handlers import texts
from handlers.approvals.card import amount_text
from handlers.context import Talk
from handlers.contracts.card import contract_card
from handlers.rights.step_up import require
from handlers.rights.visibility import visible_owners
from handlers.texts import contract_texts

ACT = "contract_amount"
_TO = re.compile(r"(?P<which>.+?)\s*的?(?:合同)?(?:金额)?\s*(?:改为|改成|改到|调整为|调为|调到)\s*(?P<amount>.+)")
_BEHIND = re.compile(r"(?P<which>\S+)\s+(?P<amount>\S.*)")


async def amount_by_word(talk: Talk, words: str) -> None:
    """Ask for the code that lets this one contract get this one amount."""
    found = _TO.fullmatch(words) or _BEHIND.fullmatch(words)
    amount = _amount(talk, found["amount"]) if found is not None else None
    if found is None or amount is None or amount <= 0:
        await talk.reply(contract_texts.AMOUNT_FORM)
        return
    contract = await _meant(talk, found["which"].strip())
    if contract is None:
        await talk.audit(talk.person.id, "contract.refused", f"contract:{found['which'][:64]}", talk.here.platform)
        await talk.reply(texts.nothing_found(found["which"].strip()))
    elif contract.amount == amount:
        await talk.reply(texts.NOTHING_CHANGED)
    else:
        operation = f"合同 {contract.number} 金额 {amount_text(contract.amount)} 改为 {amount_text(amount)}"
        await require(talk, ACT, operation, {"number": contract.number, "from": contract.amount, "to": amount})


async def amount_confirmed(talk: Talk, args: Any) -> None:
    """The code was right: change the amount, if it is still what it was and still this person's to change."""
    contract = await _meant(talk, str(args["number"]))
    if contract is None or contract.amount != args["from"]:
        await talk.reply(contract_texts.AMOUNT_MOVED)
        return
    contract.amount, contract.updated_at = float(args["to"]), talk.now
    await talk.audit(talk.person.id, "contract.amount", f"contract:{contract.id}", talk.here.platform)
    standing = await talk.card(f"contract-{contract.id}")
    if standing is not None and not standing.done:
        shown = contract_card(contract, standing.rev + 1)
        await talk.keep(shown, f"contract:{contract.id}", [contract.owner])
        await talk.out.change(shown)
    await talk.reply(contract_texts.amount_changed(contract.number, amount_text(contract.amount)))


async def _meant(talk: Talk, which: str) -> Contract | None:
    """Return the contract of that number, or the customer's only one, as far as this person may change it."""
    numbered = await talk.records.contracts.numbered(which)
    found = [numbered] if numbered is not None else await talk.records.contracts.of_customer(which)
    owners = await visible_owners(talk, talk.person, Act.EDIT)
    mine = [one for one in found if owners is None or one.owner in owners]
    return mine[0] if len(mine) == 1 else None


def _amount(talk: Talk, text: str) -> float | None:
    plain = re.fullmatch(r"[¥￥]?\s*(\d[\d,]*(?:\.\d+)?)\s*元?", text.strip())
    return float(plain[1].replace(",", "")) if plain is not None else talk.around.understanding.amount(text)
