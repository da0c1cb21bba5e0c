"""Audit rows, customer events, decisions with their reasons, open questions, and which digests went out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from crm.trail import AuditRow, Decision, Happening, Question
from storage.audit.log import note
from storage.tables import trail as tables


class TrailTables:
    """Fits `crm.ports.trail.Trail`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def audit(self, row: AuditRow) -> None:
        """Add one row to the audit log; it is written with the record's hashes at the commit."""
        note(self._session.sync_session, row)

    async def happened(self, event: Happening) -> None:
        """Remember a customer event."""
        await self._session.merge(event)

    async def decided(self, decision: Decision) -> None:
        """Remember a decision that reaches a person."""
        self._session.add(decision)

    async def newest_decision(self, person: str, subject: str | None) -> Decision | None:
        """Return the last decision that reached this person, about one record if given."""
        query = select(Decision).where(tables.decision.c.person == person)
        if subject is not None:
            query = query.where(tables.decision.c.subject == subject)
        query = query.order_by(tables.decision.c.at.desc(), tables.decision.c.id.desc()).limit(1)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def newest_of_rules(
        self, person: str, rules: Sequence[str], since: datetime, subject: str | None = None
    ) -> Decision | None:
        """Return the last decision under one of these rules that reached this person since then."""
        table = tables.decision.c
        query = select(Decision).where(table.person == person, table.rule.in_(list(rules)), table.at >= since)
        if subject is not None:
            query = query.where(table.subject == subject)
        query = query.order_by(table.at.desc(), table.id.desc()).limit(1)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def question(self, person: str, platform: str, now: datetime) -> Question | None:
        """Return what we asked this person there, unless it is too old."""
        found = await self._session.get(Question, (person, platform))
        return found if found is not None and found.expires_at > now else None

    async def ask(self, question: Question) -> None:
        """Remember what we asked; a newer question replaces an older one."""
        await self._session.merge(question)

    async def answered(self, person: str, platform: str) -> None:
        """Forget the open question."""
        found = await self._session.get(Question, (person, platform))
        if found is not None:
            await self._session.delete(found)
            await self._session.flush()

    async def digest_once(self, room: str, day: str, now: datetime, leads: Sequence[str]) -> bool:
        """Take the one digest this room gets on this day. False: it was taken before."""
        insert = pg_insert if self._session.get_bind().dialect.name == "postgresql" else sqlite_insert
        statement = (
            insert(tables.digest_sent)
            .values(room=room, day=day, at=now, leads=list(leads))
            .on_conflict_do_nothing()
            .returning(tables.digest_sent.c.room)
        )
        return (await self._session.execute(statement)).scalar_one_or_none() is not None
