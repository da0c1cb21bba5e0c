"""The column 负责人 of a table gives nobody a customer that somebody has, and no rep brings a table in at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from sqlalchemy import select

from app.installation import Installation
from crm.people import User
from storage.records import SessionRecords
from storage.tables.customers import lead
from tests.attacks.fortress import PEOPLE, PHONE, Fortress, raise_fortress, settings_for

THEFT = (
    "公司,联系人,手机号,负责人\n"
    f"安克创新,王磊,+86 {PHONE},李娜\n"
    f"杭州测试,王磊,{PHONE},lina\n"
    "新公司,李总,13700001111,李娜\n"
    "同名公司,周总,13700002222,王强\n"
    "没有这人,吴总,13700003333,不存在\n"
)


@pytest_asyncio.fixture
async def fortress(tmp_path: Path) -> AsyncIterator[Fortress]:
    """Beside the people of the fortress: Li Na who wants more, marketing, and two of one name. Nobody has a chat."""
    async with Installation(settings_for(tmp_path)) as service:
        await service.engine.start()
        fortress = await raise_fortress(service)
        more = (User("lina", "李娜", "sales", "华东组"), User("zhoumin", "周敏", "marketing", ""))
        twins = (User("wang1", "王强", "sales", "华东组"), User("wang2", "王强", "sales", "华南组"))
        async with service.database.begin() as session:
            await SessionRecords(session).people.replace([*(User(*p) for p in PEOPLE), *more, *twins], [])
        yield fortress
        await fortress.browser.close()
        await service.engine.stop()


async def owners(fortress: Fortress) -> dict[str, str]:
    async with fortress.service.database.read() as session:
        found = await session.execute(select(lead.c.company, lead.c.owner))
    return {row.company: row.owner for row in found}


async def test_a_rep_brings_no_table_in(fortress: Fortress) -> None:
    before = await owners(fortress)
    token = {"Authorization": "Bearer token-of-zhangwei"}
    page = fortress.cookie("lina")
    form = fortress.form(page)
    assert (await fortress.browser.post("/api/imports?name=a.csv", data=THEFT.encode(), headers=token)).status == 403
    assert (await fortress.browser.post("/imports", data={**form, "file": "x"}, headers=page)).status == 404
    async with fortress.service.database.read() as session:
        assert await SessionRecords(session).imports.newest(1) == []
    assert await owners(fortress) == before
    assert [row["actor"] for row in await fortress.rows("page.refused")] == ["lina"]


async def test_a_table_moves_no_customer_that_somebody_has(fortress: Fortress) -> None:
    before, service = await owners(fortress), fortress.service

    async def table() -> AsyncIterator[bytes]:
        yield THEFT.encode()

    import_id = await service.imports.accept("zhoumin", "api", "名单.csv", "", False, {}, table())
    while not await service.engine.idle():
        await service.engine.job_ended(0.1)
    batch = await service.imports.get(import_id)
    assert batch is not None and batch.state == "applied" and batch.counts == {"关联": 2, "新建": 3}
    after = await owners(fortress)
    assert {company: after[company] for company in before} == before == {"安克创新": "zhangwei", "杭州测试": "chenchen"}
    assert {company: after[company] for company in ("新公司", "同名公司", "没有这人")} == {
        "新公司": "lina", "同名公司": "", "没有这人": "",
    }  # fmt: skip
