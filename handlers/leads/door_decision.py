"""What the person decided at `检测到已有客户`: one more word on the known customer, or a customer of its own (F15)."""

from __future__ import annotations

from crm.customers.door import APART, HELD, LINK, LINKED, LINKED_TAG, SEPARATE, KnownCustomer
from crm.leads.draft import MADE, Draft
from crm.leads.lead import INCOMPLETE, OPEN, Lead, missing_fields, next_due
from crm.notes.follow_up import FollowUp
from handlers.context import Talk, Tap
from handlers.leads.account_making import new_contact, settle_account
from handlers.leads.door import known_name
from handlers.leads.draft_card import draft_card
from handlers.leads.draft_tapped import draft_tapped
from handlers.leads.lead_making import make_lead
from handlers.merging.review import told_apart
from handlers.rights.check import may_change
from handlers.texts import lead_texts


async def tap_link(tap: Tap) -> None:
    """`关联到此客户`: no new customer; the words become a follow-up of the known one, and its owner is told."""
    draft = await _undecided(tap)
    if draft is None:
        return
    known = await tap.records.door.known(tap.person, draft.phone, draft.email, _own(draft))
    if known is None:
        await _make(tap, draft)
        return
    held = draft.state == HELD
    lead = await _linked_lead(tap, draft, known)
    words = draft.raw or draft.text or lead_texts.linked_words(draft.company, draft.contact, draft.phone)
    await tap.records.drafts.add(
        FollowUp(
            id=tap.around.new_id(), owner=tap.person.id, text=words, at=tap.now, lead_id=lead.id,
            next_step="" if held else draft.todo, promised_time="" if held else draft.next_time, source=draft.origin,
        )
    )  # fmt: skip
    for todo in await tap.records.drafts.todos_of(draft.id):
        todo.lead_id = lead.id
    draft.state, draft.updated_at = LINKED, tap.now
    draft.lead_id = draft.lead_id or lead.id
    await tap.audit(tap.person.id, "lead.link", f"lead:{lead.id}", tap.here.platform)
    await _settle(tap, draft, lead_texts.linked_to(known_name(known), tap.clock()))
    if lead.owner != tap.person.id:
        owner = await tap.records.people.get(lead.owner)
        if owner is not None:
            await tap.tell(owner, lead_texts.linked_to_yours(tap.person.name, lead.company or lead.contact))


async def tap_apart(tap: Tap) -> None:
    """`新建独立客户`: a new customer, kept apart from the known one and marked 独立."""
    draft = await _undecided(tap)
    if draft is None:
        return
    known = await tap.records.door.known(tap.person, draft.phone, draft.email, _own(draft))
    draft.tags = [*draft.tags, SEPARATE]
    await _make(tap, draft)
    if known is not None and draft.lead_id is not None:
        met = f"lead:{known.lead_id}" if known.lead_id is not None else f"account:{known.account_id}"
        await told_apart(tap, [met, f"lead:{draft.lead_id}"])


async def take_word(talk: Talk, card_id: str, text: str) -> bool:
    """`关联` or `独立` said instead of pressed. False: the words say something else."""
    said = text.strip().strip("。.!！“”「」")
    action = "link" if said in (LINK, "关联", "1") else "apart" if said in (APART, "独立", "2") else ""
    shelved = await talk.records.cards.get(card_id) if action else None
    card = await talk.card(card_id) if shelved is not None else None
    if shelved is None or card is None or card.done or talk.person.id not in shelved.see:
        return False
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    tap = Tap(
        talk.now, talk.records, talk.out, talk.around, person=talk.person, here=talk.here, action=action, tapped=card,
        subject=shelved.subject, values={},
    )  # fmt: skip
    await (tap_link if action == "link" else tap_apart)(tap)
    return True


async def _undecided(tap: Tap) -> Draft | None:
    """Return what is to be decided; a change of a lead only while that lead is this person's to change."""
    draft = await draft_tapped(tap, HELD)
    if draft is None or not _own(draft):
        return draft
    return draft if await may_change(tap, _own(draft)[0]) else None


def _own(draft: Draft) -> tuple[str, ...]:
    return (draft.lead_id,) if draft.state == HELD and draft.lead_id else ()


async def _linked_lead(tap: Tap, draft: Draft, known: KnownCustomer) -> Lead:
    """Return the lead that the words go to: the known one, or one more of the known account where there is none."""
    if draft.state == HELD and draft.lead_id is not None:
        lead = await _changed_lead(tap, draft, LINKED_TAG)
        if lead is not None:
            lead.account_id = known.account_id or lead.account_id
            return lead
    lead = await tap.records.leads.get(known.lead_id) if known.lead_id is not None else None
    if lead is None:
        draft.tags = [*draft.tags, LINKED_TAG]
        return await make_lead(tap, draft, tap.here.platform, known.account_id)
    if lead.owner == tap.person.id:
        for key in ("title", "email", "wechat"):
            if not getattr(lead, key):
                setattr(lead, key, getattr(draft, key))
        lead.updated_at = tap.now
    if draft.contact and lead.contact != draft.contact and lead.account_id is not None:
        await tap.records.leads.add_contact(new_contact(tap, lead.account_id, lead.owner, draft))
    return lead


async def _make(tap: Tap, draft: Draft) -> None:
    """Make what was held back: a lead of its own, or the change of the lead it was meant for."""
    changed = await _changed_lead(tap, draft, *draft.tags) if draft.state == HELD else None
    lead = changed or await make_lead(tap, draft, tap.here.platform)
    if changed is not None:
        draft.state, draft.updated_at = MADE, tap.now
        await tap.audit(tap.person.id, "lead.update", f"lead:{lead.id}", tap.here.platform)
        if lead.company and lead.account_id is None:
            await settle_account(tap, lead)
    await _settle(tap, draft, lead_texts.lead_made(draft.company, tap.clock()))
    lacking = missing_fields(lead.company, lead.contact, lead.phone)
    if lacking:
        await tap.ask("lead_fields", lead.id, lead_texts.ask_missing(lacking, lead.contact))


async def _changed_lead(tap: Tap, draft: Draft, *tags: str) -> Lead | None:
    lead = await tap.records.leads.get(draft.lead_id) if draft.lead_id is not None else None
    if lead is None:
        return None
    for key in ("phone", "contact", "company"):
        if getattr(draft, key):
            setattr(lead, key, getattr(draft, key))
    lead.tags = [*lead.tags, *(tag for tag in tags if tag not in lead.tags)]
    lacking = missing_fields(lead.company, lead.contact, lead.phone)
    if lead.status in (OPEN, INCOMPLETE):
        lead.status = INCOMPLETE if lacking else OPEN
    lead.updated_at = tap.now
    lead.due_at, _ = next_due(lead)
    return lead


async def _settle(tap: Tap, draft: Draft, status: str) -> None:
    """Close this card, and the draft's own where there is one."""
    shown = tap.tapped.settled(status)
    await tap.keep(shown, tap.subject, [draft.owner])
    await tap.out.change(shown)
    own = await tap.card(f"draft-{draft.id}")
    if own is not None and not own.done:
        closed = draft_card(draft, own.rev, tap.page(f"/cards/{own.id}")).settled(status)
        await tap.keep(closed, f"draft:{draft.id}", [draft.owner])
        await tap.out.change(closed)
