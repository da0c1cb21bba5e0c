"""The site and browsers of the page tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.web.page_fakes import (
    SECRET,
    FakeCards,
    FakeClock,
    FakeContacts,
    FakeLeads,
    FakeLogin,
    FakePress,
    FakeSignatures,
)
from tests.web.page_site import Browser, Site
from web.pages.routes import page_routes


@pytest.fixture
def base_url() -> str:
    return "http://127.0.0.1:8701"


@pytest.fixture
def signatures() -> FakeSignatures | None:
    return None


@pytest.fixture
async def site(
    aiohttp_client: Callable[..., Awaitable[Browser]], base_url: str, signatures: FakeSignatures | None
) -> Site:
    clock, login, leads, cards = FakeClock(), FakeLogin(), FakeLeads(), FakeCards()
    press = FakePress(cards, clock)

    async def open_browser() -> Browser:
        app = web.Application()
        app.add_routes(
            page_routes(
                login=login,
                contacts=FakeContacts(),
                leads=leads,
                chats=leads,
                cards=cards,
                press=press,
                clock=clock,
                secret=SECRET,
                base_url=base_url,
                signatures=signatures,
            )
        )
        return await aiohttp_client(TestServer(app))

    return Site(clock, login, leads, cards, press, open_browser)


@pytest.fixture
async def browser(site: Site) -> Browser:
    """Zhang Wei's browser."""
    return await site.browser_of("code-zhang")
