"""A site of fakes and browsers that are logged in or not."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web
from aiohttp.test_utils import TestClient, make_mocked_request

from tests.web.page_fakes import SECRET, FakeCards, FakeClock, FakeLeads, FakeLogin, FakePress
from web.session import COOKIE, Sessions

Browser = TestClient[web.Request, web.Application]


@dataclass
class Site:
    """The fakes behind the pages, and a way to open browsers on them."""

    clock: FakeClock
    login: FakeLogin
    leads: FakeLeads
    cards: FakeCards
    press: FakePress
    open: Callable[[], Awaitable[Browser]]

    async def browser_of(self, code: str) -> Browser:
        """Return a browser logged in by the real steps."""
        browser = await self.open()
        begun = await browser.get("/login?next=/cards/card-1", allow_redirects=False)
        state = re.search("state=([0-9a-f]+)", begun.headers["Location"])
        assert state
        ended = await browser.get(f"/login/callback?code={code}&state={state[1]}", allow_redirects=False)
        assert (ended.status, ended.headers["Location"]) == (302, "/cards/card-1")
        return browser

    def csrf_for(self, browser: Browser) -> str:
        """Return the CSRF token of a browser's session, as a page would give it."""
        cookie = browser.session.cookie_jar.filter_cookies(browser.make_url("/"))[COOKIE].value
        request = make_mocked_request("GET", "/", headers={"Cookie": f"{COOKIE}={cookie}"})
        session = Sessions(SECRET, self.clock, secure=False).read(request)
        assert session
        return session.csrf


def csrf_of(page: str) -> str:
    """Return the CSRF token of a page's form."""
    found = re.search('name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]
