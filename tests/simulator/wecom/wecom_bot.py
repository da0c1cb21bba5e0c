"""A tiny bot over HTTP: acknowledges callbacks, remembers them, and calls the API like any client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import xmltodict
from aiohttp import web

from simulator.wecom.crypto import CallbackCrypto
from simulator.wecom.server import WeComSimulator
from simulator.world import Person, Room, World

START = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


class FakeBot:
    """`statuses` are answered first, then 200; `silent` never answers; `passive` is the next encrypted reply."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.statuses: list[int] = []
        self.silent = False
        self.passive: str | None = None
        self.garbage: bytes | None = None
        self.crypto = CallbackCrypto("t", "A" * 43, "")
        self.released = asyncio.Event()

    async def check(self, request: web.Request) -> web.Response:
        query = request.query
        text = self.crypto.open(query["msg_signature"], query["timestamp"], query["nonce"], query["echostr"])
        return web.Response(text=text)

    async def receive(self, request: web.Request) -> web.Response:
        query = request.query
        sealed = xmltodict.parse(await request.read())["xml"]["Encrypt"]
        plain = self.crypto.open(query["msg_signature"], query["timestamp"], query["nonce"], sealed)
        self.events.append(xmltodict.parse(plain)["xml"])
        if self.silent:
            await self.released.wait()
        if self.statuses:
            return web.Response(status=self.statuses.pop(0))
        if self.garbage is not None:
            return web.Response(body=self.garbage)
        return web.Response(text=self._reply(query["timestamp"], query["nonce"]))

    def _reply(self, stamp: str, nonce: str) -> str:
        if self.passive is None:
            return ""
        sealed = self.crypto.encrypt(self.passive)
        signature = self.crypto.signature(stamp, nonce, sealed)
        reply = {"Encrypt": sealed, "MsgSignature": signature, "TimeStamp": stamp, "Nonce": nonce}
        return xmltodict.unparse({"xml": reply}, full_document=False)


class Client:
    """Calls the API of the simulator as the bot would."""

    def __init__(self, wecom: WeComSimulator, bot: FakeBot, session: aiohttp.ClientSession) -> None:
        self.wecom, self.bot, self.session = wecom, bot, session
        self.world = wecom.world
        self.now = START

    def later(self, **duration: float) -> None:
        self.now += timedelta(**duration)

    async def call(self, path: str, body: dict[str, Any] | None = None, **query: str) -> dict[str, Any]:
        method = "GET" if body is None else "POST"
        url = f"{self.wecom.url}/cgi-bin/{path}"
        async with self.session.request(method, url, json=body, params=query) as response:
            assert response.status == 200
            answer: dict[str, Any] = await response.json()
            return answer

    async def token(self, secret: str | None = None) -> str:
        given = secret or self.wecom.secret
        return str((await self.call("gettoken", corpid=self.wecom.corp_id, corpsecret=given))["access_token"])

    async def api(self, path: str, body: dict[str, Any] | None = None, **query: str) -> dict[str, Any]:
        return await self.call(path, body, access_token=await self.token(), **query)

    async def send(self, to: str, kind: str, content: dict[str, Any], **more: Any) -> dict[str, Any]:
        body = {"touser": to, "agentid": self.wecom.agent_id, "msgtype": kind, kind: content, **more}
        return await self.api("message/send", body)

    async def update(self, code: str, **more: Any) -> dict[str, Any]:
        body = {"agentid": self.wecom.agent_id, "response_code": code, **more}
        return await self.api("message/update_template_card", body)


@asynccontextmanager
async def playing() -> AsyncIterator[Client]:
    """Run the simulator and the bot on free ports, with a clock that the test moves."""
    bot = FakeBot()
    app = web.Application()
    app.router.add_get("/wecom/callback", bot.check)
    app.router.add_post("/wecom/callback", bot.receive)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    world = World(lambda: client.now)
    people = [Person("zhangwei", "张伟"), Person("lina", "李娜"), Person("gone", "已离职", active=False)]
    world.populate(people, [Room("east", "华东群", ("zhangwei", "lina")), Room("crm", "CRM管理群", ("lina",))])
    callback = f"http://127.0.0.1:{runner.addresses[0][1]}/wecom/callback"
    wecom = WeComSimulator(world, callback_url=callback)
    bot.crypto = CallbackCrypto(wecom.callback_token, wecom.aes_key, wecom.corp_id)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        client = Client(wecom, bot, session)
        await wecom.start()
        try:
            yield client
        finally:
            bot.released.set()
            await wecom.stop()
            await runner.cleanup()


BUTTONS: dict[str, Any] = {
    "card_type": "button_interaction",
    "source": {"desc": "跟进", "desc_color": 2},
    "main_title": {"title": "新线索", "desc": "请核对"},
    "sub_title_text": "客户公司：杭州测试\n🔴 时限：48小时\n🟢 已签约待开票",
    "task_id": "lead-1@v1",
    "horizontal_content_list": [
        {"keyname": "联系人", "value": "张三"},
        {"keyname": "负责人", "type": 3, "userid": "zhangwei"},
        {"keyname": "客户", "type": 1, "value": "打开", "url": "https://crm.example.test/c/1"},
    ],
    "action_menu": {"desc": "更多", "action_list": [{"text": "不再提醒", "key": "mute:1"}]},
    "button_selection": {
        "question_key": "stage",
        "title": "阶段",
        "option_list": [{"id": "s1", "text": "初步接触"}, {"id": "s2", "text": "报价"}],
        "selected_id": "s1",
    },
    "button_list": [
        {"text": "确认", "style": 1, "key": "confirm:1"},
        {"text": "取消", "style": 3, "key": "cancel:1"},
        {"text": "修改", "type": 1, "url": "https://crm.example.test/edit/1"},
    ],
    "card_action": {"type": 1, "url": "https://crm.example.test/cards/1"},
}
