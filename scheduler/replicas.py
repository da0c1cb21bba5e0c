"""Jobs of a replica that died are taken over by the others. PostgreSQL only: a SQLite file has one process."""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy.exc import SQLAlchemyError

from scheduler.dbos_engine import DbosEngine
from storage.database import Database
from storage.shared import replicas

BEAT_SECONDS = 5.0
DEAD_SECONDS = 30.0
FORGET_SECONDS = 86_400.0

log = structlog.get_logger(__name__)


class Heartbeat:
    """Says that this slot is alive and, one replica at a time, restarts what silent slots had begun.

    A slot that is only slow and not dead does no harm: its delivery fails the fence check, its job's commit is refused.
    """

    def __init__(
        self,
        database: Database,
        engine: DbosEngine,
        slot: str,
        beat_seconds: float = BEAT_SECONDS,
        dead_seconds: float = DEAD_SECONDS,
    ) -> None:
        self._database = database
        self._engine = engine
        self._slot = slot
        self._beat_seconds = beat_seconds
        self._dead_seconds = dead_seconds

    async def run(self) -> None:
        """Beat until cancelled. On SQLite it returns at once."""
        while self._database.dialect == "postgresql":
            try:
                await self.beat()
            except SQLAlchemyError:
                log.exception("heartbeat missed", slot=self._slot)
            await asyncio.sleep(self._beat_seconds)

    async def beat(self) -> int:
        """Say once that this slot is alive and look after the dead; return how many jobs were restarted."""
        async with self._database.begin() as session:
            await replicas.beat(session, self._slot)
        async with self._database.begin() as session:
            if not await replicas.try_lead(session):
                return 0
            living = await replicas.alive(session, self._dead_seconds)
            # Within the lock, so that two replicas never resume the same job.
            resumed = await self._engine.resume_except(living)
            await replicas.forget(session, FORGET_SECONDS)
        if resumed:
            log.warning("took over jobs of dead replicas", jobs=resumed)
        return resumed
