"""Somebody who carries the customers off in small portions: from the 501st row a code, an alarm, and a row."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from crm.leads.lead import Lead
from crm.people import Identity, User
from handlers.rights.export import export_by_word
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords
from storage.tables.trail import audit
from tests.rights.talking import NOW, talk_of


async def test_a_hundred_rows_a_day(database: Database) -> None:
    map_records()
    thief = User("thief", "王芳", "supervisor", "华东组")
    async with database.begin() as session:
        people = [thief, User("rep", "张伟", "sales", "华东组"), User("boss", "钱宇", "admin")]
        await SessionRecords(session).people.replace(people, [Identity("wecom", "boss", "boss")])
        session.add_all([Lead(f"l{n}", f"客户{n}", "王磊", "13800001234", "rep", NOW, NOW) for n in range(100)])
    taken, alarms = 0, []
    for day in range(20):
        async with database.begin() as session:
            talk, mouth = talk_of(session, thief, NOW + timedelta(days=day))
            await export_by_word(talk, "")
        taken += 100 * len(mouth.files)
        alarms += [text for text in mouth.said if "多次小额导出" in text]
    assert taken == 500 and len(alarms) == 15
    async with database.read() as session:
        found = (await session.execute(select(audit.c.actor).where(audit.c.action == "export.slow"))).scalars().all()
    assert found == ["thief"] * 15
