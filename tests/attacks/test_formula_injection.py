"""A customer whose name is a formula: it leaves as text, and who took it out is recorded."""

from __future__ import annotations

import csv
import io

from sqlalchemy import select

from crm.leads.lead import Lead
from crm.people import User
from handlers.rights.export import export_by_word
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords
from storage.tables.trail import audit
from tests.rights.talking import NOW, talk_of

FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1:A9)", "\t=1", "＝HYPERLINK(1)", "=IMPORTXML(1)")


async def test_no_exported_cell_runs(database: Database) -> None:
    map_records()
    boss = User("boss", "王芳", "supervisor", "华东组")
    async with database.begin() as session:
        records = SessionRecords(session)
        await records.people.replace([boss, User("rep", "张伟", "sales", "华东组")], [])
        for number, formula in enumerate(FORMULAS):
            await records.leads.add(
                Lead(f"l{number}", formula, formula, formula[:32], "rep", NOW, NOW, channel=formula)
            )
    async with database.begin() as session:
        talk, mouth = talk_of(session, boss)
        await export_by_word(talk, "")
    cells = [cell for row in csv.reader(io.StringIO(mouth.files[0].decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r＝＋－＠" and cell]
    async with database.read() as session:
        found = await session.execute(select(audit.c.actor).where(audit.c.action == "export.leads"))
        assert found.scalars().all() == ["boss"]
