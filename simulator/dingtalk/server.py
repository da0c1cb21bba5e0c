"""The DingTalk simulator: routes, and the people who write, speak and press."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from simulator.dingtalk.cards import Cards
from simulator.dingtalk.custom import CustomRobots
from simulator.dingtalk.gate import Gate
from simulator.dingtalk.media import Media, duration_ms, silence
from simulator.dingtalk.press import press_content
from simulator.dingtalk.robots import Robots
from simulator.dingtalk.screen import Screen
from simulator.dingtalk.stream import Stream
from simulator.dingtalk.talks import CORP, Talks
from simulator.dingtalk.template import INSTANCE
from simulator.listening import Listening
from simulator.message import Message
from simulator.world import World

MAX_BODY = 32 << 20
DEMO_APP = ("dingGENJIN", "genjin-dingtalk-app", "genjin-card.schema")
"""Key, secret and card template of the app unless told otherwise."""


class DingTalkSimulator:
    """api.dingtalk.com and oapi.dingtalk.com on one address, with one internal app and its robot."""

    name = "dingtalk"

    def __init__(
        self,
        world: World,
        app_key: str = DEMO_APP[0],
        app_secret: str = DEMO_APP[1],
        robot_code: str | None = None,
        template: str = DEMO_APP[2],
    ) -> None:
        self.world = world
        self.app_key = app_key
        self.app_secret = app_secret
        self.robot_code = robot_code or app_key
        self.template = template
        self.url = ""
        self.gate = Gate(world, app_key, app_secret)
        self.stream = Stream(world, app_key, app_secret)
        self.cards = Cards(world, self.robot_code, template)
        self.robots = Robots(world, self.robot_code)
        self.custom = CustomRobots(world)
        self.media = Media(world, self.robot_code)
        self.talks = Talks(world, self.robots, self.robot_code)
        self.screen = Screen(world, self.cards)
        self._listening = Listening()

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1."""
        app = web.Application(middlewares=[self.gate.pass_through], client_max_size=MAX_BODY)
        app.add_routes(self._routes())
        bound = await self._listening.start(app, port)
        self.url = self.media.address = self.talks.address = f"http://{bound}"
        self.stream.address = f"ws://{bound}"

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        self.gate.stopping.set()
        await self.stream.close()
        await self._listening.stop()

    def _routes(self) -> list[web.RouteDef]:
        return [
            web.post("/v1.0/oauth2/accessToken", self.gate.token),
            web.post("/v1.0/gateway/connections/open", self.stream.open),
            web.get("/connect", self.stream.connect),
            web.post("/v1.0/robot/oToMessages/batchSend", self.robots.batch_send),
            web.post("/v1.0/robot/groupMessages/send", self.robots.group_send),
            web.post("/v1.0/robot/messageFiles/download", self.media.address_of),
            web.get("/download/{name}", self.media.download),
            web.post("/v1.0/card/instances/createAndDeliver", self.cards.create_and_deliver),
            web.put("/v1.0/card/instances", self.cards.update),
            web.put("/v1.0/card/streaming", self.cards.streaming),
            web.post("/media/upload", self.media.upload),
            web.post("/robot/send", self.custom.send),
            web.post("/robot/sendBySession", self.robots.by_session),
        ]

    def robot_token(self, room_id: str) -> str:
        """Return the access_token of the custom robot in this room."""
        return self.custom.token(room_id)

    def robot_secret(self, room_id: str) -> str:
        """Return the signing secret of the custom robot in this room."""
        return self.custom.secret(room_id)

    async def say(self, person: str, text: str, group: str | None = None) -> bool:
        """Write to the robot, or mention it in a room; the mention is cut away and its space stays."""
        data = self.talks.message(person, group) | {
            "msgtype": "text",
            "text": {"content": f" {text}" if group else text},
        }
        with self.world.flying():
            return await self.stream.robot_message(data)

    async def voice(
        self, person: str, audio: bytes | None, transcript: str | None = None, group: str | None = None
    ) -> bool:
        """Send a voice note one to one; in a room nobody can. Raises LookupError then, or with nothing to send."""
        if group is not None:
            raise LookupError("钉钉群里不能给机器人发语音，只能单聊")
        if audio is None and transcript is None:
            raise LookupError("语音既没有文件也没有文字")
        sound = audio if audio is not None else silence()
        content: dict[str, Any] = {"duration": duration_ms(sound), "downloadCode": self.media.keep(sound)}
        if transcript is not None:
            content["recognition"] = transcript
        with self.world.flying():
            return await self.stream.robot_message(
                self.talks.message(person, None) | {"msgtype": "audio", "content": content}
            )

    async def quota_exhausted(self, person: str) -> bool:
        """Deliver what DingTalk sends instead of a message when the month's calls are used up."""
        error = {"msgtype": "text", "errCode": 20001, "errMsg": "受调用量超量影响，当前我的消息服务已经暂停。"}
        with self.world.flying():
            return await self.stream.robot_message(self.talks.message(person, None) | error)

    async def tap(
        self,
        person: str,
        card: Message,
        press: str,
        choose: Mapping[str, str] | None = None,
        fill: Mapping[str, str] | None = None,
    ) -> bool:
        """Press a button of a card in its newest state; the answer changes the card at once."""
        self.talks.known(person)
        instance = self.cards.instances.get(str(card.hooks.get(INSTANCE)))
        if instance is None:
            raise LookupError(f"“{card.title}”不是互动卡片，没有可回调的按钮")
        space = self.screen.space_of(person, instance, card)
        shown = self.cards.show(instance, space, "card", person)
        content = press_content(shown, press, choose or {}, fill or {})
        data = {
            "type": "actionCallback",
            "outTrackId": instance.track,
            "corpId": CORP,
            "userId": person,
            "userIdType": 1,
            "spaceType": space.kind,
            "spaceId": space.id,
            "extension": "{}",
            "content": json.dumps(content, ensure_ascii=False),
        }
        if instance.callback != "STREAM":
            return False
        with self.world.flying():
            response = await self.stream.card_callback(data)
        if response is None:
            return False
        self.cards.answer(instance, person, response)
        return True

    def visible(self, person: str) -> list[Message]:
        """Return what this person sees here, cards once and in their newest state."""
        return self.screen.visible(person)
