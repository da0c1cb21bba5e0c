"""Leads of channels that nobody has yet: who waits, since when, and who could take them (F32, F101)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.flow import FAILED
from crm.intake.judging import UNASSIGNED
from crm.leads.lead import CLOSED, Lead
from crm.leads.pool import POOL
from crm.leads.routing import FLOW
from crm.merging.merge import MERGED
from storage.tables import contracts, customers, intake
from storage.tables.assignments import assignment


class QueueTable:
    """Fits `crm.ports.queue.Queue`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def waiting(self, most: int, lead_id: str = "") -> list[Lead]:
        """Return who waits, the oldest first, locked until the transaction ends; only this one, if named."""
        query = select(Lead).where(_waits(), *([customers.lead.c.id == lead_id] if lead_id else ()))
        query = query.order_by(customers.lead.c.created_at, customers.lead.c.id).limit(most).with_for_update()
        return list((await self._session.execute(query.execution_options(populate_existing=True))).scalars())

    async def in_pool(self, lead_id: str) -> Lead | None:
        """Return the lead if it is in the common pool (F31), locked until the transaction ends."""
        query = select(Lead).where(customers.lead.c.id == lead_id, customers.lead.c.status == POOL)
        query = query.where(customers.lead.c.owner == "").with_for_update()
        return (await self._session.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()

    async def size(self) -> tuple[int, datetime | None]:
        """Return how many wait and since when the oldest does."""
        row = (await self._session.execute(_of_waiting(func.count(), func.min(customers.lead.c.created_at)))).one()
        return row[0], row[1]

    async def sources(self) -> list[str]:
        """Return where those who wait come from."""
        query = _of_waiting(customers.lead.c.channel).distinct().order_by(customers.lead.c.channel)
        return list((await self._session.execute(query)).scalars())

    async def last_given(self) -> datetime | None:
        """Return when somebody was last given a lead."""
        last: datetime | None = (await self._session.execute(select(func.max(assignment.c.at)))).scalar_one()
        return last

    async def load(self, people: Collection[str]) -> dict[str, int]:
        """Return how many open leads each of these people has."""
        lead = customers.lead.c
        query = select(lead.owner, func.count()).where(lead.owner.in_(people), lead.status.not_in((CLOSED, MERGED)))
        found = {row[0]: row[1] for row in await self._session.execute(query.group_by(lead.owner))}
        return {person: found.get(person, 0) for person in people}

    async def unmatched(self, since: datetime) -> int:
        """Return how often the rules gave a lead to nobody they name, since then."""
        log = contracts.flow_log.c
        query = select(func.count()).where(log.flow == FLOW, log.state == FAILED, log.at >= since)
        return int((await self._session.execute(query)).scalar_one())

    async def unmapped(self, since: datetime, most: int) -> Sequence[tuple[str, str, datetime]]:
        """Return channel, key and first sight of the keys that came up since then and nobody has mapped."""
        key = intake.intake_key.c
        query = select(key.channel, key.key, key.first_seen).where(key.target == "", key.first_seen >= since)
        rows = await self._session.execute(query.order_by(key.first_seen.desc(), key.key).limit(most))
        return [(row[0], row[1], row[2]) for row in rows]

    async def arrivals(self, channel: str, since: datetime, most: int) -> list[datetime]:
        """Return when a channel last sent something, since then."""
        table = intake.intake.c
        query = select(table.received_at).where(table.channel == channel, table.received_at >= since)
        return list((await self._session.execute(query.order_by(table.received_at.desc()).limit(most))).scalars())


def _waits() -> ColumnElement[bool]:
    """The condition: a channel's lead without owner."""
    lead = customers.lead.c
    of_channel = select(intake.intake.c.id).where(intake.intake.c.lead_id == lead.id).exists()
    return and_(lead.owner == "", lead.status == UNASSIGNED, of_channel)


def _of_waiting(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(customers.lead).where(_waits())
