"""Conditions: each begins once, holds across restarts, and is over once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import changed, insert
from storage.tables.conditions import condition

MOST = 500


@dataclass(frozen=True, slots=True)
class Condition:
    """One that began: since when, and what is remembered about it."""

    id: str
    kind: str
    subject: str
    since: datetime
    detail: dict[str, Any]


class ConditionTable:
    """Fits `crm.ports.queue.Conditions`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def begin(self, row_id: str, kind: str, subject: str, since: datetime, detail: Mapping[str, Any]) -> bool:
        """Note that it holds from now on; False when it held already."""
        row = {
            "id": row_id, "kind": kind, "subject": subject, "open": _open(kind, subject), "since": since,
            "detail": dict(detail),
        }  # fmt: skip
        statement = insert(self._session, condition).values(row).on_conflict_do_nothing(index_elements=["open"])
        return bool(await changed(self._session, statement))

    async def holding(self, kind: str, subject: str, lock: bool = False) -> Condition | None:
        """Return the one that holds; with `lock` it stays as it is until the transaction ends."""
        found = {"named": _open(kind, subject)}
        row = (await self._session.execute(_LOCKED if lock else _HOLDING, found)).one_or_none()
        return None if row is None else Condition(row.id, row.kind, row.subject, row.since, dict(row.detail))

    async def all_holding(self, kind: str) -> list[Condition]:
        """Return those of a kind that hold, the oldest first."""
        query = select(*_COLUMNS).where(condition.c.kind == kind, condition.c.open.is_not(None))
        rows = await self._session.execute(query.order_by(condition.c.since, condition.c.id).limit(MOST))
        return [Condition(row.id, row.kind, row.subject, row.since, dict(row.detail)) for row in rows]

    async def keep(self, row_id: str, detail: Mapping[str, Any]) -> None:
        """Remember something else about it."""
        await self._session.execute(update(condition).where(condition.c.id == row_id).values(detail=dict(detail)))

    async def end(self, row_id: str, now: datetime) -> bool:
        """Note that it is over; False when it was already."""
        statement = update(condition).where(condition.c.id == row_id, condition.c.open.is_not(None))
        return bool(await changed(self._session, statement.values(open=None, over_at=now)))

    async def began(self, kind: str, subject: str, since: datetime) -> list[datetime]:
        """Return when such conditions began, since then."""
        query = select(condition.c.since).where(
            condition.c.kind == kind, condition.c.subject == subject, condition.c.since >= since
        )
        return list((await self._session.execute(query)).scalars())


def _open(kind: str, subject: str) -> str:
    return f"{kind}:{subject}"


_COLUMNS = [condition.c[name] for name in Condition.__slots__]
_HOLDING = select(*_COLUMNS).where(condition.c.open == bindparam("named"))
_LOCKED = _HOLDING.with_for_update()
