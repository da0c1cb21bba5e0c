"""The console page over one platform that keeps what it was told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import aiohttp

from simulator.console import Console
from simulator.message import Message
from simulator.world import SHANGHAI, World


class Platform:
    """A platform whose bot repeats words, answers a voice note with a card, and closes a card that is pressed."""

    url = ""

    def __init__(self, world: World, name: str) -> None:
        self.world, self.name = world, name
        self.heard: list[tuple[str, bytes | None, str | None]] = []
        self.taps: list[tuple[str, str, str, dict[str, str], dict[str, str]]] = []
        self.lost = False

    async def start(self, port: int = 0) -> None: ...

    async def stop(self) -> None: ...

    def send(self, person: str | None, kind: Any, **more: Any) -> Message:
        return self.world.record(Message(self.name, person, more.pop("group", None), self.world.now(), kind, **more))

    async def say(self, person: str, text: str, group: str | None = None) -> bool:
        if group and self.name == "wecom":
            raise LookupError("企业微信应用收不到群消息")
        self.send(None if group else person, "text", text=f"收到：{text}", group=group and self.world.rooms[group].name)
        return not self.lost

    async def voice(self, person: str, audio: bytes | None, transcript: str | None = None) -> bool:
        if audio == b"noise":
            raise ValueError("no audio that can be read")
        self.heard.append((person, audio, transcript))
        self.send(person, "card", card="c1", title="语音草稿", buttons=["生成线索", "丢弃"])
        return True

    async def tap(
        self,
        person: str,
        card: Message,
        press: str,
        choose: Mapping[str, str] | None = None,
        fill: Mapping[str, str] | None = None,
    ) -> bool:
        if press not in card.buttons:
            raise LookupError(f"没有按钮：{press}")
        self.taps.append((person, str(card.card), press, dict(choose or {}), dict(fill or {})))
        self.send(person, "update", card=card.card, title=card.title, text="已登记", done=True)
        return True

    def visible(self, person: str) -> list[Message]:
        newest: dict[Any, Message] = {}
        for message in self.world.messages:
            if message.on == self.name and (message.to == person or message.group):
                newest.pop(message.card or message.serial, None)
                newest[message.card or message.serial] = message
        return list(newest.values())


class Page:
    """What the browser would ask."""

    def __init__(self, world: World, http: aiohttp.ClientSession) -> None:
        self.world, self.http = world, http
        self.wecom, self.dingtalk = Platform(world, "wecom"), Platform(world, "dingtalk")
        self.at = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)
        self.moves: list[datetime] = []
        self.console = Console(
            world,
            {"wecom": self.wecom, "dingtalk": self.dingtalk},
            self.move,
            self.sidebar,
            lambda: {"zhangwei": {"role": "销售", "team": "华东组"}},
        )

    async def move(self, to: datetime) -> None:
        self.moves.append(to)
        self.at = to
        self.wecom.send(None, "card", group="华东群", title="昨日未闭环线索TOP3")

    async def sidebar(self, person: str, customer: Mapping[str, str]) -> str:
        return f"http://127.0.0.1:1/sidebar?{person}={customer['id']}"

    async def post(self, path: str, body: Any = None, **more: Any) -> tuple[int, Any]:
        given = {"data": body} if isinstance(body, aiohttp.FormData) else {"json": body}
        async with self.http.post(f"{self.console.url}/{path}", **given, **more) as answer:
            return answer.status, await answer.json()

    async def get(self, path: str, **more: Any) -> tuple[int, bytes, Mapping[str, str]]:
        async with self.http.get(f"{self.console.url}/{path}", **more) as answer:
            return answer.status, await answer.read(), answer.headers

    async def state(self, *views: str, since: str = "") -> dict[str, Any]:
        query = [("view", view) for view in views] + ([("since", since)] if since else [])
        async with self.http.get(f"{self.console.url}/state", params=query) as answer:
            assert answer.status == 200, await answer.text()
            state: dict[str, Any] = await answer.json()
            return state

    async def messages(self, view: str) -> list[dict[str, Any]]:
        screens: list[dict[str, Any]] = (await self.state(view))["screens"]
        found: list[dict[str, Any]] = screens[0]["messages"]
        return found
