"""Whoever opens what is not there, or not theirs, reads the same; that they did is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.installation import Installation


async def note_unseen(service: Installation, person: str, subject: str) -> None:
    """Write down that somebody opened what is not there, or not theirs: the two look the same from outside."""
    async with service.database.begin() as session:
        await service.work(session, "refused").audit(person, "page.refused", subject, "page")
