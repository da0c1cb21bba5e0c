"""Drafts, to-dos and follow-ups."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.leads.draft import MADE, WAITING, Draft, Todo
from crm.notes.follow_up import FollowUp
from storage.tables import drafts as tables


class DraftTable:
    """Fits `crm.ports.notes.Drafts`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, record: Draft | Todo | FollowUp) -> None:
        """Store a new draft, to-do or follow-up."""
        self._session.add(record)
        await self._session.flush()

    async def get(self, draft_id: str) -> Draft | None:
        """Return the draft with this id."""
        return await self._session.get(Draft, draft_id)

    async def newest_waiting(self, owner: str, since: datetime) -> Draft | None:
        """Return the draft this person worked on last, if it still waits and was touched since then."""
        query = (
            select(Draft)
            .where(tables.draft.c.owner == owner, tables.draft.c.state == WAITING, tables.draft.c.updated_at >= since)
            .order_by(tables.draft.c.updated_at.desc(), tables.draft.c.id.desc())
            .limit(1)
        )
        return (await self._session.execute(query)).scalar_one_or_none()

    async def newest_made(self, owner: str, since: datetime) -> Draft | None:
        """Return the draft of which this person last made a lead, since then."""
        query = (
            select(Draft)
            .where(tables.draft.c.owner == owner, tables.draft.c.state == MADE, tables.draft.c.updated_at >= since)
            .order_by(tables.draft.c.updated_at.desc(), tables.draft.c.id.desc())
            .limit(1)
        )
        return (await self._session.execute(query)).scalar_one_or_none()

    async def of_lead(self, lead_id: str) -> Draft | None:
        """Return the draft a lead was made of."""
        query = select(Draft).where(tables.draft.c.lead_id == lead_id).limit(1)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def todos_of(self, draft_id: str) -> list[Todo]:
        """Return the to-dos that came with a draft."""
        query = select(Todo).where(tables.todo.c.draft_id == draft_id)
        return list((await self._session.execute(query)).scalars())
