"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import settings

from storage.database import Database
from tests.clocks import SetClock
from tests.databases import BACKENDS, new_database, postgresql_server

# The same examples on every machine, so that a failure is always the change's own. Search for new ones with
# `pytest --hypothesis-profile=search`, and give what it finds a test of its own.
settings.register_profile("steady", max_examples=60, derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The PostgreSQL server of this test run."""
    with postgresql_server() as url:
        yield url


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Runs the test once on each database."""
    return str(request.param)


@pytest_asyncio.fixture
async def database(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    """An empty, migrated database, SQLite and PostgreSQL in turn."""
    url = request.getfixturevalue("postgresql_url") if backend == "postgresql" else ""
    database = await new_database(backend, str(tmp_path), url)
    yield database
    await database.close()


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands still until it is moved."""
    return SetClock()
