"""Deleting and large exports wait for a code that is good for that act alone; 327 customers come back in one act."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from crm.customers.account import Account, Contact
from crm.leads.lead import Lead
from crm.notes.follow_up import FollowUp
from crm.people import User
from handlers.rights.deletion import delete_by_word, delete_confirmed, restore_said
from handlers.rights.export import export_by_word, export_confirmed, harmless
from handlers.rights.step_up import take_code
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords
from storage.tables import customers as customer_tables
from storage.tables import notes, trail
from tests.rights.talking import NOW, Mouth, talk_of

map_records()
CONFIRMED = {"delete": delete_confirmed, "export": export_confirmed}
BOSS = User("boss", "王芳", "supervisor", "华东组")
REP = User("rep", "张伟", "sales", "华东组")
CUSTOMERS = 327


async def fill(database: Database, customers: int, with_more: bool = False) -> None:
    """Give REP that many customers; with all that can belong to one."""
    async with database.begin() as session:
        await SessionRecords(session).people.replace([BOSS, REP], [])
        for number in range(customers):
            name = f"测试客户{number:03}"
            lead = Lead(f"l{number}", name, "王磊", "13800001234", "rep", NOW, NOW, budget=1.5, tags=["急"])
            session.add(lead)
            if with_more:
                session.add(Account(f"a{number}", name, "rep", NOW, NOW, raw_names=[name]))
                session.add(Contact(f"c{number}", f"a{number}", "王磊", "rep", NOW))
                session.add(FollowUp(f"f{number}", "rep", "谈过价格", NOW, f"l{number}"))


async def say(database: Database, person: User, text: str, now: datetime = NOW) -> Mouth:
    """Say one thing in a transaction of its own."""
    async with database.begin() as session:
        talk, mouth = talk_of(session, person, now)
        if await take_code(talk, text, CONFIRMED) or await restore_said(talk, text):
            return mouth
        if text.startswith("删除"):
            await delete_by_word(talk, text.removeprefix("删除").strip())
        else:
            await export_by_word(talk, "")
    return mouth


def code_in(mouth: Mouth) -> str:
    """Return the code the person was sent."""
    return next(found[1] for text in mouth.said if (found := re.search(r"验证码 (\d{6})", text)))


async def rows(database: Database) -> list[list[object]]:
    """Return every customer row of every table."""
    four = (customer_tables.lead, customer_tables.account, customer_tables.contact, notes.follow_up)
    async with database.read() as session:
        found = [(await session.execute(select(table).order_by(table.c.id))).all() for table in four]
    return [[tuple(row) for row in one] for one in found]


async def test_327_customers_go_after_a_code_and_come_back_in_one_act(database: Database) -> None:
    await fill(database, CUSTOMERS, with_more=True)
    before = await rows(database)
    asked = await say(database, BOSS, "删除全部 测试客户")
    assert "327个客户" in asked.cards[0].fields[0].value
    assert await rows(database) == before
    gone = await say(database, BOSS, code_in(asked))
    assert gone.cards[-1].title == "已删除客户"
    assert await rows(database) == [[], [], [], []]
    back = await say(database, BOSS, "恢复")
    assert f"已恢复{CUSTOMERS}个客户，共{CUSTOMERS * 4}条记录" in back.said[0]
    assert await rows(database) == before
    assert "没有可以恢复" in (await say(database, BOSS, "恢复")).said[0]


async def test_a_code_is_good_for_one_act_once_and_ten_minutes(database: Database) -> None:
    await fill(database, 3)
    first = code_in(await say(database, REP, "删除 测试客户000"))
    second = code_in(await say(database, REP, "删除 测试客户001"))
    assert first != second
    assert "不对" in (await say(database, REP, first)).said[0]
    late = await say(database, REP, second, NOW + timedelta(minutes=10, seconds=1))
    assert "过期" in late.said[0]
    again = code_in(await say(database, REP, "删除 测试客户001", NOW + timedelta(minutes=20)))
    assert (await say(database, REP, again, NOW + timedelta(minutes=30))).cards[-1].title == "已删除客户"
    async with database.begin() as session:
        talk, _ = talk_of(session, REP, NOW + timedelta(minutes=30))
        assert not await take_code(talk, again, CONFIRMED)
    async with database.read() as session:
        assert (await session.execute(select(func.count()).select_from(customer_tables.lead))).scalar_one() == 2


async def test_three_wrong_codes_lock_even_the_right_one_and_a_new_try(database: Database) -> None:
    await fill(database, 1)
    code = code_in(await say(database, REP, "删除 测试客户000"))
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(3):
        await say(database, REP, wrong)
    assert "锁定" in (await say(database, REP, code)).said[0]
    assert "锁定" in (await say(database, REP, "删除 测试客户000")).said[0]
    async with database.read() as session:
        assert (await session.execute(select(func.count()).select_from(customer_tables.lead))).scalar_one() == 1
        acts = list((await session.execute(select(trail.audit.c.action).order_by(trail.audit.c.id))).scalars())
    assert [act for act in acts if act.startswith("step_up")] == [
        "step_up.asked", "step_up.wrong", "step_up.wrong", "step_up.locked", "step_up.locked", "step_up.refused",
    ]  # fmt: skip


async def test_another_person_cannot_use_the_code(database: Database) -> None:
    await fill(database, 1)
    code = code_in(await say(database, REP, "删除 测试客户000"))
    async with database.begin() as session:
        talk, _ = talk_of(session, BOSS)
        assert not await take_code(talk, code, CONFIRMED)


@pytest.mark.parametrize(("customers", "free"), [(500, True), (501, False)])
async def test_500_rows_are_free_and_501_need_a_code(database: Database, customers: int, free: bool) -> None:
    await fill(database, customers)
    mouth = await say(database, BOSS, "导出线索")
    assert bool(mouth.files) is free
    if not free:
        assert "导出线索 501条" in mouth.cards[0].fields[0].value
        mouth = await say(database, BOSS, code_in(mouth))
    sheet = list(csv.reader(io.StringIO(mouth.files[0].decode("utf-8-sig"))))
    assert len(sheet) == customers + 1


async def test_exports_without_a_code_add_up_over_thirty_days(database: Database) -> None:
    await fill(database, 300)
    assert (await say(database, BOSS, "导出线索")).files
    assert not (await say(database, BOSS, "导出线索", NOW + timedelta(hours=3))).files
    later = NOW + timedelta(days=29)
    asked = await say(database, BOSS, "导出线索", later)
    assert not asked.files
    assert (await say(database, BOSS, code_in(asked), later)).files
    assert (await say(database, BOSS, "导出线索", NOW + timedelta(days=31))).files


async def test_sales_do_not_export_and_it_is_written_down(database: Database) -> None:
    await fill(database, 1)
    assert "没有导出权限" in (await say(database, REP, "导出线索")).said[0]
    async with database.read() as session:
        acts = (await session.execute(select(trail.audit.c.action))).scalars().all()
    assert "export.refused" in acts


@pytest.mark.parametrize(
    "cell", ["=1+1", "+8613800001234", "-2", "@SUM(A1)", "\t=1", "\r=1", " =cmd|' /C calc'!A0", "＝1"]
)
def test_no_cell_runs_as_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"a{cell}") == f"a{cell}"
