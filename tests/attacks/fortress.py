"""A whole service in this process, with people, customers and browsers, to be attacked over its real routes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request
from sqlalchemy import select

from app.installation import Installation
from app.pages.buttons import PageButtons
from app.service.http import application
from app.service.refusals import Refusals
from cards.card import Action, Card
from cards.token import signer
from cards.wire import to_json
from config.platforms import SlackSettings, WeComSettings
from config.settings import Settings
from crm.leads.lead import Lead
from crm.people import Identity, User
from storage.records import SessionRecords
from storage.rights.api_tokens import keep_token
from storage.tables.trail import audit
from web.session import COOKIE, Sessions

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
PHONE = "13800001234"
ADMIN = "an-admin-token-of-this-installation"
PEOPLE = (
    ("zhangwei", "张伟", "sales", "华东组"),
    ("chenchen", "陈晨", "sales", "华南组"),
    ("wangfang", "王芳", "supervisor", "华东组"),
    ("admin", "钱宇", "admin", ""),
    ("intern", "小何", "intern", ""),
)


def settings_for(folder: Path) -> Settings:
    """Return an installation on SQLite with WeCom and Slack, under a clock that stands still."""
    return Settings(
        data_dir=folder,
        clock="manual",
        clock_start=NOW.isoformat(),
        admin_token=ADMIN,
        wecom=WeComSettings(corp_id="c", agent_id=1, secret="s", callback_token="t", aes_key="a" * 43),
        slack=SlackSettings(bot_token="xoxb-1", signing_secret="shhh"),
        channels={"*": "channel-secret"},
        _env_file=None,
    )


class Fortress:
    """The service, one browser, and what can be asked of both."""

    def __init__(self, service: Installation, browser: TestClient[web.Request, web.Application]) -> None:
        self.service = service
        self.browser = browser
        self.sessions = Sessions(service.secret, service.clock, secure=False)

    async def fill(self) -> None:
        """Two customers, each somebody's, and a card that is Zhang Wei's alone. Nobody is there to be told of it."""
        async with self.service.database.begin() as session:
            records = SessionRecords(session)
            people = [User(*person) for person in PEOPLE]
            await records.people.replace(people, [Identity("wecom", p.id, p.id) for p in people if p.role != "admin"])
            for owner, company in (("zhangwei", "安克创新"), ("chenchen", "杭州测试")):
                await records.leads.add(Lead(f"l-{owner}", company, "王磊", PHONE, owner, NOW, NOW))
            card = Card("draft-1", 1, "draft", "新线索", actions=(Action("confirm", "确认"),))
            await records.cards.put(to_json(card), "draft:1", ["zhangwei"], None, NOW)
            for person in people:
                await keep_token(session, f"token-of-{person.id}", person.id, NOW)

    def cookie(self, person: str) -> dict[str, str]:
        """Return the headers of this person's logged-in browser."""
        response = web.Response()
        self.sessions.start(response, person)
        return {"Cookie": f"{COOKIE}={response.cookies[COOKIE].value}"}

    def form(self, headers: Mapping[str, str], **values: str) -> dict[str, str]:
        """Return a form as our own page would send it for this session."""
        session = self.sessions.read(make_mocked_request("GET", "/", headers=headers))
        assert session is not None
        return {"csrf": session.csrf, **{name.replace("__", "."): value for name, value in values.items()}}

    def button(self, action: str = "confirm", card: str = "draft-1", rev: int = 1) -> str:
        """Return the sealed text of a button as the service draws it."""
        until = NOW.replace(year=2027)
        return signer(card, rev, until, self.service.secret)(action)

    async def service_press(self, person: str, token: str) -> str:
        """Press a button past the pages' own check of the card, and return what is said."""
        return await PageButtons(self.service).press(person, token, {})

    async def rows(self, action: str) -> list[dict[str, Any]]:
        """Return what the audit log holds of an action."""
        async with self.service.database.read() as session:
            found = await session.execute(select(audit).where(audit.c.action == action).order_by(audit.c.id))
            return [dict(row._mapping) for row in found]

    async def lead(self, owner: str) -> Lead:
        """Return somebody's customer as it stands."""
        async with self.service.database.read() as session:
            lead = await SessionRecords(session).leads.get(f"l-{owner}")
        assert lead is not None
        return lead


async def raise_fortress(service: Installation) -> Fortress:
    """Return the fortress of an open installation; close its browser after use."""
    app = application(service, Refusals(service.database, service.clock))
    browser = TestClient(TestServer(app))
    await browser.start_server()
    fortress = Fortress(service, browser)
    await fortress.fill()
    return fortress
