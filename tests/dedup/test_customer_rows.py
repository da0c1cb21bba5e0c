"""The customers of the database as one table."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from app.dedup.command import run_dedup
from storage.database import Database
from storage.merging.customer_rows import count_customer_rows, customer_rows
from storage.tables import customers as tables

NOW = datetime(2026, 11, 22, tzinfo=UTC)
AT = {"created_at": NOW, "updated_at": NOW}
ACCOUNT = {"owner": "u1", "raw_names": [], "tags": [], **AT}
LEAD = {"stage": "初步接触", "status": "open", "owner": "u1", "channel": "", "tags": [], **AT}


async def fill(database: Database) -> None:
    async with database.begin() as session:
        await session.execute(
            tables.account.insert(),
            [
                {
                    "id": "a1",
                    "name": "深圳市安克创新科技有限公司",
                    "region": "深圳",
                    "industry": "电子",
                    "master": None,
                    **ACCOUNT,
                },
                {"id": "a2", "name": "安克", "region": "", "industry": "", "master": "a1", **ACCOUNT},
            ],
        )
        contact = {
            "id": "c1",
            "account_id": "a1",
            "name": "王磊",
            "owner": "u1",
            "phone": "13812345678",
            "created_at": NOW,
        }
        await session.execute(tables.contact.insert(), [contact])
        lead = {"id": "l1", "company": "Anker", "contact": "王总", "phone": "138 1234 5678", **LEAD}
        await session.execute(tables.lead.insert(), [lead])


async def test_every_record_is_a_row_and_merged_accounts_are_not(database: Database) -> None:
    await fill(database)
    engine = database.sync_engine(pool_size=1)
    with engine.connect() as connection:
        rows = list(customer_rows(connection))
        assert count_customer_rows(connection) == 4
        connection.rollback()
    engine.dispose()
    assert rows == [
        ["lead:l1", "Anker", "王总", "138 1234 5678", "", "", "", ""],
        ["account:a1", "深圳市安克创新科技有限公司", "", "", "", "", "深圳", "电子"],
        ["contact:c1", "深圳市安克创新科技有限公司", "王磊", "13812345678", "", "", "深圳", "电子"],
    ]


async def test_the_command_reads_the_configured_database(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    await fill(database)
    monkeypatch.setenv("GENJIN_DATABASE_URL", database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("GENJIN_DATABASE_SCHEMA", database.schema or "")
    assert run_dedup(None, True, []) == 0
    assert json.loads(capsysbinary.readouterr().out)["group"] == ["lead:l1", "account:a1", "contact:c1"]
