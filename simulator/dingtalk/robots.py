"""The app's robot: one-to-one and group sends, and the webhook of a running conversation."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from simulator.dingtalk.errors import api_error, json_body, oapi_error
from simulator.dingtalk.notes import draw_sample, draw_webhook
from simulator.message import Message
from simulator.world import World

SESSION_LIFE = timedelta(minutes=90)
USERS_PER_CALL = 20


class Robots:
    """Sends what one robot says; `sessions` maps a webhook's session to who listens there and until when."""

    def __init__(self, world: World, robot_code: str) -> None:
        self.world = world
        self.robot_code = robot_code
        self.sessions: dict[str, tuple[str | None, str | None, datetime]] = {}

    def session(self, person: str, room: str | None) -> tuple[str, int]:
        """Return a new session for answers to this person (or room) and its end in milliseconds."""
        name, ends = uuid.uuid4().hex, self.world.now() + SESSION_LIFE
        self.sessions[name] = (None if room else person, room, ends)
        return name, int(ends.timestamp() * 1000)

    async def batch_send(self, request: web.Request) -> web.Response:
        """Answer POST /v1.0/robot/oToMessages/batchSend."""
        body = await json_body(request)
        self._check_robot(body)
        users = body.get("userIds") or []
        if not 1 <= len(users) <= USERS_PER_CALL:
            raise api_error(400, "invalidParameter.userIds", "userIds 数量应为 1 到 20")
        people = self.world.people
        known = [user for user in users if user in people and people[user].active]
        for user in known:
            self._record(body, user, None)
        invalid = [user for user in users if user not in known]
        return web.json_response(
            {"processQueryKey": uuid.uuid4().hex, "invalidStaffIdList": invalid, "flowControlledStaffIdList": []}
        )

    async def group_send(self, request: web.Request) -> web.Response:
        """Answer POST /v1.0/robot/groupMessages/send."""
        body = await json_body(request)
        self._check_robot(body)
        room = self.world.rooms.get(str(body.get("openConversationId")))
        if room is None:
            raise api_error(400, "invalidParameter.openConversationId", "机器人不在群里或群不存在")
        self._record(body, None, room.name)
        return web.json_response({"processQueryKey": uuid.uuid4().hex})

    async def by_session(self, request: web.Request) -> web.Response:
        """Answer a post to a sessionWebhook."""
        to, room, ends = self.sessions.get(request.query.get("session", ""), (None, None, self.world.now()))
        if ends <= self.world.now():
            raise oapi_error(300001, "session 不存在或已过期")
        message = Message("dingtalk", to, self.world.rooms[room].name if room else None, self.world.now(), "text")
        try:
            self.world.record(draw_webhook(message, await json_body(request)))
        except ValueError as wrong:
            raise oapi_error(400402, str(wrong)) from None
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    def _check_robot(self, body: dict[str, Any]) -> None:
        if body.get("robotCode") != self.robot_code:
            raise api_error(400, "resource.not.found", "robotCode 不存在")

    def _record(self, body: dict[str, Any], to: str | None, room: str | None) -> None:
        message = Message("dingtalk", to, room, self.world.now(), "text")
        try:
            draw_sample(message, str(body.get("msgKey")), str(body.get("msgParam")))
        except ValueError as wrong:
            raise api_error(400, "invalidParameter.msgParam", str(wrong)) from None
        self.world.record(message)
