"""Takes audit rows away after 180 days (F96), and leaves a signed marker from which the chain goes on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.audit.chain import Mark, lock, signature
from storage.tables.audit import audit_link, audit_purge
from storage.tables.trail import audit

KEEP = timedelta(days=180)
STEP = 5_000


def marker_parts(mark: Mark, rows: int, cutoff: datetime, at: datetime) -> tuple[object, ...]:
    """Return what a marker's signature covers."""
    return ("purge", mark.position, mark.hash, rows, cutoff.astimezone(UTC).isoformat(), at.astimezone(UTC).isoformat())


async def purge(session: AsyncSession, secret: bytes, now: datetime) -> int:
    """Delete the oldest part of the chain in which every row is older than 180 days; return how many rows went.

    The marker comes first: the database's own trigger lets only rows go that a marker covers.
    """
    await lock(session)
    cutoff = now - KEEP
    mark, rows = await _old_part(session, cutoff)
    if mark is None:
        return 0
    signed = signature(secret, *marker_parts(mark, rows, cutoff, now))
    await session.execute(
        audit_purge.insert().values(
            position=mark.position, hash=mark.hash, rows=rows, cutoff=cutoff, at=now, signature=signed
        )
    )
    gone = select(audit_link.c.audit_id).where(audit_link.c.position <= mark.position)
    await session.execute(delete(audit).where(audit.c.id.in_(gone)))
    await session.execute(delete(audit_link).where(audit_link.c.position <= mark.position))
    return rows


async def _old_part(session: AsyncSession, cutoff: datetime) -> tuple[Mark | None, int]:
    """Return the last link before the first row that is young enough to stay, and how many come before."""
    found: Mark | None = None
    count = 0
    while True:
        after = found.position if found is not None else 0
        query = (
            select(audit_link.c.position, audit_link.c.hash, audit.c.at)
            .join(audit, audit.c.id == audit_link.c.audit_id)
            .where(audit_link.c.position > after)
            .order_by(audit_link.c.position)
            .limit(STEP)
        )
        rows = (await session.execute(query)).all()
        for row in rows:
            if row.at >= cutoff:
                return found, count
            found, count = Mark(row.position, row.hash), count + 1
        if len(rows) < STEP:
            return found, count
