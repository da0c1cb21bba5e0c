"""Logging in by a code from the chat: once, for its person, in the browser that opened it, and never by guessing."""

from __future__ import annotations

import re

import pytest

from crm.rights.step_up import Challenge, canonical, code_for
from handlers.page_login import ACT, OPERATION
from storage.records import SessionRecords
from tests.attacks.fortress import NOW, Fortress
from web.session import COOKIE


async def ask(fortress: Fortress, person: str, name: str) -> str:
    """Keep what `网页登录` keeps, and return the code that goes into the chat."""
    challenge = Challenge(name, person, ACT, OPERATION, canonical({"n": name}), NOW, NOW.replace(minute=10))
    async with fortress.service.database.begin() as session:
        await SessionRecords(session).challenges.add(challenge)
    return code_for(fortress.service.secret, challenge.bound_to)


async def enter(fortress: Fortress, link: str, code: str, state: str | None = None) -> tuple[int, str]:
    page = await (await fortress.browser.get(f"/login/chat/{link}")).text()
    found = re.search('name="state" value="([0-9a-f]+)"', page)
    assert found
    form = {"code": code, "state": found[1] if state is None else state}
    answer = await fortress.browser.post(f"/login/chat/{link}", data=form, allow_redirects=False)
    return answer.status, answer.headers.get("Location", await answer.text())


async def test_the_code_opens_the_page_that_was_wanted_once(fortress: Fortress) -> None:
    code = await ask(fortress, "zhangwei", "link1")
    told = await fortress.browser.get("/login?next=/leads/l-zhangwei", headers={"User-Agent": "DingTalk(7.0)"})
    assert "网页登录" in await told.text()
    for _ in range(2):  # a preview of the link uses nothing up
        await fortress.browser.get("/login/chat/link1")
    assert await enter(fortress, "link1", code) == (302, "/leads/l-zhangwei")
    assert COOKIE in fortress.browser.session.cookie_jar.filter_cookies(fortress.browser.make_url("/"))
    assert "安克创新" in await (await fortress.browser.get("/leads/l-zhangwei")).text()
    assert (await enter(fortress, "link1", code))[0] == 403
    assert [row["actor"] for row in await fortress.rows("login.right")] == ["zhangwei"]


async def test_three_wrong_codes_end_the_link(fortress: Fortress) -> None:
    code = await ask(fortress, "zhangwei", "link2")
    wrong = "000000" if code != "000000" else "000001"
    said = [(await enter(fortress, "link2", wrong))[1] for _ in range(3)]
    assert "还可以试2次" in said[0] and "还可以试1次" in said[1] and "已锁定" in said[2]
    assert (await enter(fortress, "link2", code))[0] == 403
    assert len(await fortress.rows("login.wrong")) == 2 and len(await fortress.rows("login.locked")) == 2


@pytest.mark.parametrize("link", ["nobody", "a/b", "x" * 65])
async def test_a_link_that_is_none(fortress: Fortress, link: str) -> None:
    answer = await fortress.browser.post(f"/login/chat/{link}", data={"code": "123456", "state": "x"})
    assert answer.status in (403, 404)


async def test_another_browser_and_another_persons_code_do_not_help(fortress: Fortress) -> None:
    mine, theirs = await ask(fortress, "chenchen", "link3"), await ask(fortress, "zhangwei", "link4")
    assert (await enter(fortress, "link4", theirs, state="0" * 64))[0] == 403
    assert (await enter(fortress, "link4", mine))[0] == 403
    code = await ask(fortress, "intern", "link5")
    async with fortress.service.database.begin() as session:
        person = await SessionRecords(session).people.get("intern")
        assert person is not None
        person.active = False
    assert (await enter(fortress, "link5", code))[0] == 403
    assert len(await fortress.rows("login.refused")) == 1
