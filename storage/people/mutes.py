"""Customers somebody wants no reminders about (F43), and how they go with a hand-over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import insert
from storage.tables import handover


class MuteTable:
    """Fits `crm.ports.handovers.Mutes`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def mute(self, person: str, lead_id: str, now: datetime) -> None:
        """No more reminders about this customer for this person (F43)."""
        statement = insert(self._session, handover.mute).values(person=person, lead_id=lead_id, at=now)
        await self._session.execute(statement.on_conflict_do_nothing())

    async def unmute(self, person: str, lead_id: str) -> bool:
        """Remind again. False: it was not muted."""
        table = handover.mute.c
        statement = delete(handover.mute).where(table.person == person, table.lead_id == lead_id)
        return bool((await self._session.execute(statement.returning(table.lead_id))).scalars().all())

    async def muted_at(self, person: str, lead_id: str) -> datetime | None:
        """Return since when this person wants no reminders about this customer, None when they do."""
        table = handover.mute.c
        query = select(table.at).where(table.person == person, table.lead_id == lead_id)
        return (await self._session.execute(query)).scalar_one_or_none()


async def muted(session: AsyncSession, person: str) -> list[str]:
    """Return the customers this person wants no reminders about."""
    query = select(handover.mute.c.lead_id).where(handover.mute.c.person == person)
    return list((await session.execute(query.order_by(handover.mute.c.lead_id))).scalars())


async def move_mutes(session: AsyncSession, giver: str, receiver: str, leads: list[str]) -> None:
    """Give mutes on; what the receiver muted already stays as it is."""
    there = set(await muted(session, receiver))
    table = handover.mute.c
    gone = [lead for lead in leads if lead in there]
    await session.execute(delete(handover.mute).where(table.person == giver, table.lead_id.in_(gone)))
    fresh = [lead for lead in leads if lead not in there]
    await session.execute(
        update(handover.mute).where(table.person == giver, table.lead_id.in_(fresh)).values(person=receiver)
    )
