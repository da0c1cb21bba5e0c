"""The service as it is, but every event has a commit of its own: what the group commit is compared with."""

from __future__ import annotations

from sqlalchemy import Connection

from app import installation
from app.serving import serve
from bot.inbox import KIND
from config.settings import Settings
from handlers.ports import Clock
from scheduler.dbos_engine import DbosEngine
from storage import inbox
from storage.database import Database
from storage.inbox import RawEvent
from storage.jobs import Order


class SingleCommitInbox:
    """Stores and enqueues each event in its own transaction; requests run side by side."""

    def __init__(self, database: Database, engine: DbosEngine, clock: Clock) -> None:
        self._database = database
        self._engine = engine
        self._clock = clock

    async def accept(self, platform: str, key: str, partition: str, raw: bytes) -> bool:
        """Fits `bot.inbox_port.Inbox`."""

        def store(connection: Connection) -> bool:
            new = inbox.add(connection, [RawEvent(platform, key, partition, raw)], self._clock.now()) == 1
            if new:
                order = Order(KIND, f"in:{platform}:{key}", (platform, key), partition)
                self._engine.enqueue_many(connection, [order])
            return new

        async with self._database.begin() as session:
            return await (await session.connection()).run_sync(store)

    async def close(self) -> None:
        """Nothing gathers here."""


if __name__ == "__main__":
    installation.GroupCommitInbox = SingleCommitInbox  # type: ignore[assignment,attr-defined]
    serve(Settings())
