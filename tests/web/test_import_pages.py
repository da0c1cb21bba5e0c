"""`/imports` and `/names` in the browser, on a whole service: who may, what is shown, what is refused."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from aiohttp import FormData

from app.installation import Installation
from crm.people import User
from storage.records import SessionRecords
from tests.attacks.fortress import PEOPLE, Fortress, raise_fortress, settings_for

TABLE = "公司,联系人,手机号,负责人\n宁波样例,李总,13900005678,\n缺号公司,王总,,\n=1+1,赵总,13900007777,\n"
NAMES = "标准名,别名\n安克创新,ANKER\n大疆创新,DJI；DJI Technology\n,空的\n"


@pytest_asyncio.fixture
async def fortress(tmp_path: Path) -> AsyncIterator[Fortress]:
    """Nobody has a chat: the pages are all there is."""
    async with Installation(settings_for(tmp_path)) as service:
        await service.engine.start()
        fortress = await raise_fortress(service)
        async with service.database.begin() as session:
            people = [*(User(*person) for person in PEOPLE), User("zhoumin", "周敏", "marketing", "")]
            await SessionRecords(session).people.replace(people, [])
        yield fortress
        await fortress.browser.close()
        await service.engine.stop()


def form(csrf: str, body: bytes, name: str = "展会.csv", **fields: str) -> FormData:
    sent = FormData(quote_fields=False)
    for key, value in {"csrf": csrf, **fields}.items():
        sent.add_field(key, value)
    sent.add_field("file", body, filename=name, content_type="text/csv")
    return sent


def csrf_of(fortress: Fortress, headers: dict[str, str]) -> str:
    return fortress.form(headers)["csrf"]


async def at_last(fortress: Fortress, place: str, headers: dict[str, str]) -> str:
    """Return an import's page when everything that was ordered is done."""
    engine = fortress.service.engine
    while not await engine.idle():
        await engine.job_ended(0.1)
    page = await (await fortress.browser.get(place, headers=headers)).text()
    assert '<meta http-equiv="refresh"' not in page
    return page


async def test_a_table_comes_in_is_looked_at_imported_and_taken_back(fortress: Fortress) -> None:
    browser, headers = fortress.browser, fortress.cookie("zhoumin")
    csrf = csrf_of(fortress, headers)
    page = await (await browser.get("/imports", headers=headers)).text()
    assert "还没有导入过名单。" in page and '<option value="expo">展会扫码</option>' in page
    sent = await browser.post("/imports", data=form(csrf, TABLE.encode(), channel="expo"), headers=headers)
    place = sent.url.path
    assert sent.status == 200
    shown = await at_last(fortress, place, headers)
    assert "待确认" in shown and "缺少手机号" in shown
    refused = await (await browser.get(f"{place}?verdict=退回", headers=headers)).text()
    assert "缺号公司" in refused and "宁波样例" not in refused
    verdicts = await (await browser.get(f"{place}/verdicts", headers=headers)).text()
    assert "'=1+1" in verdicts and "缺少手机号" in verdicts
    started = await (await browser.post(f"{place}/start", data={"csrf": csrf}, headers=headers)).text()
    assert "导入中" in started and "共3行" in started
    done = await at_last(fortress, place, headers)
    assert "已导入" in done and "撤销后，这次导入的新线索会全部撤回，确定吗？" in done
    await browser.post(f"{place}/undo", data={"csrf": csrf}, headers=headers)
    assert "已撤销" in await at_last(fortress, place, headers)
    again = await (await browser.post(f"{place}/start", data={"csrf": csrf}, headers=headers)).text()
    assert "这次导入已经处理过了。" in again
    assert "展会.csv</a>，已撤销" in await (await browser.get("/imports", headers=headers)).text()


async def test_for_others_nothing_is_there(fortress: Fortress) -> None:
    browser, admin = fortress.browser, fortress.cookie("admin")
    csrf = csrf_of(fortress, admin)
    place = (await browser.post("/imports", data=form(csrf, TABLE.encode()), headers=admin)).url.path
    await at_last(fortress, place, admin)
    for person, paths in (("zhangwei", ("/imports", place, f"{place}/verdicts", "/names")), ("zhoumin", ("/names",))):
        headers = fortress.cookie(person)
        own = csrf_of(fortress, headers)
        for path in paths:
            assert (await browser.get(path, headers=headers)).status == 404
        for path in ("/imports", "/names")[-len(paths) :] if person == "zhoumin" else ("/imports", "/names"):
            assert (await browser.post(path, data=form(own, b"x"), headers=headers)).status == 404
    rep = fortress.cookie("zhangwei")
    for act in ("start", "undo"):
        posted = await browser.post(f"{place}/{act}", data={"csrf": csrf_of(fortress, rep)}, headers=rep)
        assert posted.status == 404
    starts = {
        who: await (await browser.get("/", headers=fortress.cookie(who))).text()
        for who in ("admin", "zhoumin", "zhangwei")
    }
    assert [who for who, page in starts.items() if 'href="/imports"' in page] == ["admin", "zhoumin"]
    assert [who for who, page in starts.items() if 'href="/names"' in page] == ["admin"]
    assert {row["actor"] for row in await fortress.rows("page.refused")} == {"zhangwei", "zhoumin"}
    assert "待确认" in await at_last(fortress, place, admin)


async def test_an_upload_from_elsewhere_is_not_read(fortress: Fortress) -> None:
    browser, headers = fortress.browser, fortress.cookie("admin")
    csrf = csrf_of(fortress, headers)
    late = FormData()
    late.add_field("file", b"a,b", filename="a.csv")
    late.add_field("csrf", csrf)
    for path in ("/imports", "/names"):
        for sent, more in ((form("", b"x"), {}), (form(csrf, b"x"), {"Origin": "https://evil.example"}), (late, {})):
            assert (await browser.post(path, data=sent, headers={**headers, **more})).status == 403
        assert (await browser.post(path, data={"csrf": csrf}, headers=headers)).status == 415
        nothing = FormData(default_to_multipart=True)
        nothing.add_field("csrf", csrf)
        assert (await browser.post(path, data=nothing, headers=headers)).status == 400
    async with fortress.service.database.read() as session:
        assert await SessionRecords(session).imports.newest(5) == []


async def test_standard_names_are_kept_row_by_row(fortress: Fortress) -> None:
    browser, headers = fortress.browser, fortress.cookie("admin")
    csrf = csrf_of(fortress, headers)
    assert "企业标准名" in await (await browser.get("/names", headers=headers)).text()
    page = await (
        await browser.post("/names", data=form(csrf, NAMES.encode("gbk"), "译名库.csv"), headers=headers)
    ).text()
    assert re.search(r"已收录</dt><dd>3<", page) and "第4行" in page and "别名或标准名为空" in page
    wrong = await browser.post("/names", data=form(csrf, "甲,乙\n1,2\n".encode(), "b.csv"), headers=headers)
    assert wrong.status == 400 and "表头需要" in await wrong.text()
    broken = await browser.post("/names", data=form(csrf, b"PK\x03\x04half", "c.xlsx"), headers=headers)
    assert broken.status == 400 and "这个文件读不懂" in await broken.text()
