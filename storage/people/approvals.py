"""Approvals, the numbers people read aloud, who is away, and how long things lay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import insert as plain_insert
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from crm.approvals.approval import Approval, Stay, Verdict
from crm.approvals.blocking import Blocking
from crm.working_time import Leave
from storage.statements import insert
from storage.tables import approvals as tables

UNDECIDED = (Verdict.OPEN.value, Verdict.OWNED.value)


class ApprovalTable:
    """Fits `crm.ports.approvals.Approvals`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def next_number(self, series: str) -> int:
        """Return the next number of a series, starting at 1; two callers never get the same."""
        table = tables.number_series
        statement = (
            insert(self._session, table)
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

    async def undecided(self) -> list[Approval]:
        """Return every request that waits for a decision, by number, locked until the transaction ends."""
        query = (
            select(Approval)
            .where(tables.approval.c.state.in_(UNDECIDED))
            .order_by(tables.approval.c.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return list((await self._session.execute(query)).scalars())

    async def stayed(self, stay: Stay) -> None:
        """Keep how long a request lay."""
        self._session.add(stay)

    async def stays(self, since: str, until: str) -> list[Stay]:
        """Return the stays that began on these days, both included, the oldest first."""
        table = tables.stay.c
        query = select(Stay).where(table.day >= since, table.day <= until).order_by(table.entered_at, table.id)
        return list((await self._session.execute(query)).scalars())

    async def keep_blocking(self, row: Blocking) -> bool | None:
        """Keep how a group did on a day; return whether that day was red before, None when it was not known yet."""
        table = tables.blocking.c
        query = select(table.red).where(table.group == row.group, table.day == row.day)
        before: bool | None = (await self._session.execute(query)).scalar_one_or_none()
        values = asdict(row)
        statement = insert(self._session, tables.blocking).values(values)
        fresh = {tables.blocking.c[key]: value for key, value in values.items() if key not in ("group", "day")}
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=[table.group, table.day], set_=fresh)
        )
        return before

    async def go_on_leave(self, leave_id: str, leave: Leave) -> None:
        """Keep that somebody is away."""
        await self._session.execute(
            plain_insert(tables.leave).values(
                id=leave_id, person=leave.person, since=leave.since, until=leave.until, delegate=leave.delegate
            )
        )

    async def back(self, person: str, now: datetime) -> bool:
        """End a leave early. False: the person is not away."""
        table = tables.leave.c
        statement = (
            update(tables.leave).where(table.person == person, table.until > now).values(until=now).returning(table.id)
        )
        return bool((await self._session.execute(statement)).scalars().all())

    async def leaves(self, since: datetime, people: Sequence[str] | None = None) -> list[Leave]:
        """Return the leaves that end after `since`, of these people or of everyone."""
        table = tables.leave.c
        query = select(tables.leave).where(table.until > since).order_by(table.since, table.id)
        if people is not None:
            query = query.where(table.person.in_(people))
        rows = await self._session.execute(query)
        return [Leave(row.person, row.since, row.until, row.delegate) for row in rows]
