"""The service as it is, but every event has a commit of its own: what the group commit is compared with."""

from __future__ import annotations

from sqlalchemy import Connection

from app import installation
from app.service.serving import serve
from bot.inbox import KIND
from config.settings import Settings
from handlers.ports import Clock
from scheduler.dbos_engine import DbosEngine
from storage.database import Database
from storage.engine import jobs
from storage.engine.jobs import Order
from storage.statements import insert_new
from storage.tables.messaging import inbox


class SingleCommitInbox:
    """Stores and enqueues each event in its own transaction; requests run side by side."""

    def __init__(self, database: Database, engine: DbosEngine, clock: Clock) -> None:
        self._database = database
        self._engine = engine
        self._clock = clock

    async def accept(self, platform: str, key: str, partition: str, raw: bytes) -> bool:
        """Fits `bot.inbox_port.Inbox`."""

        def store(connection: Connection) -> bool:
            now = self._clock.now()
            event = {"platform": platform, "event_key": key, "partition": partition, "raw": raw, "received_at": now}
            if not insert_new(connection, inbox, [event]):
                return False
            order = Order(KIND, f"in:{platform}:{key}", (platform, key), partition)
            jobs.put(connection, [order], now, queued=False)
            self._engine.release(connection, [order.key])
            return True

        async with self._database.begin() as session:
            return await (await session.connection()).run_sync(store)

    async def close(self) -> None:
        """Nothing gathers here."""


if __name__ == "__main__":
    installation.GroupCommitInbox = SingleCommitInbox  # type: ignore[assignment,attr-defined]
    serve(Settings())
