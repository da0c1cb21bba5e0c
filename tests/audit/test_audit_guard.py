"""The database itself refuses to change or lose a row of the log, whoever asks."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.audit.chain import write_head
from storage.database import Database
from tests.audit.chain import SECRET, checked, seal_all, write_rows

FORBIDDEN = (
    "UPDATE audit SET actor = 'lina'",
    "UPDATE audit SET at = at",
    "DELETE FROM audit",
    "DELETE FROM audit WHERE id = 1",
    "UPDATE audit_link SET hash = 'x'",
    "DELETE FROM audit_link",
    "UPDATE audit_head SET hash = 'x'",
    "DELETE FROM audit_head",
)
SQLITE = (
    "REPLACE INTO audit (id, at, actor, action, subject, surface, before, after) "
    "VALUES (1, '', '', '', '', '', '', '')",
    "INSERT INTO audit_link VALUES (1, 1, 'x') ON CONFLICT DO UPDATE SET hash = 'x'",
)
POSTGRESQL = ("TRUNCATE audit", "TRUNCATE audit_link", "SET session_replication_role = replica; DELETE FROM audit")


async def test_update_and_delete_are_refused(database: Database) -> None:
    await write_rows(database, 3)
    async with database.begin() as session:
        await write_head(session, SECRET, "2026-11-19")
    for statement in (*FORBIDDEN, *(SQLITE if database.dialect == "sqlite" else POSTGRESQL)):
        with pytest.raises(DBAPIError, match=r"is fixed|is kept"):
            async with database.engine.begin() as connection:
                for part in statement.split("; "):
                    await connection.execute(text(part))
    report = checked(database)
    assert (report.rows, report.findings) == (3, [])


async def test_a_row_written_past_the_service_is_sealed_as_well(database: Database) -> None:
    await write_rows(database, 1)
    async with database.engine.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO audit (at, actor, action, subject, surface, before, after) "
                "VALUES (CURRENT_TIMESTAMP, 'x', 'y', 'z', 'sql', '', '')"
            )
        )
    assert checked(database).waiting == 1
    assert await seal_all(database) == 1
    assert checked(database).rows == 2
