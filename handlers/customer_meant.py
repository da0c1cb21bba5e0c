"""Which of a person's customers is meant: by name in the words, else the one they looked at last."""

from __future__ import annotations

from datetime import timedelta

from crm.lead import CLOSED, Lead
from handlers.context import Talk
from handlers.visibility import visible_owners
from nlp.reading import Reading

FOCUS_LIFE = timedelta(hours=2)
BOOK = 500
CANDIDATES = 5


async def meant(talk: Talk, words: str, reading: Reading | None = None) -> tuple[Lead | None, list[Lead]]:
    """Return the one customer that is meant, else None and those to choose from. Closed leads are not offered."""
    owners = await visible_owners(talk, talk.person)
    book = await talk.records.leads.book(owners if owners is not None else [talk.person.id], BOOK)
    known = [lead for lead in book if lead.status != CLOSED]
    named = _longest([lead for lead in known if lead.company and lead.company in words])
    named = named or [lead for lead in known if lead.contact and lead.contact in words]
    if not named and reading is not None:
        for word in filter(None, [reading.company, *(contact.name for contact in reading.contacts)]):
            named = [lead for lead in await talk.records.leads.named(word, owners, 6) if lead.status != CLOSED]
            if named:
                break
    if named:
        return (named[0], []) if len(named) == 1 else (None, named[:CANDIDATES])
    if reading is not None and reading.company:
        return None, known[:CANDIDATES]
    focused = await talk.records.notes.focus(talk.person.id, talk.now - FOCUS_LIFE)
    looked_at = next((lead for lead in known if lead.id == focused), None)
    if looked_at is None and len(known) == 1:
        looked_at = known[0]
    return (looked_at, []) if looked_at is not None else (None, known[:CANDIDATES])


async def look_at(talk: Talk, lead: Lead) -> None:
    """Remember that this is the customer the person talks about now."""
    await talk.records.notes.set_focus(talk.person.id, lead.id, talk.now)


def name_of(lead: Lead | None) -> str:
    """Return how a customer is called on cards and in sentences."""
    return (lead.company or lead.contact) if lead is not None else ""


def _longest(leads: list[Lead]) -> list[Lead]:
    longest = max((len(lead.company) for lead in leads), default=0)
    return [lead for lead in leads if len(lead.company) == longest]
