"""An app under Slack's three request URLs, and the blocks it posts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import aiohttp
from aiohttp import web

from simulator.slack import SlackSimulator
from simulator.slack.delivery import sign
from simulator.world import SHANGHAI


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)

    def __call__(self) -> datetime:
        return self.at


class App:
    """The app under the three request URLs; `answer` decides what a payload gets back."""

    def __init__(self, slack: SlackSimulator, http: aiohttp.ClientSession) -> None:
        self.slack, self.http = slack, http
        self.got: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answer: Callable[[dict[str, Any]], Any] = lambda payload: {}

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        stamp = request.headers["X-Slack-Request-Timestamp"]
        assert request.headers["X-Slack-Signature"] == sign(self.slack.signing_secret, stamp, body)
        if request.content_type == "application/json":
            payload = json.loads(body)
        else:
            form = dict(await request.post())
            payload = json.loads(str(form["payload"])) if "payload" in form else form
        self.got.append(payload)
        self.headers.append(dict(request.headers))
        answer = self.answer(payload)
        if asyncio.iscoroutine(answer):
            answer = await answer
        if isinstance(answer, int):
            return web.Response(status=answer)
        return web.json_response(answer) if answer else web.Response()

    async def call(self, method: str, body: Any, token: str = "xoxb-genjin") -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"}
        async with self.http.post(f"{self.slack.url}/api/{method}", json=body, headers=headers) as answer:
            return {"status": answer.status, **await answer.json()}


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def button(text: str, action: str, **extra: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(text), "action_id": action, "value": f"{action}-token", **extra}


def option(text: str, value: str) -> dict[str, Any]:
    return {"text": plain(text), "value": value}


SELECT = {
    "type": "static_select",
    "action_id": "stage",
    "placeholder": plain("阶段"),
    "options": [option("演示", "s1"), option("报价", "s2")],
}


NOTE = {
    "type": "input",
    "block_id": "note_block",
    "label": plain("下一步"),
    "optional": True,
    "element": {"type": "plain_text_input", "action_id": "note"},
}


CARD = [
    {"type": "header", "text": plain("新线索")},
    {"type": "section", "text": {"type": "mrkdwn", "text": "请 *核对*\n*来源：* 展会 &amp; 官网"}},
    {
        "type": "section",
        "fields": [
            {"type": "mrkdwn", "text": "*客户公司*\n<http://x/1|杭州测试>"},
            {"type": "mrkdwn", "text": "🔴 *手机号*\n13800001234"},
        ],
    },
    NOTE,
    {
        "type": "actions",
        "block_id": "buttons",
        "elements": [
            SELECT,
            button("确认", "card.confirm", style="primary"),
            button("打开", "card.open", url="http://x/2"),
            {
                "type": "overflow",
                "action_id": "card.more",
                "options": [option("不再提醒", "mute"), option("转派", "give")],
            },
        ],
    },
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "10:00"}]},
]
META = {"event_type": "genjin_card", "event_payload": {"card": "c1", "rev": 1}}


async def post(app: App, **extra: Any) -> dict[str, Any]:
    body = {"channel": "zhangwei", "text": "新线索", "blocks": CARD, "metadata": META}
    return await app.call("chat.postMessage", body | extra)
