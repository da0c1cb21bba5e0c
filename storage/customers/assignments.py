"""Assignments, and each person's list of leads: what is new and unread first, then by when it came to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from crm.leads.assignment import Assignment, Listed
from crm.leads.lead import CLOSED, Lead
from crm.merging.merge import MERGED
from crm.phone import phone_key
from storage.tables import customers as tables
from storage.tables.assignments import assignment


class AssignmentTable:
    """Fits `crm.ports.leads.Assignments`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, one: Assignment) -> None:
        """Store an assignment."""
        self._session.add(one)

    async def nobodys(self, words: str) -> Lead | None:
        """Return the lead without owner that has this id, phone, company or contact, the oldest first."""
        lead, key = tables.lead.c, phone_key(words)
        fits = [lead.id == words, lead.company == words, lead.contact == words]
        query = select(Lead).where(lead.owner == "", lead.status.not_in((CLOSED, MERGED)))
        query = query.where(or_(*fits, lead.phone_key == key) if key else or_(*fits))
        return (await self._session.execute(query.order_by(lead.created_at, lead.id).limit(1))).scalar_one_or_none()

    async def list_of(self, owner: str, most: int) -> list[Listed]:
        """Return somebody's open leads: unread ones on top, then the latest assigned; never by last change."""
        lead, given = tables.lead.c, assignment.c
        newest = (
            select(given.lead_id, func.max(given.at).label("at"))
            .where(given.owner == owner)
            .group_by(given.lead_id)
            .subquery()
        )
        unread = select(given.lead_id).where(given.owner == owner, given.read_at.is_(None)).distinct().subquery()
        since, new = func.coalesce(newest.c.at, lead.created_at), case((unread.c.lead_id.is_not(None), 1), else_=0)
        query = (
            select(lead.id, lead.company, lead.contact, lead.stage, since.label("at"), new.label("unread"))
            .select_from(tables.lead)
            .outerjoin(newest, newest.c.lead_id == lead.id)
            .outerjoin(unread, unread.c.lead_id == lead.id)
            .where(lead.owner == owner, lead.status.not_in((CLOSED, MERGED)))
            .order_by(new.desc(), since.desc(), lead.id)
            .limit(most)
        )
        rows = (await self._session.execute(query)).all()
        return [Listed(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in rows]

    async def unread(self, owner: str) -> int:
        """Return how many assigned leads somebody has not looked at."""
        given = assignment.c
        query = select(func.count(given.lead_id.distinct())).where(given.owner == owner, given.read_at.is_(None))
        return int((await self._session.execute(query)).scalar_one())

    async def read(self, owner: str, leads: list[str], now: datetime) -> None:
        """Remember that somebody has looked at these leads."""
        given = assignment.c
        where = and_(given.owner == owner, given.lead_id.in_(leads), given.read_at.is_(None))
        await self._session.execute(update(assignment).where(where).values(read_at=now))
