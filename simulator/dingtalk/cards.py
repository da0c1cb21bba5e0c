"""Interactive card instances: created once, updated any time, shown to a person or a room."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from simulator.dingtalk.errors import api_error, json_body
from simulator.dingtalk.template import INSTANCE, draw
from simulator.message import Message, MessageKind
from simulator.world import World

SPACE = re.compile(r"dtv1\.card//(IM_ROBOT|IM_GROUP|IM_SINGLE|ONE_BOX)\.(.+)")
KEY_BYTES, VALUE_BYTES = 100, 1024


@dataclass(slots=True)
class Space:
    """Where a card stands: with a person (IM_ROBOT) or in a room (IM_GROUP), there perhaps for a few only."""

    kind: str
    id: str
    recipients: tuple[str, ...] = ()


@dataclass(slots=True)
class Instance:
    """One card as the platform keeps it. `private` holds each person's own variables."""

    track: str
    callback: str
    params: dict[str, str]
    private: dict[str, dict[str, str]]
    spaces: list[Space] = field(default_factory=list)


class Cards:
    """All cards of one app, by outTrackId."""

    def __init__(self, world: World, robot_code: str, template: str) -> None:
        self.world = world
        self.robot_code = robot_code
        self.template = template
        self.instances: dict[str, Instance] = {}

    async def create_and_deliver(self, request: web.Request) -> web.Response:
        """Answer POST /v1.0/card/instances/createAndDeliver; 200 does not mean delivered."""
        body = await json_body(request)
        track = str(body.get("outTrackId") or "")
        if not track:
            raise api_error(400, "param.outTrackIdEmpty", "outTrackId 不能为空")
        if body.get("cardTemplateId") != self.template:
            raise api_error(400, "param.templateNotExist", "卡片模板不存在或未发布")
        spaces = self._spaces(str(body.get("openSpaceId") or ""), body)
        if track in self.instances:
            return self._delivered(track, [(space, "param.cardAlreadyExist", True) for space in spaces])
        params, private = self._maps(body, keyed=True)
        instance = Instance(track, str(body.get("callbackType", "")), params, private)
        self.instances[track] = instance
        results = []
        for space in spaces:
            problem = self._problem(space, body)
            if not problem:
                instance.spaces.append(space)
                self._record(instance, space, "card")
            results.append((space, problem, not problem))
        return self._delivered(track, results)

    async def update(self, request: web.Request) -> web.Response:
        """Answer PUT /v1.0/card/instances."""
        body = await json_body(request)
        instance = self._known(body)
        params, private = self._maps(body, keyed=True)
        self.apply(instance, params if "cardData" in body else None, private, body.get("cardUpdateOptions") or {})
        return web.json_response({"success": True, "result": True})

    async def streaming(self, request: web.Request) -> web.Response:
        """Answer PUT /v1.0/card/streaming: one variable, whole or in pieces."""
        body = await json_body(request)
        instance = self._known(body)
        key, content = str(body.get("key", "")), str(body.get("content", ""))
        if not body.get("isFull"):
            content = instance.params.get(key, "") + content
        self.apply(instance, {key: content}, {}, {"updateCardDataByKey": True})
        return web.json_response({"success": True, "result": True})

    def answer(self, instance: Instance, person: str, response: Mapping[str, Any]) -> None:
        """Apply the answer to a card callback; its private data belongs to the person who pressed."""
        params = self._checked((response.get("cardData") or {}).get("cardParamMap") or {})
        own = self._checked((response.get("userPrivateData") or {}).get("cardParamMap") or {})
        options = response.get("cardUpdateOptions") or {}
        if params or own:
            self.apply(instance, params or None, {person: own} if own else {}, options)

    def apply(
        self,
        instance: Instance,
        params: dict[str, str] | None,
        private: dict[str, dict[str, str]],
        options: Mapping[str, Any],
    ) -> None:
        """Change a card; without the ByKey options a whole map is replaced."""
        if params is not None:
            instance.params = instance.params | params if options.get("updateCardDataByKey") else params
        for person, own in private.items():
            kept = instance.private.get(person, {}) if options.get("updatePrivateDataByKey") else {}
            instance.private[person] = kept | own
        for space in instance.spaces:
            if params is not None or space.id in private:
                self._record(instance, space, "update")
            else:
                for person in private:
                    self.world.record(self.show(instance, space, "update", person))

    def show(self, instance: Instance, space: Space, kind: MessageKind, person: str | None = None) -> Message:
        """Return the card as it looks in this space, for one person if given."""
        room = self.world.rooms[space.id].name if space.kind == "IM_GROUP" else None
        viewer = person or (space.id if room is None else None)
        message = Message("dingtalk", viewer, room, self.world.now(), kind)
        message.card = re.sub(r"\.v\d+(\..*)?$", "", instance.track)
        message.hooks[INSTANCE] = instance.track
        return draw(message, instance.params | instance.private.get(viewer or "", {}))

    def _record(self, instance: Instance, space: Space, kind: MessageKind) -> None:
        for person in space.recipients or (None,):
            self.world.record(self.show(instance, space, kind, person))

    def _known(self, body: Mapping[str, Any]) -> Instance:
        instance = self.instances.get(str(body.get("outTrackId")))
        if instance is None:
            raise api_error(404, "param.cardNotExist", "卡片实例不存在")
        return instance

    def _spaces(self, joined: str, body: Mapping[str, Any]) -> list[Space]:
        spaces = []
        for part in joined.split(";"):
            match = SPACE.fullmatch(part)
            if match is None:
                raise api_error(400, "param.openSpaceIdInvalid", f"openSpaceId 不合法：{part}")
            recipients = (body.get("imGroupOpenDeliverModel") or {}).get("recipients") or ()
            spaces.append(Space(match[1], match[2], tuple(recipients) if match[1] == "IM_GROUP" else ()))
        return spaces

    def _problem(self, space: Space, body: Mapping[str, Any]) -> str:
        """Return why the card cannot stand there, or an empty text."""
        if space.kind == "IM_ROBOT":
            model = body.get("imRobotOpenDeliverModel") or {}
            known = self.world.people.get(space.id)
            if model.get("spaceType") != "IM_ROBOT" or "imRobotOpenSpaceModel" not in body:
                return "param.imRobotModelMissing"
            return "" if known and known.active else "param.userNotExist"
        if space.kind == "IM_GROUP":
            model = body.get("imGroupOpenDeliverModel") or {}
            if model.get("robotCode") != self.robot_code:
                return "param.robotCodeInvalid"
            return "" if space.id in self.world.rooms else "param.conversationNotExist"
        return "param.spaceTypeNotSupported"

    def _maps(self, body: Mapping[str, Any], keyed: bool) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        params = self._checked((body.get("cardData") or {}).get("cardParamMap") or {})
        private = body.get("privateData") or {} if keyed else {}
        return params, {person: self._checked(own.get("cardParamMap") or {}) for person, own in private.items()}

    @staticmethod
    def _checked(params: Mapping[str, Any]) -> dict[str, str]:
        for key, value in params.items():
            if not isinstance(value, str):
                raise api_error(400, "param.cardParamMapInvalid", f"变量 {key} 不是字符串")
            if len(key.encode()) > KEY_BYTES or len(value.encode()) > VALUE_BYTES:
                raise api_error(400, "param.cardParamTooLong", f"变量 {key} 超过长度限制")
        return dict(params)

    @staticmethod
    def _delivered(track: str, results: list[tuple[Space, str, bool]]) -> web.Response:
        rows = [
            {"spaceId": space.id, "spaceType": space.kind, "success": success, "errorMsg": problem}
            for space, problem, success in results
        ]
        result = {"outTrackId": track, "deliverResults": rows}
        return web.json_response(text=json.dumps({"success": True, "result": result}, ensure_ascii=False))
