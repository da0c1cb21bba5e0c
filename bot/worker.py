"""What happens to a stored event: read it, prepare it outside any transaction, handle it inside one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from secrets import token_hex
from typing import Any, Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.surface import Surface
from handlers.inbound import InboundEvent
from handlers.ports import Clock
from storage.database import Database
from storage.messages import inbox
from storage.messages.inbox import StoredEvent

Prepare = Callable[[InboundEvent], Awaitable[InboundEvent]]
"""The slow part (download, transcription), without a transaction. May run again after a failure."""
Handle = Callable[[AsyncSession, InboundEvent], Awaitable[None]]
"""The rules and records. Runs in the transaction that marks the event done, so it takes effect once."""
Apologise = Callable[[AsyncSession, InboundEvent, str], Awaitable[None]]
"""Tells the person that it did not work, with the error id."""

ATTEMPTS = 3
PAUSES = (timedelta(seconds=0.2), timedelta(seconds=1))

log = structlog.get_logger(__name__)


class FinishingEngine(Protocol):
    """The part of the engine that ends the running job within a session."""

    async def finish(self, session: Any) -> None: ...


class SettledElsewhere(Exception):
    """Another process handled this event first; the transaction must not commit."""


class InboxWorker:
    """Does jobs of kind `inbox`: `engine.register("inbox", worker.run)`. The engine keeps a conversation in order."""

    def __init__(
        self,
        database: Database,
        engine: FinishingEngine,
        clock: Clock,
        surfaces: Mapping[str, Surface],
        *,
        handle: Handle,
        prepare: Prepare,
        apologise: Apologise,
    ) -> None:
        self._database = database
        self._engine = engine
        self._clock = clock
        self._surfaces = surfaces
        self._handle = handle
        self._prepare = prepare
        self._apologise = apologise

    async def run(self, platform: str, key: str) -> timedelta | None:
        """Handle the event and whatever waits before it; return when to try again after a failure."""
        async with self._database.read() as session:
            event = await inbox.load(session, platform, key)
            before = await inbox.waiting_before(session, event) if event else []
        if event is None:
            return None
        for earlier in before:
            # Its own job, in another batch, has not started yet: the conversation's order comes first.
            await self._attempt(earlier, ends_job=False)
        return await self._attempt(event, ends_job=True)

    async def _attempt(self, event: StoredEvent, ends_job: bool) -> timedelta | None:
        heard: list[InboundEvent] = []
        structlog.contextvars.bind_contextvars(event=event.key)
        try:
            heard = self._surfaces[event.platform].parse(event.raw)
            prepared = [await self._prepare(one) for one in heard]
            await self._settle(event, prepared, ends_job)
        except SettledElsewhere:
            return None
        except Exception:
            error_id = token_hex(4)
            log.exception("event failed", attempt=event.attempts + 1, error_id=error_id)
            return await self._after_failure(event, heard, error_id)
        finally:
            structlog.contextvars.unbind_contextvars("event")
        return None

    async def _settle(self, event: StoredEvent, prepared: Sequence[InboundEvent], ends_job: bool) -> None:
        async with self._database.begin() as session:
            if not await inbox.mark_done(session, event, self._clock.now()):
                raise SettledElsewhere
            for one in prepared:
                await self._handle(session, one)
            if ends_job:
                await self._engine.finish(session)

    async def _after_failure(
        self, event: StoredEvent, heard: Sequence[InboundEvent], error_id: str
    ) -> timedelta | None:
        async with self._database.begin() as session:
            if event.attempts + 1 < ATTEMPTS:
                await inbox.count_failure(session, event)
                return PAUSES[event.attempts]
            if await inbox.mark_failed(session, event, error_id, self._clock.now()):
                for one in heard:
                    await self._apologise(session, one, error_id)
        return None
