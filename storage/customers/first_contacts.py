"""First contacts that are due and the fuses they blow (F40, F41)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.customers.first_contact import Fuse, Watch
from storage.tables.first_contact import first_contact, fuse


class FirstContactTable:
    """Fits `crm.ports.leads.FirstContacts`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, row: Watch) -> None:
        """Store that a customer is in somebody's care; the row of an earlier owner is replaced."""
        await self._session.merge(row)
        await self._session.flush()

    async def get(self, lead_id: str) -> Watch | None:
        """Return the row of a customer, locked until the transaction ends."""
        query = select(Watch).where(first_contact.c.lead_id == lead_id).with_for_update()
        query = query.execution_options(populate_existing=True)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def assigned(self, owners: Sequence[str], since: datetime, until: datetime) -> list[Watch]:
        """Return the rows of these people assigned from `since` to before `until`, the oldest first."""
        table = first_contact.c
        query = select(Watch).where(table.owner.in_(owners), table.assigned_at >= since, table.assigned_at < until)
        return list((await self._session.execute(query.order_by(table.assigned_at, table.lead_id))).scalars())

    async def fuse(self, person: str) -> Fuse | None:
        """Return somebody's fuse, locked until the transaction ends; None as long as nothing was ever missed."""
        query = select(Fuse).where(fuse.c.person == person).with_for_update()
        return (await self._session.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()

    async def add_fuse(self, person: str) -> Fuse:
        """Store and return a whole fuse."""
        made = Fuse(person)
        self._session.add(made)
        await self._session.flush()
        return made
