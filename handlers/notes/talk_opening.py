"""`发起沟通` on a customer's card: a follow-up is begun beside the customer, only answers are missing (F42)."""

from __future__ import annotations

from crm.notes.follow_up import CHAT, Note
from crm.rights.reach import Act
from handlers import texts
from handlers.context import Tap
from handlers.customers.customer_meant import look_at
from handlers.notes.follow_up import prepare_for
from handlers.notes.note_card import note_card, note_card_id

OPENED = "发起沟通"


async def tap_talk(tap: Tap) -> None:
    """Begin a follow-up linked to the customer of the card; saved, it starts the 48 hours anew."""
    lead = await tap.records.rights.one(tap.person, tap.subject.removeprefix("lead:"), Act.EDIT)
    if lead is None:
        await tap.reply(texts.CARD_FOREIGN)
        return
    note = Note(
        tap.around.new_id(), tap.person.id, tap.here.platform, OPENED, tap.now, tap.now, lead.id, CHAT, OPENED
    )  # fmt: skip
    await look_at(tap, lead)
    prepare_for(note, lead, None)
    await tap.records.notes.add(note)
    await tap.audit(tap.person.id, "note.open", f"note:{note.id}", tap.here.platform)
    await tap.show(note_card(note, lead, (), 1, tap.page(f"/cards/{note_card_id(note)}")), f"note:{note.id}")
