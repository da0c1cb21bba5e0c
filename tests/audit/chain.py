"""A short audit chain to damage."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from crm.trail import AuditRow
from storage.audit.chain import seal
from storage.audit.verify import Report, verify
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords

SECRET = b"s" * 32
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
KEEPERS = ("audit", "audit_link", "audit_head", "audit_purge")


async def write_rows(database: Database, count: int, at: datetime = NOW) -> None:
    """Write and seal rows, each in a transaction of its own."""
    map_records()
    for number in range(count):
        async with database.begin() as session:
            row = AuditRow(at, "zhangwei", "lead.update", f"lead:{number}", "wecom", "b" * 64, "a" * 64)
            await SessionRecords(session).trail.audit(row)
    await seal_all(database)


async def seal_all(database: Database) -> int:
    """Seal what waits and return how many rows that were."""
    async with database.begin() as session:
        return await seal(session, SECRET)


def kinds(report: Report) -> list[str]:
    """Return the kinds of what was found."""
    return [finding.kind for finding in report.findings]


def checked(database: Database) -> Report:
    """Return what verifying finds."""
    return verify(database, SECRET)


async def unguard(database: Database) -> None:
    """Take the triggers away, as somebody with every right on the database could."""
    async with database.engine.begin() as connection:
        for table in KEEPERS:
            if database.dialect == "sqlite":
                for name in ("fixed", "kept", "new"):
                    await connection.execute(text(f"DROP TRIGGER {table}_{name}"))
            else:
                for name in ("fixed", "kept", "whole"):
                    await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {table}_{name}"))


async def damage(database: Database, statement: str, **values: Any) -> None:
    """Run a statement past the triggers."""
    async with database.engine.begin() as connection:
        await connection.execute(text(statement), values)
