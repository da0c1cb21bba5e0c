"""Every change leaves a row with who, what, before and after, second, address, device and surface."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from crm.leads.lead import Lead
from crm.trail import AuditRow, Origin
from storage.audit.log import fingerprint, origin
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords
from storage.tables.trail import audit

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def a_lead(stage: str = "初步接触") -> Lead:
    map_records()
    return Lead("l1", "安克创新", "王磊", "13800001234", "zhangwei", NOW, NOW, stage=stage)


async def rows_of(database: Database) -> list[dict[str, object]]:
    async with database.read() as session:
        return [dict(row._mapping) for row in await session.execute(select(audit).order_by(audit.c.id))]


async def test_what_was_said_gets_the_hashes_of_the_record(database: Database) -> None:
    async with database.begin() as session:
        records = SessionRecords(session)
        await records.leads.add(a_lead())
        await records.trail.audit(AuditRow(NOW, "zhangwei", "lead.create", "lead:l1", "wecom"))
    async with database.begin() as session:
        records = SessionRecords(session)
        lead = await records.leads.get("l1")
        assert lead is not None
        await records.trail.audit(AuditRow(NOW, "zhangwei", "lead.update", "lead:l1", "page"))
        lead.stage = "报价中"
    made, changed = await rows_of(database)
    assert made["before"] == "" and len(str(made["after"])) == 64
    assert changed["before"] == made["after"] and changed["after"] not in ("", made["after"])
    assert all(row["ip"] and row["device"] and row["at"] == NOW for row in (made, changed))


async def test_a_change_nobody_spoke_of_is_written_down_too(database: Database) -> None:
    database.now = lambda: NOW
    async with database.begin() as session:
        await SessionRecords(session).leads.add(a_lead())
    token = origin.set(Origin("page", "10.1.2.3", fingerprint("Mozilla", "page"), "lina"))
    try:
        async with database.begin() as session:
            lead = await SessionRecords(session).leads.get("l1")
            assert lead is not None
            lead.owner = "lina"
            await session.flush()
            lead.owner = "zhangwei"
            lead.phone = "13900001234"
    finally:
        origin.reset(token)
    made, changed = await rows_of(database)
    assert (made["actor"], made["action"]) == ("system", "lead.create")
    assert (changed["actor"], changed["action"], changed["ip"]) == ("lina", "lead.update", "10.1.2.3")
    assert changed["before"] == made["after"] != changed["after"]
    assert "Mozilla" not in str(changed["device"])


async def test_nothing_is_written_for_what_did_not_happen(database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with database.begin() as session:
            records = SessionRecords(session)
            await records.leads.add(a_lead())
            await records.trail.audit(AuditRow(NOW, "zhangwei", "lead.create", "lead:l1", "wecom"))
            raise RuntimeError
    async with database.begin() as session:
        await SessionRecords(session).people.everyone()
    assert await rows_of(database) == []
