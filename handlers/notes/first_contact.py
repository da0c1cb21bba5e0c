"""`首次联系 …`: the first contact with a customer is told in at least twenty characters, typed or spoken (F08)."""

from __future__ import annotations

import re

from cards.card import Action, Card, Choice, Field, Input, Option
from crm.leads.lead import Lead, next_due
from crm.notes.follow_up import FIRST, SAVED, FollowUp, Note
from crm.notes.golden import FIRST_SUMMARY, FIRST_WAY, first_contact_length, long_enough
from crm.notes.undo import picture_of
from handlers import texts
from handlers.context import Talk, Tap
from handlers.customers.customer_meant import look_at, meant, name_of
from handlers.leads.draft_card import EMPTY
from handlers.notes.follow_up_undo import remember
from handlers.notes.note_card import WAYS, note_card_id, way_said
from handlers.rights.check import may_change
from handlers.texts import note_texts
from handlers.watching.lead_watch import contacted
from nlp.reading import Asked

_WAY = re.compile(rf"^(?:{'|'.join(WAYS)})[\s:：,，]+")


async def tell_first_contact(talk: Talk, words: str) -> None:
    """Store the first contact, or say how long it is and ask for the rest; the next words may be spoken."""
    reading = talk.around.understanding.read(Asked(f"记录跟进 {words}", talk.now))
    lead, _ = await meant(talk, words, reading)
    way = way_said(words)
    told = summary_of(words, lead)
    note = Note(
        id=talk.around.new_id(),
        owner=talk.person.id,
        platform=talk.here.platform,
        text=words,
        created_at=talk.now,
        updated_at=talk.now,
        lead_id=lead.id if lead is not None else None,
        source=FIRST,
        first_contact=True,
        first_way=way,
        first_summary=told,
        state=FIRST,
    )
    await talk.records.notes.add(note)
    if told:
        await _keep_or_ask(talk, note, lead)
        return
    await talk.show(first_card(note, lead, 1, talk.page(f"/cards/{note_card_id(note)}")), f"note:{note.id}")
    await talk.wait_for("first_summary", note.id)


def first_card(note: Note, lead: Lead | None, rev: int, link: str) -> Card:
    """Return the card with the two things a first contact needs."""
    ways = tuple(Option(f"w{place}", way) for place, way in enumerate(WAYS))
    chosen = tuple(option.id for option in ways if option.text == note.first_way)
    return Card(
        id=note_card_id(note),
        rev=rev,
        kind="first",
        title="首次联系",
        fields=(Field("客户", name_of(lead) or EMPTY), Field(FIRST_WAY, note.first_way)),
        choices=(Choice("way", FIRST_WAY, ways, False, chosen),),
        inputs=(Input("summary", FIRST_SUMMARY, "text", True, note.first_summary),),
        actions=(Action("submit", "提交", "primary"),),
        link=link,
    )


async def tap_submit(tap: Tap) -> None:
    """`提交`: the summary is stored when it is long enough."""
    note = await tap.records.notes.get(tap.subject.removeprefix("note:"))
    if note is None or note.owner != tap.person.id:
        await tap.reply(texts.CARD_FOREIGN)
        return
    if note.state != FIRST:
        await tap.reply(note_texts.NOTE_DONE)
        return
    if tap.value("way").startswith("w"):
        note.first_way = WAYS[int(tap.value("way")[1:])]
    if "summary" in tap.values:
        note.first_summary = tap.value("summary")
    await take_summary(tap, note, note.first_summary)


async def take_summary(talk: Talk, note: Note, text: str) -> bool:
    """The answer to the question for a longer summary."""
    lead = await talk.records.leads.get(note.lead_id) if note.lead_id else None
    note.first_summary, note.updated_at = text.strip(), talk.now
    await _keep_or_ask(talk, note, lead)
    return True


def summary_of(words: str, lead: Lead | None) -> str:
    """Return what was told, without the customer's name and the way of contact in front of it."""
    told = words.strip()
    for name in filter(None, (lead.company, lead.contact) if lead is not None else ()):
        told = told.removeprefix(name).lstrip(" ,，:：")
    return _WAY.sub("", told).strip()


async def _keep_or_ask(talk: Talk, note: Note, lead: Lead | None) -> None:
    if not long_enough(note.first_summary):
        length = first_contact_length(note.first_summary)
        await talk.ask("first_summary", note.id, note_texts.first_contact_short(FIRST_SUMMARY, length))
        return
    if lead is not None and not await may_change(talk, lead.id):
        return
    follow_up = FollowUp(
        id=talk.around.new_id(),
        owner=talk.person.id,
        text=note.first_summary,
        at=talk.now,
        lead_id=note.lead_id,
        source=FIRST,
    )
    await talk.records.drafts.add(follow_up)
    await remember(talk, follow_up, picture_of(lead))
    note.state, note.follow_up_id = SAVED, follow_up.id
    if lead is not None:
        lead.last_contact_at = lead.updated_at = talk.now
        await contacted(talk, lead)
        lead.due_at, _ = next_due(lead)
        await look_at(talk, lead)
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    await talk.audit(talk.person.id, "follow_up.first", f"follow_up:{follow_up.id}", talk.here.platform)
    card = await talk.card(note_card_id(note))
    if card is not None:
        shown = first_card(note, lead, card.rev, card.link or "").settled(note_texts.note_saved(talk.clock()))
        await talk.keep(shown, f"note:{note.id}", [note.owner])
        await talk.out.change(shown)
    await talk.reply(note_texts.first_contact_saved(name_of(lead), note.first_way))
