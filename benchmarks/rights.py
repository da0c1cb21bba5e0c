"""What rights and the audit log cost: lists from a million customers, audited writes, and reading the whole chain."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, cast
from unittest.mock import patch

from sqlalchemy import text, true
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from benchmarks.figures import Figure
from crm.leads.lead import Lead
from crm.people import User
from storage.audit.chain import BATCH, seal
from storage.audit.verify import verify
from storage.collections.collection import Collection
from storage.collections.public import COLLECTIONS
from storage.collections.reading import read_collection
from storage.database import Database
from storage.mapping import map_records
from storage.migrate import drop_schema
from storage.records import SessionRecords
from tests.databases import new_database

CUSTOMERS, REPS, TEAM, DEPARTMENT = 1_000_000, 1_000, 20, 200
LISTS, WRITES, TURNS, ROWS = 60, 50, 30, 100_000
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
SECRET = b"s" * 32

_PEOPLE = (
    "INSERT INTO user_account (id, name, role, team, industries, active) SELECT 'rep' || n, 'rep' || n, 'sales', "
    "CASE WHEN n < :department THEN 'department' ELSE 'team' || n / :team END, '[]', true "
    "FROM generate_series(0, :reps - 1) n"
)
_LEADS = (
    "INSERT INTO lead (id, company, contact, phone, stage, status, owner, channel, tags, created_at, updated_at) "
    "SELECT 'l' || n, '客户' || n, '王磊', '138' || lpad(n::text, 8, '0'), '初步接触', '跟进中', "
    "'rep' || (n::bigint * 7919) % :reps, '官网', '[]', now() - n * interval '20 seconds', now() "
    "FROM generate_series(1, :customers) n"
)


def measure(url: str) -> list[Figure]:
    """Return all figures. `url` is a PostgreSQL server; SQLite files are made beside it."""
    map_records()
    return asyncio.run(_measure(url))


async def _measure(url: str) -> list[Figure]:
    figures = await _lists(url)
    for backend in ("sqlite", "postgresql"):
        async with _fresh(backend, url) as database:
            figures.append(Figure(f"audit, CPU a write, {backend}", await _audit_cost(database), "ms", 0.3))
        async with _fresh(backend, url) as database:
            by_clock, by_cpu = await _verify_rate(database)
            figures.append(Figure(f"genjin verify, {backend}", by_clock, "rows/s", 100_000, "more"))
            figures.append(Figure(f"genjin verify, {backend}, a second of CPU", by_cpu, "rows"))
    return figures


@asynccontextmanager
async def _fresh(backend: str, url: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        database = await new_database(backend, folder, url)
        try:
            yield database
        finally:
            if database.schema:
                await drop_schema(database, database.schema)
            await database.close()


async def _lists(url: str) -> list[Figure]:
    """Compare the newest 1,000 that each person may see with the newest 1,000 without any check."""
    rep = User("rep207", "rep207", "sales", "team10")
    boss = User("boss", "boss", "supervisor", "team10")
    head = User("head", "head", "supervisor", "department")
    unchecked = COLLECTIONS["leads"]
    unchecked = Collection(unchecked.table, unchecked.keys, lambda person: true(), unchecked.newest)
    async with _fresh("postgresql", url) as database:
        async with database.engine.begin() as connection:
            await connection.execute(text(_PEOPLE), {"reps": REPS, "team": TEAM, "department": DEPARTMENT})
            await connection.execute(text(_LEADS), {"reps": REPS, "customers": CUSTOMERS})
        async with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            await connection.execute(text("VACUUM ANALYZE"))
        with patch.dict(cast(dict[str, Collection], COLLECTIONS), {"unchecked": unchecked}):
            asked = {
                "own": ("leads", rep),
                f"team of {TEAM}": ("leads", boss),
                f"team of {DEPARTMENT}": ("leads", head),
            }
            times = await _alternate(database, {"none": ("unchecked", rep)} | asked)
    none = times["none"]
    return [
        Figure("list of 1,000 without a check", statistics.median(none), "ms"),
        *(
            Figure(f"list of 1,000, policy `{name}`, more than without", _more(times[name], none), "%", 10)
            for name in asked
        ),
    ]


async def _alternate(database: Database, lists: dict[str, tuple[str, User]]) -> dict[str, list[float]]:
    """Return milliseconds by list; they take turns, so that whatever else the machine does meets them alike."""
    times: dict[str, list[float]] = {name: [] for name in lists}
    for turn in range(LISTS + 5):
        for name, (collection, person) in lists.items():
            began = time.perf_counter()
            async with database.read() as session:
                rows = await read_collection(session, collection, person, {})
            if turn >= 5:
                times[name].append((time.perf_counter() - began) * 1000)
            assert len(rows) == 1000, (name, len(rows))
    return times


def _more(checked: list[float], unchecked: list[float]) -> float:
    return (statistics.median(a / b for a, b in zip(checked, unchecked, strict=True)) - 1) * 100


async def _audit_cost(database: Database) -> float:
    """Return the CPU milliseconds that an audited write takes more than a plain one, in our process."""
    plain = async_sessionmaker(database.engine, expire_on_commit=False)
    rounds = []
    for turn in range(TURNS + 2):  # short turns, so that whatever else the machine does meets both alike
        cost = {}
        for name, sessions in (("plain", plain), ("audited", database.sessions)):
            cost[name] = await _writes(sessions, f"{name[0]}{turn}-")
        rounds.append(cost["audited"] - cost["plain"])
    return statistics.median(rounds[2:])


async def _writes(sessions: Callable[[], AsyncSession], mark: str) -> float:
    began = time.process_time()
    for number in range(WRITES):
        async with sessions() as session, session.begin():
            lead = Lead(f"{mark}{number}", "安克创新", "王磊", "13800001234", "rep1", NOW, NOW)
            await SessionRecords(session).leads.add(lead)
    return (time.process_time() - began) * 1000 / WRITES


async def _verify_rate(database: Database) -> tuple[float, float]:
    """Return how many rows of the chain are read and held against their hashes a second, and a second of our CPU."""
    row = "'rep1', 'lead.update', 'lead:l1', 'wecom', :hash, :hash, '10.1.2.3', '0123456789abcdef'"
    series = (
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS}) "
        "INSERT INTO audit (at, actor, action, subject, surface, before, after, ip, device) "
        f"SELECT CURRENT_TIMESTAMP, {row} FROM n"
    )
    async with database.engine.begin() as connection:
        await connection.execute(text(series), {"hash": "a" * 64})
    sealed = BATCH
    while sealed == BATCH:
        async with database.begin() as session:
            sealed = await seal(session, SECRET)
    by_clock, by_cpu = [], []
    for _ in range(3):
        began, worked = time.perf_counter(), time.process_time()
        report = verify(database, SECRET)
        by_clock.append(report.rows / (time.perf_counter() - began))
        by_cpu.append(report.rows / (time.process_time() - worked))
        assert report.rows == ROWS and not report.findings
    return max(by_clock), max(by_cpu)
