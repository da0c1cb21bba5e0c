"""`fault` at `database`: during the next acts somebody else holds the database's lock, so that it answers late.

Platforms stop waiting before the lock goes (Slack after three seconds) and deliver again; nothing may be lost or
doubled.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.play.server import ServerFailed
from config.settings import Settings
from storage.database import Database

HELD_SECONDS = 3.5
TIMEOUT, NONE = "timeout", "none"
OFFERED = (TIMEOUT, NONE)
ACTS = frozenset({"say", "voice", "tap", "customer", "sidebar", "intake", "post"})


class DatabaseFault:
    """What the script ordered of the service's database. `env` holds the service's settings."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self._left = 0

    def order(self, what: str, times: int) -> None:
        """Let the next `times` acts find the database locked, or none any more."""
        self._left = times if what == TIMEOUT else 0

    @asynccontextmanager
    async def during(self, do: str) -> AsyncIterator[None]:
        """Hold the lock from before an act until some seconds into it; other steps pass freely."""
        if do not in ACTS or not self._left:
            yield
            return
        self._left -= 1
        held = asyncio.Event()
        holder = asyncio.create_task(self._hold(held), name="database fault")
        await held.wait()
        try:
            yield
        finally:
            await holder

    async def _hold(self, held: asyncio.Event) -> None:
        database = Database(self._url(), self._env["GENJIN_DATABASE_SCHEMA"])
        try:
            async with database.begin() as session:
                lock = "LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE" if database.dialect == "postgresql" else "SELECT 1"
                await session.execute(text(lock))
                held.set()
                await asyncio.sleep(HELD_SECONDS)
        except SQLAlchemyError as problem:
            raise ServerFailed(f"the database could not be locked: {problem}") from problem
        finally:
            held.set()
            await database.close()

    def _url(self) -> str:
        where = Settings(database_url=self._env["GENJIN_DATABASE_URL"], data_dir=Path(self._env["GENJIN_DATA_DIR"]))
        return where.database
