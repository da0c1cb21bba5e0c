"""One database, SQLite in a file or PostgreSQL, behind the same two doors: `begin` to change, `read` to look."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Literal, TypeVar

from sqlalchemy import URL, Connection, create_engine, event, make_url
from sqlalchemy.engine import Engine
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from storage import one_hop
from storage.audit.log import NOW, AuditedSession

Dialect = Literal["sqlite", "postgresql"]
Result = TypeVar("Result")

POOL, SPARE = {"sqlite": 5, "postgresql": 10}, 5
"""Sessions at a time, and connections kept for those that open a second one inside the first."""
THREADS = {"sqlite": 1, "postgresql": 4}
patience: ContextVar[float | None] = ContextVar("patience", default=None)
"""For how many seconds this task waits for a session before it gives up; None: as long as it takes, as jobs do."""
_inside: ContextVar[bool] = ContextVar("inside_a_session", default=False)

BUSY_MS = 15_000
WAL_PAGES = 4000  # 16 MB: a page that is written often goes into the database file once in that time
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    f"busy_timeout={BUSY_MS}",
    "foreign_keys=ON",
    f"wal_autocheckpoint={WAL_PAGES}",
)


class Busy(Exception):
    """Too many want the database at once; nothing was begun."""


class Database:
    """The engine and its sessions. Errors never carry the values of a statement: they go into logs.

    `now` is the time that audit rows carry where no handler said one; `app` joins the installation's clock.
    `schema` (PostgreSQL only) keeps everything in a schema of its own, so that several installations share a server.
    """

    def __init__(self, url: str, schema: str | None = None) -> None:
        self.url = _async_url(make_url(url))
        self.dialect: Dialect = "sqlite" if self.url.get_backend_name() == "sqlite" else "postgresql"
        self.schema = schema if self.dialect == "postgresql" else None
        self.engine = self._open()
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.sessions = async_sessionmaker(
            self.engine, expire_on_commit=False, sync_session_class=AuditedSession, info={NOW: lambda: self.now()}
        )
        self._readers = async_sessionmaker(self._reading_engine(), expire_on_commit=False)
        self._places = asyncio.Semaphore(POOL[self.dialect])
        # SQLite has one writer at a time; who waits for its lock in the database sleeps and looks again, here not.
        self._writing = asyncio.Semaphore(1) if self.dialect == "sqlite" else self._places

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """Yield a session in one write transaction: committed at the end, rolled back on an exception. Raises Busy."""
        async with self._place(self._writing), self.sessions() as session, session.begin():
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Yield a session for looking only. It never takes the write lock and is always rolled back. Raises Busy."""
        async with self._place(self._places), self._readers() as session:
            yield session

    async def run(self, act: Callable[[Connection], Result]) -> Result:
        """Return what `act` returns, its statements committed as one transaction, rolled back on an exception.

        They run on a thread of their own: all of them cost one change of threads, a third of their time in a session.
        """
        loop = asyncio.get_running_loop()
        if self.dialect == "postgresql":
            return await loop.run_in_executor(self._threads, self._transact, act)
        async with self._writing:
            return await loop.run_in_executor(self._threads, self._transact, act)

    @asynccontextmanager
    async def _place(self, places: asyncio.Semaphore) -> AsyncIterator[None]:
        """Wait for a place, so that nobody ever waits in vain for a connection; a session within a session has one."""
        if _inside.get():
            yield
            return
        try:
            async with asyncio.timeout(patience.get()):
                await places.acquire()
        except TimeoutError as waited:
            raise Busy from waited
        _inside.set(True)
        try:
            yield
        finally:
            _inside.set(False)
            places.release()

    def _transact(self, act: Callable[[Connection], Result]) -> Result:
        with self._blocking.begin() as connection:
            return act(connection)

    @cached_property
    def _blocking(self) -> Engine:
        return self.sync_engine(pool_size=THREADS[self.dialect])

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(THREADS[self.dialect], "database")

    def sync_engine(self, pool_size: int = 5) -> Engine:
        """Return a new blocking engine on the same database, for libraries that need one. The caller disposes it."""
        if self.dialect == "sqlite":
            engine = create_engine(
                self.url.set(drivername="sqlite"), pool_size=pool_size, max_overflow=0, hide_parameters=True
            )
            event.listen(engine, "connect", _prepare_blocking_sqlite)
            return engine
        return create_engine(
            self.url, pool_size=pool_size, max_overflow=0, connect_args=self._connect_args(), hide_parameters=True
        )

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()
        if "_threads" in vars(self):
            await asyncio.to_thread(self._threads.shutdown)
        if "_blocking" in vars(self):
            self._blocking.dispose()

    def _open(self) -> AsyncEngine:
        if self.dialect == "postgresql":
            return create_async_engine(
                self.url, pool_size=10, max_overflow=SPARE, connect_args=self._connect_args(), hide_parameters=True
            )
        engine = create_async_engine(self.url, pool_size=5, max_overflow=1 + SPARE, hide_parameters=True)
        event.listen(engine.sync_engine, "do_connect", one_hop.connect)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine

    def _reading_engine(self) -> AsyncEngine:
        if self.dialect == "postgresql":
            return self.engine.execution_options(postgresql_readonly=True)
        return self.engine.execution_options(read_only=True)

    def _connect_args(self) -> dict[str, Any]:
        return {"options": f"-csearch_path={self.schema}"} if self.schema else {}


def _async_url(url: URL) -> URL:
    driver = "sqlite+aiosqlite" if url.get_backend_name() == "sqlite" else "postgresql+psycopg"
    return url.set(drivername=driver)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin by itself: its deferred BEGIN makes read-then-write transactions fail
    # with "database is locked" at once, whatever the busy timeout is.
    connection.isolation_level = None
    _run_pragmas(connection)


def _prepare_blocking_sqlite(connection: Any, _record: object) -> None:
    _run_pragmas(connection)
    connection.isolation_level = "IMMEDIATE"


def _run_pragmas(connection: Any) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("read_only")
    connection.exec_driver_sql("BEGIN DEFERRED" if reading else "BEGIN IMMEDIATE")
