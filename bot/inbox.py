"""The durable door: events of concurrent requests share one commit, and only then are they acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.release import Releaser, ReleasingEngine
from handlers.ports import Clock
from storage.database import Database
from storage.engine.jobs import Order
from storage.messages.arrivals import take_for
from storage.messages.inbox import RawEvent
from storage.writer import NotStored, Writer

KIND = "inbox"
BATCH = 256
BATCH_BYTES = 16 * 1024 * 1024


class RecordingEngine(ReleasingEngine, Protocol):
    """The part of the engine that says what to write down of our orders, and starts them in a later transaction."""

    def packed(self, orders: Sequence[Order], unreleased: int) -> list[Order]: ...


@dataclass(slots=True)
class Waiting:
    """A request that waits for its event to be on disk."""

    event: RawEvent
    answer: asyncio.Future[bool]


class GroupCommitInbox:
    """Fits `bot.inbox_port.Inbox`. While one commit runs, the next events gather; nobody waits for a timer."""

    def __init__(self, database: Database, engine: RecordingEngine, clock: Clock) -> None:
        self._writer = Writer(database)
        self._take = take_for(database.dialect)
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
            await self._let_more_come()
            count = _fitting(self._gathered)
            batch, self._gathered = self._gathered[:count], self._gathered[count:]
            try:
                await self._store(batch)
            except BaseException as error:
                _refuse([*batch, *self._gathered], error)
                self._gathered = []
                raise

    async def _let_more_come(self) -> None:
        """Let the loop take what has already reached us: a commit for one leaves its neighbours to wait for it."""
        seen = 0
        while seen < len(self._gathered) < BATCH:
            seen = len(self._gathered)
            await asyncio.sleep(0)

    async def _store(self, batch: Sequence[Waiting]) -> None:
        events = [waiting.event for waiting in batch]
        orders = self._engine.packed([_order(event) for event in events], self._release.waiting)
        now = self._clock.now()
        try:
            found = await self._writer.run_bare(lambda driver: self._take(driver, events, orders, now))
        except (NotStored, ValueError, TypeError) as error:
            await self._store_each(batch, error)
            return
        for waiting, new in zip(batch, found, strict=True):
            _answer(waiting, new)
        self._release.add([order.key for order in orders])

    async def _store_each(self, batch: Sequence[Waiting], error: Exception) -> None:
        """One bad event must not touch its neighbours."""
        if len(batch) == 1:
            _refuse(batch, error)
            return
        for waiting in batch:
            await self._store([waiting])


def _fitting(gathered: Sequence[Waiting]) -> int:
    """Return how many of the first events make a batch; one does, however large."""
    size = 0
    for count, waiting in enumerate(gathered[:BATCH]):
        size += len(waiting.event.raw)
        if count and size > BATCH_BYTES:
            return count
    return min(len(gathered), BATCH)


def _order(event: RawEvent) -> Order:
    return Order(KIND, f"in:{event.platform}:{event.key}", (event.platform, event.key), event.partition)


def _answer(waiting: Waiting, new: bool) -> None:
    if not waiting.answer.done():
        waiting.answer.set_result(new)


def _refuse(waiting: Sequence[Waiting], error: BaseException) -> None:
    for one in waiting:
        if not one.answer.done():
            one.answer.set_exception(error if isinstance(error, Exception) else asyncio.CancelledError())
