"""The page of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.pages.unseen import note_unseen
from cards.card import Card
from cards.wire import from_json
from storage.people.people import PeopleTable
from storage.records import SessionRecords

if TYPE_CHECKING:
    from app.installation import Installation


class CardsOnPages:
    """Fits `web.ports.Cards`."""

    def __init__(self, service: Installation) -> None:
        self._service = service
        self._database = service.database

    async def page(self, person: str, card_id: str) -> Card | None:
        """Return the card as this person may see it."""
        async with self._database.read() as session:
            shelved = await SessionRecords(session).cards.get(card_id)
            user = await PeopleTable(session).get(person)
        if shelved is None or person not in shelved.see or user is None or not user.active:
            await note_unseen(self._service, person, f"card:{card_id}")
            return None
        return from_json(shelved.body_for(person))
