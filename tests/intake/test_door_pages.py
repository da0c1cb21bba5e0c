"""F15 on a lead's page: a phone that is a known customer's changes nothing until one of the two buttons is pressed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from app.installation import Installation
from crm.leads.lead import Lead
from crm.people import User
from storage.records import SessionRecords
from tests.attacks.fortress import NOW, PEOPLE, Fortress, raise_fortress, settings_for
from web.pages.leads import PREFIX

KNOWN = "检测到已有客户：宁波样例（采购总监李总）"


@pytest_asyncio.fixture
async def fortress(tmp_path: Path) -> AsyncIterator[Fortress]:
    """Zhang Wei has a lead, and beside it another customer with a phone of its own."""
    async with Installation(settings_for(tmp_path)) as service:
        fortress = await raise_fortress(service)
        async with service.database.begin() as session:
            records = SessionRecords(session)
            await records.people.replace([User(*person) for person in PEOPLE], [])  # no chat: the page is all there is
            await records.leads.add(
                Lead("l-known", "宁波样例", "李总", "13900005678", "zhangwei", NOW, NOW, title="采购总监")
            )
        yield fortress
        await fortress.browser.close()


async def phones(fortress: Fortress) -> dict[str, str]:
    async with fortress.service.database.read() as session:
        leads = SessionRecords(session).leads
        found = [await leads.get(name) for name in ("l-zhangwei", "l-known")]
    return {lead.id: lead.phone for lead in found if lead is not None}


async def saved(fortress: Fortress, headers: dict[str, str], phone: str) -> str:
    page = await (await fortress.browser.get("/leads/l-zhangwei", headers=headers)).text()
    form = {"csrf": _value(page, "csrf"), PREFIX + "phone": phone}
    return await (await fortress.browser.post("/leads/l-zhangwei", data=form, headers=headers)).text()


def _value(page: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]+)"', page)
    assert found
    return found[1]


async def test_both_buttons_stand_on_the_page(fortress: Fortress) -> None:
    before, headers = await phones(fortress), fortress.cookie("zhangwei")
    page = await saved(fortress, headers, "+86 139-0000-5678")
    assert KNOWN in page and "还没保存，请先选择。" in page
    assert re.findall(r'<button class="[a-z]*" name="token"[^>]*>([^<]+)<', page) == ["关联到此客户", "新建独立客户"]
    assert await phones(fortress) == before
    action = re.search(r'action="(/cards/[^"]+/press)"', page)
    assert action
    form = {"csrf": _value(page, "csrf"), "token": _value(page, "token")}
    done = await fortress.browser.post(action[1], data=form, headers=headers)
    assert "已关联到宁波样例" in await done.text()
    assert (await phones(fortress))["l-zhangwei"] == "13900005678"


async def test_programs_are_told_the_card_and_an_unknown_phone_is_kept_at_once(fortress: Fortress) -> None:
    headers = {**fortress.cookie("zhangwei"), "Accept": "application/json"}
    csrf = (await (await fortress.browser.get("/leads/l-zhangwei", headers=headers)).json())["csrf"]
    body = {PREFIX + "phone": "13900005678"}
    answer = await fortress.browser.post("/leads/l-zhangwei", json=body, headers={**headers, "X-CSRF-Token": csrf})
    told = await answer.json()
    assert (told["ok"], told["text"], told["buttons"]) == (False, KNOWN, ["关联到此客户", "新建独立客户"])
    page = await fortress.browser.get(told["card"], headers=fortress.cookie("zhangwei"))
    assert KNOWN in await page.text()
    assert "已保存，改了1项。" in await saved(fortress, fortress.cookie("zhangwei"), "13700009999")
    assert (await phones(fortress))["l-zhangwei"] == "13700009999"
