"""Fits `web.pages.reviews.Reviews`: the doubtful groups of the person who looks, within their rights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handlers.merging.card import card_id
from handlers.merging.tap import may_merge_all
from storage.records import SessionRecords
from web.pages.reviews import Doubt

if TYPE_CHECKING:
    from app.installation import Installation

MOST = 50


class ReviewsPort:
    """Reads what waits; deciding happens on the card's page."""

    def __init__(self, service: Installation) -> None:
        self._service = service

    async def open_reviews(self, person: str) -> Sequence[Doubt]:
        """Return the groups this person may still decide, the surest first."""
        async with self._service.database.read() as session:
            work, records = self._service.work(session, "board"), SessionRecords(session)
            user = await records.people.get(person)
            found = []
            for merge in await records.pairs.open_reviews(person, MOST) if user is not None and user.active else ():
                sides = await records.merges.sides(merge.sides)
                if user is not None and await may_merge_all(work, user, sides):
                    names, alike = "、".join(side.name for side in sides), f"{(merge.score or 0):.0%}"
                    found.append(Doubt(names, alike, "、".join(merge.reasons), f"/cards/{card_id(merge)}"))
            return found
