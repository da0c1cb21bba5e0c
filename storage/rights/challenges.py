"""Sensitive acts that wait for their one-time code."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from crm.rights.step_up import LOCKED, REPLACED, WAITING, Challenge
from storage.tables.audit import challenge as table


class ChallengeTable:
    """Fits `crm.ports.rights.Challenges`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, challenge: Challenge) -> None:
        """Store a challenge; an earlier one of this person that still waits is void from now on."""
        await self._session.execute(
            update(table)
            .where(table.c.person == challenge.person, table.c.state == WAITING)
            .values(state=REPLACED)
            .execution_options(synchronize_session=False)
        )
        self._session.add(challenge)
        await self._session.flush()

    async def waiting(self, person: str) -> Challenge | None:
        """Return the last challenge of this person unless it was passed, locked for this transaction.

        The lock lets only one of two codes sent at once be judged at a time.
        """
        query = (
            select(Challenge)
            .where(table.c.person == person, table.c.state.in_([WAITING, LOCKED]))
            .order_by(table.c.issued_at.desc(), table.c.id.desc())
            .limit(1)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return (await self._session.execute(query)).scalar_one_or_none()

    async def one(self, challenge_id: str) -> Challenge | None:
        """Return the challenge, locked for this transaction."""
        query = select(Challenge).where(table.c.id == challenge_id).with_for_update()
        return (await self._session.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()

    async def locked_since(self, person: str, since: datetime) -> bool:
        """Return whether this person locked a challenge by wrong codes since then."""
        query = select(table.c.id).where(table.c.person == person, table.c.state == LOCKED, table.c.issued_at >= since)
        return (await self._session.execute(query.limit(1))).one_or_none() is not None
