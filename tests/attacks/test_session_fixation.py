"""Sessions that were made up, planted or outlived: none of them is anybody's, and forged ones are recorded."""

from __future__ import annotations

import base64

from aiohttp import web

from storage.records import SessionRecords
from tests.attacks.fortress import Fortress
from web.session import COOKIE


def made_up(person: str) -> str:
    body = base64.urlsafe_b64encode(f"{person}\nabc\n9999999999".encode()).decode()
    return f"{body}.AAAA"


async def test_a_session_we_never_made(fortress: Fortress) -> None:
    body, _, mac = fortress.cookie("chenchen")["Cookie"].partition("=")[2].partition(".")
    theirs = base64.urlsafe_b64encode(base64.urlsafe_b64decode(body).replace(b"chenchen", b"zhangwei")).decode()
    cookies = (made_up("zhangwei"), made_up("admin"), "planted", "a.b", f"{theirs}.{mac}")
    for cookie in cookies:
        headers = {"Cookie": f"{COOKIE}={cookie}"}
        answer = await fortress.browser.get("/leads/l-zhangwei", headers=headers, allow_redirects=False)
        assert (answer.status, answer.headers["Location"][:7]) == (302, "/login?"), cookie
    rows = await fortress.rows("http.refused")
    assert [row["subject"] for row in rows] == ["route:GET /leads/{id} session"] * len(cookies)


async def test_a_login_makes_a_new_session_whatever_was_planted(fortress: Fortress) -> None:
    values = set()
    for _ in range(2):
        response = web.Response()
        fortress.sessions.start(response, "zhangwei")
        cookie = response.cookies[COOKIE]
        assert cookie["httponly"] and cookie["samesite"] == "Lax"
        values.add(cookie.value)
    assert len(values) == 2
    planted = {"Cookie": f"{COOKIE}=planted; genjin_login=planted"}
    answer = await fortress.browser.get("/login/callback?code=x&state=planted", headers=planted, allow_redirects=False)
    assert answer.status == 400 and len(await fortress.rows("http.refused")) == 1


async def test_a_leavers_session_opens_nothing(fortress: Fortress) -> None:
    headers = fortress.cookie("zhangwei")
    async with fortress.service.database.begin() as session:
        person = await SessionRecords(session).people.get("zhangwei")
        assert person is not None
        person.active = False
    for path in ("/leads/l-zhangwei", "/cards/draft-1"):
        assert (await fortress.browser.get(path, headers=headers)).status == 404
    assert [row["actor"] for row in await fortress.rows("page.refused")] == ["zhangwei", "zhangwei"]
