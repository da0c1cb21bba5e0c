"""Ordered work as rows: the truth that the engine drives and from which it can be rebuilt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import changed, insert_new
from storage.tables.messaging import job

FINISHED = ("done", "failed")


@dataclass(frozen=True, slots=True)
class Order:
    """Work to be done once: `kind` names the handler, `key` is unique for ever, a partition runs one by one."""

    kind: str
    key: str
    args: tuple[Any, ...] = ()
    partition: str | None = None

    @property
    def lane(self) -> str:
        """The partition; work without one is a partition of its own."""
        return self.partition or self.key


@dataclass(frozen=True, slots=True)
class Job:
    """A row as the engine needs it. `run` makes each start a new id for the engine."""

    key: str
    kind: str
    partition: str
    args: tuple[Any, ...]
    state: str
    run: int
    failures: int


def put(connection: Connection, orders: Sequence[Order], now: datetime, queued: bool = True) -> int:
    """Insert, to be done now, what is not there yet and return how many were new."""
    rows = [
        {
            "key": order.key,
            "kind": order.kind,
            "partition": order.lane,
            "args": list(order.args),
            "queued": queued,
            "next_at": now,
            "created_at": now,
        }
        for order in orders
    ]
    return insert_new(connection, job, rows)


def mark_queued(connection: Connection, keys: Sequence[str]) -> list[tuple[str, str, str]]:
    """Hand these jobs' first runs to the engine; return key, kind and partition of those nobody handed over before."""
    untouched = and_(job.c.key.in_(keys), job.c.state == "waiting", job.c.run == 0, ~job.c.queued)
    statement = update(job).where(untouched).values(queued=True).returning(job.c.key, job.c.kind, job.c.partition)
    found = {row.key: (row.key, row.kind, row.partition) for row in connection.execute(statement)}
    return [found[key] for key in keys if key in found]


def load(connection: Connection, key: str) -> Job | None:
    """Return the job of this key."""
    row = connection.execute(_LOAD, {"wanted": key}).one_or_none()
    return _job(row) if row else None


async def load_waiting(session: AsyncSession, keys: Sequence[str]) -> list[Job]:
    """Return those of the jobs that still wait, in the order of `keys`."""
    rows = await session.execute(_columns().where(job.c.key.in_(keys), job.c.state == "waiting"))
    found = {row.key: _job(row) for row in rows}
    return [found[key] for key in keys if key in found]


def finish(connection: Connection, key: str, now: datetime) -> bool:
    """Mark the job done; False when somebody else already did."""
    return bool(connection.execute(_FINISH, {"wanted": key, "at": now}).rowcount)


async def fail(session: AsyncSession, key: str, error: str, now: datetime) -> None:
    """Give the job up, with the reason kept."""
    statement = update(job).where(job.c.key == key, job.c.state == "waiting")
    await session.execute(statement.values(state="failed", error=error[:255], done_at=now))


async def postpone(
    session: AsyncSession, waiting: Job, next_at: datetime, queued: bool, error: str | None
) -> int | None:
    """Set the next start and return its run number; None when the job moved on meanwhile."""
    statement = (
        update(job)
        .where(job.c.key == waiting.key, job.c.state == "waiting", job.c.run == waiting.run)
        .values(
            run=waiting.run + 1,
            next_at=next_at,
            queued=queued,
            failures=waiting.failures,
            error=error[:255] if error else None,
        )
    )
    return waiting.run + 1 if await changed(session, statement) else None


async def claim_due(session: AsyncSession, now: datetime, stuck_since: datetime | None, limit: int = 200) -> list[Job]:
    """Return, marked as queued under a new run, jobs the engine must start now: unqueued and due, or stuck."""
    due = and_(~job.c.queued, job.c.next_at <= now)
    if stuck_since is not None:
        due = or_(due, job.c.next_at < stuck_since)
    keys = select(job.c.key).where(job.c.state == "waiting", due).order_by(job.c.next_at, job.c.created_at)
    found = (await session.scalars(keys.limit(limit).with_for_update(skip_locked=True))).all()
    if not found:
        return []
    statement = update(job).where(job.c.key.in_(found)).values(run=job.c.run + 1, queued=True, next_at=now)
    await session.execute(statement)
    return await load_waiting(session, found)


async def unsettled(session: AsyncSession, now: datetime) -> int:
    """Return how many jobs are waiting or running that should have run by now."""
    statement = select(func.count()).select_from(job).where(job.c.state == "waiting", job.c.next_at <= now)
    return int((await session.execute(statement)).scalar_one())


async def prune(session: AsyncSession, before: datetime) -> int:
    """Delete jobs finished before that time and return how many."""
    return await changed(session, delete(job).where(job.c.state == "done", job.c.done_at < before))


def _columns() -> Any:
    return select(job.c.key, job.c.kind, job.c.partition, job.c.args, job.c.state, job.c.run, job.c.failures)


def _job(row: Any) -> Job:
    return Job(row.key, row.kind, row.partition, tuple(row.args), row.state, row.run, row.failures)


# Every job takes these, so they are built once.
_LOAD = _columns().where(job.c.key == bindparam("wanted"))
_FINISH = (
    update(job)
    .where(job.c.key == bindparam("wanted"), job.c.state == "waiting")
    .values(state="done", done_at=bindparam("at"))
    .execution_options(preserve_rowcount=True)
)
