"""Names in a voice note: whom the speaker may mean, and what of it was certain."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from handlers.customers.customer_meant import spoken_names
from handlers.inbound import InboundMessage, NameHeard, VoiceNote
from nlp.reading import BookEntry
from nlp.speech.finishing import put_names
from nlp.speech.transcript import Correction
from storage.customers.leads import LeadTable
from storage.people.people import PeopleTable

NAMES_AT_MOST = 200


async def names_of_speaker(session: AsyncSession, event: InboundMessage) -> list[BookEntry]:
    """Return the speaker's own customers, as people call them, the latest first; nobody else's names help or leak."""
    person = await PeopleTable(session).by_identity(event.actor.platform, event.actor.id)
    if person is None:
        return []
    book: list[BookEntry] = []
    for lead in await LeadTable(session).book([person.id], NAMES_AT_MOST):
        if lead.company:
            book.append(BookEntry("company", lead.company, spoken_names(lead.company)[1:], id=lead.id))
        if lead.contact:
            book.append(BookEntry("person", lead.contact, company=lead.company, id=lead.id))
    return book


def names_heard(corrections: Iterable[Correction]) -> tuple[NameHeard, ...]:
    """Return the names put in, and what else may be a known name; far guesses trouble nobody."""
    found: dict[tuple[str, bool], list[str]] = {}
    for one in corrections:
        if one.likely:
            found.setdefault((one.heard, one.applied), []).append(one.to)
    return tuple(NameHeard(heard, tuple(names), sure) for (heard, sure), names in found.items())


async def with_known_names(voice: VoiceNote, names: Sequence[BookEntry]) -> VoiceNote:
    """Return a platform's own transcript with the names that are certain; its other words stay as they came."""
    words = voice.transcript or ""
    if not names:
        return replace(voice, raw_text=voice.raw_text or words)
    text, corrections = await asyncio.to_thread(put_names, words, names)
    return replace(voice, transcript=text, raw_text=voice.raw_text or words, names=names_heard(corrections))
