"""F23: 线索来源渠道 and 首次接触时间 are stored and synced whoever may read them; a rule only masks them."""

from __future__ import annotations

import pytest

from crm.leads.lead import Lead
from crm.people import User
from crm.rights.reach import MASK
from handlers.leads.lead_page import edit_lead
from handlers.rights.export import as_csv
from storage.collections.reading import read_collection
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords
from tests.rights.talking import NOW, talk_of

HIDDEN = {"field:channel": "hidden", "field:created_at": "hidden"}


async def test_masked_for_one_stored_for_all(database: Database) -> None:
    map_records()
    rep = User("rep", "张伟", "sales", "华东组", grants=dict(HIDDEN))
    async with database.begin() as session:
        lead = Lead("l1", "安克创新", "王磊", "13800001234", "rep", NOW, NOW, channel="官网表单")
        await SessionRecords(session).leads.add(lead)
    async with database.read() as session:
        (row,) = await read_collection(session, "leads", rep, {})
        assert (row["channel"], row["created_at"], row["company"]) == (MASK, MASK, "安克创新")
        for question in ({"channel": "官网"}, {"created_at": "2026"}):
            with pytest.raises(KeyError):
                await read_collection(session, "leads", rep, question)
        (row,) = await read_collection(session, "leads", User("a", "a", "admin"), {"channel": "官网"})
        assert row["channel"] == "官网表单" and row["created_at"].startswith("2026-11-20T10:00")


async def test_who_cannot_read_them_cannot_lose_them(database: Database) -> None:
    map_records()
    rep = User("rep", "张伟", "sales", "华东组", grants=dict(HIDDEN))
    async with database.begin() as session:
        lead = Lead("l1", "安克创新", "王磊", "13800001234", "rep", NOW, NOW, channel="官网表单")
        await SessionRecords(session).leads.add(lead)
    async with database.begin() as session:
        talk, _ = talk_of(session, rep)
        found = await talk.records.rights.one(rep, "l1")
        assert found is not None
        await edit_lead(talk, rep, found, {"company": "安克创新科技", "next_action": "寄样"})
    async with database.begin() as session:
        moved = await SessionRecords(session).leads.get("l1")
        assert moved is not None
        moved.owner = "lina"
    async with database.read() as session:
        kept = await SessionRecords(session).leads.get("l1")
    assert kept is not None
    assert (kept.company, kept.owner, kept.channel, kept.created_at) == ("安克创新科技", "lina", "官网表单", NOW)
    sheet = as_csv([kept], {}, ("channel", "created_at")).decode()
    assert "官网表单" not in sheet and sheet.count(MASK) == 2 and "官网表单" in as_csv([kept], {}).decode()
