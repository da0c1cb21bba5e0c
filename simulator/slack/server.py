"""The Slack simulator: routes, and the people who write, speak and press."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Literal

import aiohttp
from aiohttp import web

from simulator.listening import Listening
from simulator.message import Message
from simulator.slack.audio import clip
from simulator.slack.chat import Chat
from simulator.slack.delivery import HttpDelivery
from simulator.slack.directory import Directory
from simulator.slack.drawing import INSTANCE
from simulator.slack.events import envelope, home_opened, recorded_events, slash_command, typed
from simulator.slack.files import Files
from simulator.slack.gate import Gate
from simulator.slack.press import Hands
from simulator.slack.socket import SocketDelivery
from simulator.slack.views import Views
from simulator.slack.workspace import Workspace
from simulator.world import World

MAX_BODY = 32 << 20
DEMO_APP = ("xoxb-genjin", "xapp-genjin", "8f742231b10e8888abcd99yyyzzz85a5")
"""Bot token, app token and signing key unless told otherwise."""


class SlackSimulator:
    """slack.com, files.slack.com and hooks.slack.com on one address, with one workspace and one app.

    `mode`: `http` posts to `events_url`, `interactivity_url` and `commands_url` (both like the first while None);
    `socket` uses Socket Mode.
    `double_events`: a mention also arrives as a channel message, and a clip also as file_shared.
    """

    name = "slack"
    double_events = False

    def __init__(
        self,
        world: World,
        bot_token: str = DEMO_APP[0],
        app_token: str = DEMO_APP[1],
        signing_secret: str = DEMO_APP[2],
        mode: Literal["http", "socket"] = "http",
        events_url: str | None = None,
    ) -> None:
        self.world = world
        self.bot_token, self.app_token, self.signing_secret = bot_token, app_token, signing_secret
        self.url = ""
        self.space = Workspace(world)
        self.gate = Gate(world, bot_token, app_token)
        self.socket = SocketDelivery(world)
        self.events_url = events_url
        self.interactivity_url: str | None = None
        self.commands_url: str | None = None
        self.http = HttpDelivery(world, signing_secret, self._request_url)
        self.delivery: HttpDelivery | SocketDelivery = self.http if mode == "http" else self.socket
        self.chat = Chat(self.space, self.gate)
        self.views = Views(self.space)
        self.files = Files(self.space, self.chat, bot_token)
        self.hands = Hands(self.space, self.views, self.delivery)
        for part in (self.chat, self.views, self.files, Directory(self.space)):
            self.gate.methods |= part.methods()
        self.gate.methods["apps.connections.open"] = self.socket.open
        self._listening = Listening()

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1."""
        app = web.Application(client_max_size=MAX_BODY)
        app.add_routes(
            [
                web.route("*", "/api/{method}", self.gate.call),
                web.get("/link", self.socket.connect),
                web.get("/files-pri/{file}/{rest:.*}", self.files.download),
                web.post("/upload/{file}", self.files.upload),
                web.post("/actions/{team}/{name}", self.chat.respond),
            ]
        )
        bound = await self._listening.start(app, port)
        self.url = self.files.address = self.hands.url = f"http://{bound}"
        self.socket.address = f"ws://{bound}"
        self.http.http = aiohttp.ClientSession()

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        self.gate.stopping.set()
        await self.socket.close()
        if self.http.http is not None:
            await self.http.http.close()
            self.http.http = None
        await self._listening.stop()

    @property
    def deadline(self) -> float:
        """Seconds until an unanswered delivery counts as failed."""
        return self.delivery.deadline

    @deadline.setter
    def deadline(self, seconds: float) -> None:
        self.http.deadline = self.socket.deadline = seconds

    async def say(self, person: str, text: str, group: str | None = None) -> bool:
        """Write to the bot, or mention it in a channel; `text` is what the person typed."""
        return await self._deliver(typed(self.space, person, text, group, self.double_events))

    async def voice(self, person: str, audio: bytes | None, transcript: str | None = None) -> bool:
        """Send a voice clip one to one; the transcript is only in a later files.info."""
        self.space.known(person)
        if audio is None and transcript is None:
            raise LookupError("语音既没有文件也没有文字")
        recorded = await asyncio.to_thread(clip, audio)
        file = self.files.voice(person, recorded, transcript)
        return await self._deliver(recorded_events(self.space, person, file, self.double_events))

    async def tap(
        self,
        person: str,
        card: Message,
        press: str,
        choose: Mapping[str, str] | None = None,
        fill: Mapping[str, str] | None = None,
    ) -> bool:
        """Press a button; fills the message's inputs, or those of the modal that the press opens."""
        self.space.known(person)
        with self.world.flying():
            return await self.hands.tap(person, card, press, {**(choose or {}), **(fill or {})})

    async def open_home(self, person: str) -> bool:
        """Open the app's Home tab."""
        return await self._deliver([home_opened(self.space, person)])

    async def command(self, person: str, command: str, text: str, group: str | None = None) -> bool:
        """Use a slash command; an answer in the acknowledgement is shown to this person."""
        self.space.known(person)
        channel = self.space.room(group) if group else f"D{person}"
        payload = slash_command(self.space, person, channel, command, text)
        payload["response_url"] = self.url + self.space.hook(person, channel, None)
        with self.world.flying():
            answer = await self.delivery.interact("slash_commands", payload)
        if answer:
            self.chat.answer(person, channel, answer)
        return answer is not None

    def visible(self, person: str) -> list[Message]:
        """Return what this person sees here, cards once and in their newest state."""
        rooms = {room.name for room in self.world.rooms.values() if not room.members or person in room.members}
        newest: dict[object, Message] = {}
        for message in self.world.messages:
            mine = message.to == person or (message.to is None and message.group in rooms)
            key = message.hooks.get(INSTANCE)
            if message.on != self.name or not mine or key in self.space.gone:
                continue
            newest.pop(key, None)
            newest[key] = message
        return list(newest.values())

    def _request_url(self, kind: str) -> str | None:
        """Return where an `event`, an `interactive` payload or `slash_commands` go."""
        special = {"interactive": self.interactivity_url, "slash_commands": self.commands_url}
        return special.get(kind) or self.events_url

    async def _deliver(self, events: list[dict[str, Any]]) -> bool:
        with self.world.flying():
            return all([await self.delivery.event(envelope(self.space, event)) for event in events])
