"""Custom robots: a signed webhook per room that can only send."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections import defaultdict, deque
from datetime import datetime, timedelta

from aiohttp import web

from simulator.dingtalk.errors import json_body, oapi_error
from simulator.dingtalk.notes import draw_webhook
from simulator.message import Message
from simulator.world import World

PER_MINUTE = 20
MUTED = timedelta(minutes=10)
MAX_SKEW = timedelta(hours=1)


def robot_sign(secret: str, timestamp: str) -> str:
    """Return the Base64 signature that belongs to this time (milliseconds, as text)."""
    digest = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


class CustomRobots:
    """One robot per room; more than 20 messages a minute mute it for ten."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._sent: dict[str, deque[datetime]] = defaultdict(deque)
        self._muted: dict[str, datetime] = {}
        self._seen: set[tuple[str, str]] = set()

    @staticmethod
    def token(room_id: str) -> str:
        """Return the access_token of the room's webhook."""
        return hashlib.sha256(f"robot:{room_id}".encode()).hexdigest()

    @staticmethod
    def secret(room_id: str) -> str:
        """Return the signing secret of the room's webhook."""
        return "SEC" + hashlib.sha256(f"secret:{room_id}".encode()).hexdigest()

    async def send(self, request: web.Request) -> web.Response:
        """Answer POST /robot/send."""
        room = self._room(request.query.get("access_token", ""))
        self._check_sign(room, request)
        body = await json_body(request)
        again = (room, str(body["msgUuid"])) if body.get("msgUuid") else None
        if again in self._seen:
            return web.json_response({"errcode": 0, "errmsg": "ok"})
        self._check_rate(room)
        message = Message("dingtalk", None, self.world.rooms[room].name, self.world.now(), "text")
        try:
            draw_webhook(message, body)
        except ValueError as wrong:
            raise oapi_error(400402, str(wrong)) from None
        if again is not None:
            self._seen.add(again)
        self.world.record(message)
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    def _room(self, token: str) -> str:
        for room in self.world.rooms:
            if hmac.compare_digest(self.token(room).encode(), token.encode()):
                return room
        raise oapi_error(300005, "token is not exist")

    def _check_sign(self, room: str, request: web.Request) -> None:
        timestamp, sign = request.query.get("timestamp", ""), request.query.get("sign", "")
        expected = robot_sign(self.secret(room), timestamp)
        if not timestamp.isdecimal() or not hmac.compare_digest(expected.encode(), sign.encode()):
            raise oapi_error(310000, "sign not match")
        sent = int(timestamp) / 1000
        if abs(self.world.now().timestamp() - sent) > MAX_SKEW.total_seconds():
            raise oapi_error(310000, "invalid timestamp")

    def _check_rate(self, room: str) -> None:
        now, sent = self.world.now(), self._sent[room]
        while sent and sent[0] <= now - timedelta(minutes=1):
            sent.popleft()
        if self._muted.get(room, now) <= now and len(sent) >= PER_MINUTE:
            self._muted[room] = now + MUTED
        if self._muted.get(room, now) > now:
            raise oapi_error(410100, "发送速度太快而限流")
        sent.append(now)
