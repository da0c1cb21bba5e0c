"""SQLite statements that change threads once.

SQLAlchemy's cursor for aiosqlite goes over to the connection's thread and back four times a statement: to open,
execute, fetch and close. Here all of it happens in one visit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_cursor
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.util import EMPTY_DICT

Told = tuple[Any, int, Any]
"""What a cursor says of itself after a statement: description, rowcount and lastrowid."""
NOTHING: Told = (None, -1, None)


class OneHopCursor(AsyncAdapt_dbapi_cursor):
    """Fits SQLAlchemy's adapted cursor; there is no cursor of the driver that outlives a statement."""

    __slots__ = ("_told",)

    def __init__(self, adapt_connection: Any) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._soft_closed_memoized = EMPTY_DICT
        self._rows = deque()
        self._told = NOTHING

    @property
    def description(self) -> Any:
        """Return the columns of the last statement, None if it had none."""
        return self._told[0]

    @property
    def rowcount(self) -> int:
        """Return how many rows the last statement touched."""
        return self._told[1]

    @property
    def lastrowid(self) -> Any:
        """Return the id of the row inserted last."""
        return self._told[2]

    def close(self) -> None:
        """Forget the rows; the driver's cursor is closed already."""
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        return

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        await self._visit(_execute, operation, () if parameters is None else parameters)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        await self._visit(_execute_many, operation, seq_of_parameters)

    async def _visit(self, act: Callable[..., tuple[Told, Sequence[Any]]], operation: Any, parameters: Any) -> None:
        connection: Any = self._connection
        async with self._adapt_connection._execute_mutex:
            self._told, rows = await connection._execute(act, connection._conn, operation, parameters)
        self._rows = deque(rows)


class OneHopConnection(AsyncAdapt_aiosqlite_connection):
    """An adapted connection with such cursors."""

    __slots__ = ()
    _cursor_cls = OneHopCursor  # type: ignore[assignment]


def connect(dialect: Any, _record: Any, arguments: Sequence[Any], named: dict[str, Any]) -> OneHopConnection:
    """Open a connection; for SQLAlchemy's event `do_connect`."""
    adapted = dialect.dbapi.connect(*arguments, **named)
    return OneHopConnection(dialect.dbapi, adapted._connection)


def _execute(connection: Any, operation: str, parameters: Any) -> tuple[Told, Sequence[Any]]:
    return _finish(connection.execute(operation, parameters))


def _execute_many(connection: Any, operation: str, parameters: Any) -> tuple[Told, Sequence[Any]]:
    return _finish(connection.executemany(operation, parameters))


def _finish(cursor: Any) -> tuple[Told, Sequence[Any]]:
    rows = cursor.fetchall() if cursor.description else ()
    told = (cursor.description, cursor.rowcount, cursor.lastrowid)
    cursor.close()
    return told, rows
