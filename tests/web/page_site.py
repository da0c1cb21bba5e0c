"""A site of fakes and browsers that are logged in or not."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web
from aiohttp.test_utils import TestClient

from tests.web.page_fakes import FakeCards, FakeClock, FakeLeads, FakeLogin, FakePress

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


def csrf_of(page: str) -> str:
    """Return the CSRF token of a page's form."""
    found = re.search('name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]
