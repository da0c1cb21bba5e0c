"""What people answer to renewals (F73, F75): their cards' buttons, and the words that repair and run them anew."""

from __future__ import annotations

from crm.people import Role
from crm.rights.reach import Act
from handlers import texts
from handlers.context import Talk, Tap
from handlers.contracts import renewal
from handlers.rights.visibility import visible_owners
from handlers.texts import contract_texts


async def tap_repair(tap: Tap) -> None:
    """`估填并重跑` on the card of a run."""
    if tap.person.role != Role.ADMIN:
        await tap.reply(texts.CARD_FOREIGN)
        return
    text = await repair_text(tap)
    shown = tap.tapped.settled(text)
    await tap.keep(shown, renewal.KIND, [user.id for user in await tap.records.people.with_role(Role.ADMIN)])
    await tap.out.change(shown)


async def tap_done(tap: Tap) -> None:
    """`完成` on a renewal card closes its to-do."""
    contract = await tap.records.contracts.get(tap.subject.removeprefix("contract:"))
    todo = await tap.records.notes.todo(contract.todo_id or "") if contract is not None else None
    if contract is None or todo is None:
        await tap.reply(texts.CARD_EXPIRED)
        return
    owners = await visible_owners(tap, tap.person, Act.EDIT)
    in_charge = await renewal.in_charge(tap, contract.owner)
    if owners is not None and contract.owner not in owners and (in_charge is None or in_charge.id != tap.person.id):
        await tap.audit(tap.person.id, "contract.refused", f"contract:{contract.id}", tap.here.platform)
        await tap.reply(texts.CARD_FOREIGN)
        return
    todo.done = True
    await tap.audit(tap.person.id, "renewal.done", f"todo:{todo.id}", tap.here.platform)
    shown = tap.tapped.settled(texts.done_by(tap.person.name, tap.clock()))
    await tap.keep(shown, tap.subject, [tap.person.id])
    await tap.out.change(shown)


async def repair_by_word(talk: Talk, words: str) -> None:
    """`补填到期日`: administrators only."""
    if talk.person.role != Role.ADMIN:
        await talk.reply(texts.ADMINS_ONLY)
        return
    await talk.reply(await repair_text(talk))


async def repair_text(talk: Talk) -> str:
    """Repair and return what was done in one sentence."""
    run = await renewal.repair(talk, talk.person.id)
    return contract_texts.ends_estimated(len(run.done)) if run.done else contract_texts.NO_END_MISSING


async def rerun_by_word(talk: Talk, words: str) -> None:
    """`重跑续费提醒`: everything without a task is planned again, and what fails is shown."""
    if talk.person.role != Role.ADMIN:
        await talk.reply(texts.ADMINS_ONLY)
        return
    run = await renewal.plan_all(talk, await talk.records.contracts.unplanned())
    await renewal.tell_failures(talk, run)
    await talk.reply(contract_texts.renewals_run(len(run.done), len(run.failed)))
