"""A door over one pretended surface, and what came through it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from bot.inbox import GroupCommitInbox
from bot.worker import InboxWorker
from handlers.inbound import InboundEvent, InboundMessage
from scheduler.dbos_engine import DbosEngine
from storage.database import Database
from storage.statements import changed, insert
from storage.tables.messaging import replica
from tests.bot.fake_surface import FakeSurface
from tests.clocks import SetClock
from tests.scheduler.engines import running


class Listener:
    """Notes what is handled and fails to order."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.failures = 0
        self.apologies: list[str] = []

    async def prepare(self, event: InboundEvent) -> InboundEvent:
        return event

    async def handle(self, session: AsyncSession, event: InboundEvent) -> None:
        assert isinstance(event, InboundMessage)
        await changed(session, insert(session, replica).values(slot=event.key, beat=1.0))
        if self.failures:
            self.failures -= 1
            raise ConnectionError
        self.heard.append(event.text)

    async def apologise(self, session: AsyncSession, event: InboundEvent, error_id: str) -> None:
        self.apologies.append(error_id)


def listen(database: Database, clock: SetClock, engine: DbosEngine, listener: Listener) -> None:
    """Let the engine hand what comes in to the listener."""
    ways = {"handle": listener.handle, "prepare": listener.prepare, "apologise": listener.apologise}
    engine.register("inbox", InboxWorker(database, engine, clock, {"slack": FakeSurface()}, **ways).run)


@asynccontextmanager
async def listening(
    database: Database, clock: SetClock, listener: Listener
) -> AsyncIterator[tuple[GroupCommitInbox, DbosEngine]]:
    async with running(database, clock, {}, real_time=False) as engine:
        listen(database, clock, engine, listener)
        inbox = GroupCommitInbox(database, engine, clock)
        yield inbox, engine
        await inbox.close()


def raw(key: str, text: str, room: str = "R") -> bytes:
    return json.dumps({"key": key, "room": room, "text": text}).encode()
