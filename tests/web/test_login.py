"""Login by OAuth, bound to the browser that began it, and sessions that end."""

from __future__ import annotations

from datetime import timedelta
from http.cookies import SimpleCookie

import pytest

from tests.web.page_site import Browser, Site
from web.session import COOKIE, LOGIN_COOKIE


def cookies(headers: list[str]) -> SimpleCookie:
    jar = SimpleCookie()
    for header in headers:
        jar.load(header)
    return jar


async def begin(browser: Browser, page: str = "/cards/card-1") -> str:
    answer = await browser.get("/login", params={"next": page}, allow_redirects=False)
    assert answer.status == 302
    return answer.headers["Location"].rpartition("state=")[2]


async def test_a_browser_without_session_is_sent_to_log_in_and_comes_back(site: Site) -> None:
    browser = await site.open()
    answer = await browser.get("/sidebar?external_userid=wm_zhou", allow_redirects=False)
    assert answer.status == 302
    assert answer.headers["Location"] == "/login?next=/sidebar%3Fexternal_userid%3Dwm_zhou"
    begun = await browser.get(answer.headers["Location"], allow_redirects=False)
    state = begun.headers["Location"].rpartition("state=")[2]
    assert "redirect_uri=http://127.0.0.1:8701/login/callback" in begun.headers["Location"]
    ended = await browser.get(f"/login/callback?code=code-zhang&state={state}", allow_redirects=False)
    assert ended.headers["Location"] == "/sidebar?external_userid=wm_zhou"
    page = await browser.get(ended.headers["Location"])
    assert "周砚" in await page.text()


async def test_state_fits_what_wecom_takes_back(site: Site) -> None:
    state = await begin(await site.open())
    assert len(state) <= 128
    assert state.isalnum()


async def test_the_session_cookie_is_out_of_reach_of_scripts_and_new_each_time(site: Site) -> None:
    browser = await site.open()
    seen = set()
    for _ in range(2):
        state = await begin(browser)
        ended = await browser.get(f"/login/callback?code=code-zhang&state={state}", allow_redirects=False)
        cookie = cookies(ended.headers.getall("Set-Cookie"))[COOKIE]
        assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", str(12 * 3600))
        assert not cookie["secure"]
        seen.add(cookie.value)
    assert len(seen) == 2


@pytest.mark.parametrize("base_url", ["https://crm.example.test"])
async def test_with_https_cookies_are_secure(site: Site) -> None:
    answer = await (await site.open()).get("/login", allow_redirects=False)
    assert cookies(answer.headers.getall("Set-Cookie"))[LOGIN_COOKIE]["secure"]


FOREIGN = [
    "",
    "code=code-zhang",
    "code=code-zhang&state=0",
    "state={state}",
    "code=code-zhang&state=%E4%BD%A0",
    "code={long}&state={state}",
]


@pytest.mark.parametrize("query", FOREIGN)
async def test_a_callback_that_this_browser_did_not_begin_logs_nobody_in(site: Site, query: str) -> None:
    browser = await site.open()
    state = await begin(browser)
    answer = await browser.get(f"/login/callback?{query.format(state=state, long='x' * 600)}", allow_redirects=False)
    assert answer.status == 400
    assert COOKIE not in cookies(answer.headers.getall("Set-Cookie", []))


async def test_the_state_of_another_browser_is_refused(site: Site) -> None:
    victim, attacker = await site.open(), await site.open()
    await begin(victim)
    state = await begin(attacker)
    answer = await victim.get(f"/login/callback?code=code-li&state={state}", allow_redirects=False)
    assert answer.status == 400


async def test_a_login_begun_too_long_ago_is_refused(site: Site) -> None:
    browser = await site.open()
    state = await begin(browser)
    site.clock.moment += timedelta(minutes=10, seconds=1)
    assert (await browser.get(f"/login/callback?code=code-zhang&state={state}")).status == 400


async def test_somebody_unknown_reads_whom_to_ask(site: Site) -> None:
    browser = await site.open()
    state = await begin(browser)
    answer = await browser.get(f"/login/callback?code=code-nobody&state={state}")
    assert answer.status == 403
    assert "联系管理员" in await answer.text()


async def test_an_unreachable_platform_is_said_so(site: Site) -> None:
    site.login.down = True
    browser = await site.open()
    answer = await browser.get(f"/login/callback?code=c&state={await begin(browser)}")
    assert answer.status == 503


@pytest.mark.parametrize(
    "page", ["https://evil.test/", "//evil.test", "/\\evil.test", "/a\r\nSet-Cookie: x=1", "cards/1", ""]
)
async def test_a_login_never_leads_to_another_site(site: Site, page: str) -> None:
    browser = await site.open()
    state = await begin(browser, page)
    ended = await browser.get(f"/login/callback?code=code-zhang&state={state}", allow_redirects=False)
    assert ended.headers["Location"] == "/"
    assert "您已登录" in await (await browser.get("/")).text()


async def test_a_session_ends_after_twelve_hours(site: Site, browser: Browser) -> None:
    site.clock.moment += timedelta(hours=12) - timedelta(seconds=1)
    assert (await browser.get("/cards/card-1", allow_redirects=False)).status == 200
    site.clock.moment += timedelta(seconds=2)
    assert (await browser.get("/cards/card-1", allow_redirects=False)).status == 302
    asked = await browser.get("/cards/card-1", headers={"Accept": "application/json"})
    assert asked.status == 401


@pytest.mark.parametrize("change", [lambda v: v[:-1], lambda v: "x" + v, lambda v: v.replace(".", "", 1), lambda v: ""])
async def test_a_changed_cookie_is_no_session(site: Site, browser: Browser, change: object) -> None:
    assert callable(change)
    value = browser.session.cookie_jar.filter_cookies(browser.make_url("/"))[COOKIE].value
    stranger = await site.open()
    headers = {"Cookie": f"{COOKIE}={change(value)}"}
    assert (await stranger.get("/cards/card-1", headers=headers, allow_redirects=False)).status == 302


async def test_a_login_cookie_is_no_session(site: Site) -> None:
    browser = await site.open()
    begun = await browser.get("/login?next=zhangwei", allow_redirects=False)
    value = cookies(begun.headers.getall("Set-Cookie"))[LOGIN_COOKIE].value
    answer = await browser.get("/cards/card-1", headers={"Cookie": f"{COOKIE}={value}"}, allow_redirects=False)
    assert answer.status == 302
