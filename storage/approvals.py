"""Approvals and the numbers people read aloud."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from crm.approval import Approval, Verdict
from storage.tables import crm as tables


class ApprovalTable:
    """Fits `crm.ports.Approvals`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def next_number(self, series: str) -> int:
        """Return the next number of a series, starting at 1; two callers never get the same."""
        insert = pg_insert if self._session.get_bind().dialect.name == "postgresql" else sqlite_insert
        table = tables.number_series
        statement = (
            insert(table)
            .values(name=series, last=1)
            .on_conflict_do_update(index_elements=["name"], set_={"last": table.c.last + 1})
            .returning(table.c.last)
        )
        return int((await self._session.execute(statement)).scalar_one())

    async def add(self, approval: Approval) -> None:
        """Store a new request."""
        self._session.add(approval)
        await self._session.flush()

    async def get(self, number: str) -> Approval | None:
        """Return the request with this number, locked until the transaction ends."""
        query = (
            select(Approval)
            .where(tables.approval.c.id == number)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return (await self._session.execute(query)).scalar_one_or_none()

    async def claim(self, number: str, person: str) -> bool:
        """Make `person` the owner if nobody is yet. Of two at the same moment exactly one gets True (F78)."""
        await self._session.flush()
        statement = (
            update(tables.approval)
            .where(tables.approval.c.id == number, tables.approval.c.state == Verdict.OPEN.value)
            .values(state=Verdict.OWNED.value, owner=person)
            .returning(tables.approval.c.id)
        )
        return (await self._session.execute(statement)).scalar_one_or_none() is not None
