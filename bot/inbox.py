"""The durable door: events of concurrent requests share one commit, and only then are they acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.release import Releaser, ReleasingEngine
from handlers.ports import Clock
from storage import inbox
from storage.database import Database
from storage.inbox import RawEvent
from storage.jobs import Order
from storage.writer import Writer

KIND = "inbox"
BATCH = 256


class RecordingEngine(ReleasingEngine, Protocol):
    """The part of the engine that writes orders down in our transaction and starts them in a later one."""

    def record(self, connection: Connection, orders: Sequence[Order]) -> list[str]: ...


class MixedBatch(Exception):
    """Some events of the batch were here before; each must be told apart."""


@dataclass(slots=True)
class Waiting:
    """A request that waits for its event to be on disk."""

    event: RawEvent
    answer: asyncio.Future[bool]


class GroupCommitInbox:
    """Fits `bot.inbox_port.Inbox`. While one commit runs, the next events gather; nobody waits for a timer."""

    def __init__(self, database: Database, engine: RecordingEngine, clock: Clock) -> None:
        self._writer = Writer(database)
        self._release = Releaser(self._writer, engine)
        self._engine = engine
        self._clock = clock
        self._gathered: list[Waiting] = []
        self._committer: asyncio.Task[None] | None = None

    async def accept(self, platform: str, key: str, partition: str, raw: bytes) -> bool:
        """Store the raw event and enqueue its handling in one commit. False: it was here before (still fine to ack)."""
        waiting = Waiting(RawEvent(platform, key, partition, raw), asyncio.get_running_loop().create_future())
        self._gathered.append(waiting)
        if self._committer is None or self._committer.done():
            self._committer = asyncio.create_task(self._commit_gathered(), name="inbox committer")
        return await waiting.answer

    async def close(self) -> None:
        """Wait until everything accepted so far is on disk. The inbox takes nothing any more."""
        if self._committer is not None:
            await self._committer
        await self._release.close()
        await self._writer.close()

    async def _commit_gathered(self) -> None:
        while self._gathered:
            batch, self._gathered = self._gathered[:BATCH], self._gathered[BATCH:]
            try:
                await self._store_all(batch)
            except (SQLAlchemyError, MixedBatch, ValueError):
                # A duplicate or one bad event must not touch its neighbours.
                await self._store_each(batch)
            except BaseException as error:
                _refuse([*batch, *self._gathered], error)
                self._gathered = []
                raise

    async def _store_all(self, batch: list[Waiting]) -> None:
        events = [waiting.event for waiting in batch]

        def store(connection: Connection) -> list[str]:
            if inbox.add(connection, events, self._clock.now()) != len(events):
                raise MixedBatch
            return self._engine.record(connection, [_order(event) for event in events])

        keys = await self._writer.run(store)
        for waiting in batch:
            _answer(waiting, True)
        self._release.add(keys)

    async def _store_each(self, batch: list[Waiting]) -> None:
        for waiting in batch:
            try:
                new = await self._store(waiting.event)
            except (SQLAlchemyError, ValueError) as error:
                _refuse([waiting], error)
            else:
                _answer(waiting, new)

    async def _store(self, event: RawEvent) -> bool:
        def store(connection: Connection) -> list[str]:
            new = inbox.add(connection, [event], self._clock.now()) == 1
            return self._engine.record(connection, [_order(event)]) if new else []

        keys = await self._writer.run(store)
        self._release.add(keys)
        return bool(keys)


def _order(event: RawEvent) -> Order:
    return Order(KIND, f"in:{event.platform}:{event.key}", (event.platform, event.key), event.partition)


def _answer(waiting: Waiting, new: bool) -> None:
    if not waiting.answer.done():
        waiting.answer.set_result(new)


def _refuse(waiting: Sequence[Waiting], error: BaseException) -> None:
    for one in waiting:
        if not one.answer.done():
            one.answer.set_exception(error if isinstance(error, Exception) else asyncio.CancelledError())
