"""Acting for a person on a platform: write, speak, press."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping

from aiohttp import web

from simulator.console.files import sample_path
from simulator.console.form import read_form, read_object, text_of, texts_of
from simulator.console.ledger import Act, Ledger
from simulator.console.local import Refused
from simulator.console.screens import find_card
from simulator.platform import PlatformSimulator
from simulator.world import World

HEARS_ITSELF = "dingtalk"
"""The platform that sends its own transcript along with a voice note."""


class Acting:
    """The handlers of what people do. Each answers when the platform has delivered it or has given up."""

    def __init__(self, world: World, platforms: Mapping[str, PlatformSimulator], ledger: Ledger) -> None:
        self._world = world
        self._platforms = platforms
        self._ledger = ledger

    def platform(self, name: str) -> PlatformSimulator:
        """Return a platform's simulator. Raises Refused."""
        if name not in self._platforms:
            raise Refused(404, f"没有这个平台：{name}")
        return self._platforms[name]

    def person(self, name: str) -> str:
        """Return the id of somebody who is there. Raises Refused."""
        if name not in self._world.people:
            raise Refused(404, f"没有这个人：{name}")
        return name

    async def say(self, request: web.Request) -> web.Response:
        """`POST /say {person, platform, text, room?}`."""
        body = await read_object(request)
        simulator, person = self.platform(text_of(body, "platform")), self.person(text_of(body, "person"))
        text, room = text_of(body, "text"), body.get("room") or None
        known = next((one for one in self._world.rooms.values() if room in (one.id, one.name)), None)
        if room is not None and known is None:
            raise Refused(404, f"没有这个群：{room}")
        act = self._ledger.begin("say", simulator.name, person, known.name if known else None, text)
        return await self._carry_out(act, simulator.say(person, text, known.id if known else None))

    async def voice(self, request: web.Request) -> web.Response:
        """`POST /voice`, a form with `person`, `platform`, and `audio` or `sample`; `transcript` if it is known."""
        texts, audio = await read_form(request)
        simulator = self.platform(texts.get("platform", ""))
        person = self.person(texts.get("person", ""))
        if "sample" in texts:
            audio = await asyncio.to_thread(sample_path(texts["sample"]).read_bytes)
        if not audio:
            raise Refused(400, "没有收到声音")
        transcript = texts.get("transcript") if simulator.name == HEARS_ITSELF else None
        act = self._ledger.begin("voice", simulator.name, person, None, "语音", audio)
        return await self._carry_out(act, simulator.voice(person, audio, transcript or None))

    async def tap(self, request: web.Request) -> web.Response:
        """`POST /tap {person, platform, card, press, choose?, fill?}`; `card`: a serial or a part of the title."""
        body = await read_object(request)
        simulator, person = self.platform(text_of(body, "platform")), self.person(text_of(body, "person"))
        press, choose, fill = text_of(body, "press"), texts_of(body, "choose"), texts_of(body, "fill")
        card = find_card(self._world, simulator.visible(person), text_of(body, "card"))
        if card is None:
            raise Refused(404, "这张卡片不在了")
        act = self._ledger.begin("tap", simulator.name, person, card.group, f"{card.title}：{press}")
        return await self._carry_out(act, simulator.tap(person, card, press, choose, fill))

    async def _carry_out(self, act: Act, doing: Awaitable[bool]) -> web.Response:
        """Wait for the platform; what it does not let people do never happened."""
        try:
            delivered = await doing
        except LookupError as impossible:
            self._ledger.cancel(act)
            raise Refused(422, str(impossible.args[0] if impossible.args else impossible)) from None
        except ValueError:
            self._ledger.cancel(act)
            raise Refused(422, "这不是能播放的声音文件") from None
        self._ledger.end(act, delivered)
        return web.json_response({"delivered": delivered})
