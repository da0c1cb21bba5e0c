"""Write transactions on threads of their own: the busiest way into the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Connection

from storage.database import Database

Result = TypeVar("Result")


class NotStored(Exception):
    """The database refused what it was given, or could not be reached: nothing of it was kept, as far as is known."""


class Writer:
    """A few connections, each used by one transaction after another.

    All statements of a transaction together cost one change of threads, a third of the time they take in a session.
    SQLite has one writer at a time, so two threads would only wait for each other's lock.
    """

    def __init__(self, database: Database) -> None:
        threads = 1 if database.dialect == "sqlite" else 2
        self.dialect = database.dialect
        self._engine = database.sync_engine(pool_size=threads)
        self._threads = ThreadPoolExecutor(threads, "writer")

    async def run(self, act: Callable[[Connection], Result]) -> Result:
        """Return what `act` returns: committed at its end, rolled back on an exception."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._transact, act)

    async def run_bare(self, act: Callable[[Any], Result]) -> Result:
        """Return what `act` does with the driver's own connection; it commits itself, and an exception rolls back.

        Raises NotStored for every error of the driver.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._lend, act)

    async def close(self) -> None:
        """Finish what was begun and close the connections."""
        with ThreadPoolExecutor(1) as closer:
            await asyncio.get_running_loop().run_in_executor(closer, self._end)

    def _end(self) -> None:
        # A connection that is still lent when the pool goes would stay open.
        self._threads.shutdown()
        self._engine.dispose()

    def _transact(self, act: Callable[[Connection], Result]) -> Result:
        with self._engine.begin() as connection:
            return act(connection)

    def _lend(self, act: Callable[[Any], Result]) -> Result:
        dialect = self._engine.dialect
        errors = dialect.loaded_dbapi.Error
        try:
            lent = self._engine.raw_connection()
        except errors as error:
            raise NotStored from error
        driver = lent.driver_connection
        try:
            return act(driver)
        except errors as error:
            if dialect.is_disconnect(error, driver, None):
                lent.invalidate(error)
            raise NotStored from error
        finally:
            lent.close()
