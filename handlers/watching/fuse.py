"""The fuse of missed first contacts (F41): three in a row freeze the day, the manager lifts it with one tap."""

from __future__ import annotations

from crm.customers.first_contact import count_miss, is_frozen
from crm.people import User
from crm.trail import Decision
from handlers import texts
from handlers.context import SHANGHAI, Tap, Work
from handlers.rights.visibility import visible_owners
from handlers.texts import watch_texts
from handlers.watching.card import fuse_card


async def count_missed(work: Work, owner: str, head: User | None) -> None:
    """Count a miss against somebody; the third in a row blows the fuse and tells both sides."""
    first_contacts = work.records.first_contacts
    fuse = await first_contacts.fuse(owner) or await first_contacts.add_fuse(owner)
    today = work.now.astimezone(SHANGHAI).date().isoformat()
    fuse.updated_at = work.now
    if not count_miss(fuse, today):
        return
    person = await work.records.people.get(owner)
    await work.audit("timer", "fuse.blown", f"fuse:{owner}", "timer")
    decision = Decision(work.around.new_id(), "F41", f"user:{owner}", owner, work.now, ["连续3次没有完成首次联系"])
    await work.records.trail.decided(decision)
    if person is None or not person.active:
        return
    await work.tell(person, watch_texts.FUSE_BLOWN)
    if head is not None:
        card = fuse_card(person, today)
        await work.keep(card, f"fuse:{owner}", [head.id])
        await work.push(head, card)


async def frozen(work: Work, person: str) -> bool:
    """Return whether somebody gets no new leads today: whoever assigns asks here."""
    return is_frozen(await work.records.first_contacts.fuse(person), work.now.astimezone(SHANGHAI).date().isoformat())


async def tap_release(tap: Tap) -> None:
    """`解禁`: the manager lifts the freeze of today."""
    owner = tap.subject.removeprefix("fuse:")
    owners = await visible_owners(tap, tap.person)
    person = await tap.records.people.get(owner)
    if person is None or owner == tap.person.id or (owners is not None and owner not in owners):
        await tap.reply(texts.CARD_FOREIGN)
        return
    fuse = await tap.records.first_contacts.fuse(owner)
    if fuse is None or not await frozen(tap, owner):
        await tap.reply(watch_texts.NOT_FROZEN)
        return
    fuse.released_by, fuse.updated_at = tap.person.id, tap.now
    await tap.audit(tap.person.id, "fuse.release", f"fuse:{owner}", tap.here.platform)
    shown = tap.tapped.settled(watch_texts.released(tap.person.name, tap.clock()))
    await tap.keep(shown, tap.subject, [tap.person.id])
    await tap.out.change(shown)
    await tap.tell(person, watch_texts.lifted(tap.person.name))
