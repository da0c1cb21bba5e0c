"""Cards as they stand now: the neutral body, who may see it and who may press it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables.messaging import card as table


@dataclass(frozen=True, slots=True)
class ShelvedCard:
    """Fits `crm.ports.cards.StoredCard`."""

    body: dict[str, Any]
    subject: str
    see: list[str]
    press: list[str] | None
    watch: dict[str, Any] | None = None

    def body_for(self, person: str | None) -> dict[str, Any]:
        """Return the card as this person sees it: those who may not press may have a view of their own."""
        if self.watch is None or self.press is None or person in self.press:
            return self.body
        return self.watch


class CardTable:
    """Fits `crm.ports.cards.CardShelf`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put(
        self,
        body: dict[str, Any],
        subject: str,
        see: Sequence[str],
        press: Sequence[str] | None,
        now: datetime,
        watch: dict[str, Any] | None = None,
    ) -> None:
        """Store a card or its next revision; `watch` is the view of those who may not press."""
        viewers = {"see": list(see), "press": None if press is None else list(press), "watch": watch}
        values = {"rev": body["rev"], "kind": body["kind"], "body": body, "viewers": viewers, "updated_at": now}
        changed = await self._session.execute(
            update(table).where(table.c.id == body["id"]).values(**values).returning(table.c.id)
        )
        if changed.scalar_one_or_none() is None:
            await self._session.execute(insert(table).values(id=body["id"], subject=subject, created_at=now, **values))

    async def get(self, card_id: str) -> ShelvedCard | None:
        """Return the card as it stands now."""
        query = select(table.c.body, table.c.subject, table.c.viewers).where(table.c.id == card_id)
        row = (await self._session.execute(query)).one_or_none()
        if row is None:
            return None
        viewers = row.viewers
        return ShelvedCard(row.body, row.subject or "", viewers["see"], viewers["press"], viewers.get("watch"))
