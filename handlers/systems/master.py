"""The night's comparison (F68): a row for each difference, the newer value put where we may, one card."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cards.card import Card, Field
from crm.merging.master import CRM, FIELDS, LOCAL, TO_WRITE, Difference, Held, differences
from crm.people import Role
from crm.phone import tidy_phone
from handlers.context import SHANGHAI, Work
from handlers.texts.master_texts import difference_line, master_updated, no_difference, unread_system

WRITE = "system-write"
SHOWN = 10
UPDATED, LEFT = "已更新", "已不在，未更新"


async def compare_night(work: Work, writable: Collection[str], errors: Mapping[str, str]) -> None:
    """Compare everybody that more than one system holds and report; the same night again changes nothing."""
    day = work.now.astimezone(SHANGHAI).date().isoformat()
    compared, found, after = 0, list[tuple[str, Difference]](), ""
    while people := await work.records.systems.shared(after):
        compared, after = compared + len(people), people[-1][0].golden_id
        for held in people:
            found += [(_who(held), one) for one in differences(held, writable)]
    lines = [_line(who, one) for who, one in found]
    failed = [unread_system(system) for system in sorted(errors)]
    text = "\n".join([*(lines or [no_difference(day, compared)]), *failed])
    if not await work.records.systems.put_report(day, compared, len(found), text, dict(errors), work.now):
        return
    for _, one in found:
        await work.records.systems.put_difference(day, one, work.now)
        await _arbitrate(work, day, one)
    await _show(work, day, compared, [*lines[:SHOWN], *failed], len(found))


async def _arbitrate(work: Work, day: str, one: Difference) -> None:
    """Put the value that counts where we may (F69): here at once, elsewhere by a durable job."""
    for system, (external_id, state) in one.losers.items():
        if state == LOCAL:
            done = await _update_lead(work, external_id, one)
            await work.records.systems.settle_loser(day, one.golden_id, one.field, CRM, UPDATED if done else LEFT)
        elif state == TO_WRITE:
            key = f"{WRITE}:{day}:{system}:{external_id}:{one.field}"
            args = (day, one.golden_id, one.field, system, external_id, one.value)
            await work.out.order(WRITE, key[:300], args, f"{WRITE}:{system}")


async def _update_lead(work: Work, lead_id: str, one: Difference) -> bool:
    lead = await work.records.leads.get(lead_id)
    if lead is None:
        return False
    if one.field == "phone":
        lead.phone = tidy_phone(one.value)[:32]
    else:
        lead.contact = one.value[:64]
    lead.updated_at = work.now
    await work.audit("master", "lead.master", f"lead:{lead.id}", one.winner[:16])
    owner = await work.records.people.get(lead.owner) if lead.owner else None
    if owner is not None and owner.active:
        customer = lead.company or lead.contact
        await work.tell(owner, master_updated(customer, FIELDS[one.field], one.value, one.winner))
    return True


async def _show(work: Work, day: str, compared: int, lines: Sequence[str], different: int) -> None:
    fields = (Field("比对", f"{compared}位"), Field("差异", f"{different}处", colour="red" if different else None))
    summary = "\n".join(lines) or no_difference(day, compared)
    card = Card(f"master-{day}", 1, "report", "主数据差异报告", subtitle=day, summary=summary, fields=fields, done=True)
    people = [user for user in await work.records.people.with_role(Role.ADMIN.value) if user.active]
    await work.keep(card, f"report:{day}", [user.id for user in people])
    for user in people:
        homes = [user.home, *(p for p in work.around.platforms if p != user.home)]
        for address in (await work.addresses(user, [home for home in homes if home in work.around.platforms]))[:1]:
            await work.out.show(address, card)


def _who(held: Sequence[Held]) -> str:
    return next((one.name for one in held if one.system == CRM and one.name), held[0].name or "未命名")


def _line(who: str, one: Difference) -> str:
    states = {system: state for system, (_, state) in one.losers.items()}
    return difference_line(who, FIELDS[one.field], one.values, one.winner, states)
