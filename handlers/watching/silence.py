"""What a manager can do about a customer nobody looks after: pass it on, ask for help, or close its reminders."""

from __future__ import annotations

from crm.leads.draft import Todo
from crm.leads.lead import Lead
from crm.people import User
from crm.rights.reach import Act
from handlers import texts
from handlers.context import Tap
from handlers.customers.customer_meant import name_of
from handlers.texts import approval_texts, watch_texts
from handlers.watching.lead_watch import assigned, colleagues


async def tap_reassign(tap: Tap) -> None:
    """`转派`: the customer and what belongs to it get another owner, both are told, the clocks start anew."""
    lead = await _lead_of(tap)
    if lead is None:
        return
    to = await _chosen(tap, lead)
    if to is None:
        await tap.reply(approval_texts.PICK_COLLEAGUE)
        return
    before = await tap.records.people.get(lead.owner)
    await tap.records.handovers.move_lead(lead, to.id)
    lead.updated_at = tap.now
    await assigned(tap, lead)
    await tap.audit(tap.person.id, "lead.reassign", f"lead:{lead.id}", tap.here.platform)
    await _settle(tap, watch_texts.reassigned_to(to.name, tap.clock()))
    await tap.tell(to, watch_texts.yours_now(tap.person.name, name_of(lead)))
    if before is not None and before.active:
        await tap.tell(before, watch_texts.passed_on(tap.person.name, name_of(lead), to.name))


async def tap_help(tap: Tap) -> None:
    """`需协同支持`: the chosen colleague (without one: the manager) gets a to-do to help the owner."""
    lead = await _lead_of(tap)
    if lead is None:
        return
    helper = await _chosen(tap, lead) or tap.person
    owner = await tap.records.people.get(lead.owner)
    what = watch_texts.help_wanted(owner.name if owner is not None else "", name_of(lead))
    await tap.records.drafts.add(
        Todo(id=tap.around.new_id(), owner=helper.id, what=what[:255], created_at=tap.now, lead_id=lead.id)
    )
    await tap.audit(tap.person.id, "lead.help", f"lead:{lead.id}", tap.here.platform)
    await _settle(tap, watch_texts.help_asked(helper.name, tap.clock()))
    if helper.id != tap.person.id:
        await tap.tell(helper, what)
    if owner is not None and owner.active:
        await tap.tell(owner, watch_texts.help_comes(helper.name, name_of(lead)))


async def tap_mute(tap: Tap) -> None:
    """`不再提醒`: no more reminders about this customer for whoever pressed it (F43)."""
    lead = await _lead_of(tap)
    if lead is None:
        return
    await tap.records.mutes.mute(tap.person.id, lead.id, tap.now)
    await tap.audit(tap.person.id, "reminder.mute", f"lead:{lead.id}", tap.here.platform)
    await _settle(tap, watch_texts.muted_at(tap.clock()))


async def _lead_of(tap: Tap) -> Lead | None:
    """Return the customer of the card if this person may still change it."""
    lead = await tap.records.rights.one(tap.person, tap.subject.removeprefix("lead:"), Act.EDIT)
    if lead is None:
        await tap.reply(texts.CARD_FOREIGN)
    return lead


async def _chosen(tap: Tap, lead: Lead) -> User | None:
    wanted = tap.value("to").removeprefix("u-")
    return next((user for user in await colleagues(tap, lead, tap.person) if user.id == wanted), None)


async def _settle(tap: Tap, status: str) -> None:
    shown = tap.tapped.settled(status)
    await tap.keep(shown, tap.subject, [tap.person.id])
    await tap.out.change(shown)
