"""The stream gateway: tickets, WebSocket connections, frames and their acknowledgements."""

from __future__ import annotations

import asyncio
import contextlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

from aiohttp import WSMsgType, web

from simulator.dingtalk.connection import LOST, Connection
from simulator.dingtalk.errors import api_error, json_body
from simulator.dingtalk.talks import CORP
from simulator.world import World

ROBOT_TOPIC = "/v1.0/im/bot/messages/get"
CARD_TOPIC = "/v1.0/card/instances/callback"


class Stream:
    """All live connections of one app.

    `robot_deadline`: seconds until an unacknowledged robot message is sent once more; `card_deadline`: seconds a
    card callback waits for its answer; `patience`: seconds a delivery waits for somebody to be connected.
    """

    robot_deadline = 10.0
    card_deadline = 2.0
    event_deadline = 10.0
    ping_interval = 30.0
    patience = 15.0

    def __init__(self, world: World, app_key: str, app_secret: str) -> None:
        self.world = world
        self.app_key = app_key
        self.app_secret = app_secret
        self.address = ""
        self.connections: list[Connection] = []
        self._tickets: dict[str, frozenset[tuple[str, str]]] = {}
        self._arrived = asyncio.Event()
        self._frames = 0

    async def open(self, request: web.Request) -> web.Response:
        """Answer POST /v1.0/gateway/connections/open with an endpoint and a ticket for one connection."""
        body = await json_body(request)
        if (body.get("clientId"), body.get("clientSecret")) != (self.app_key, self.app_secret):
            raise api_error(401, "authFailed", "鉴权失败")
        topics = frozenset((entry["type"], entry["topic"]) for entry in body.get("subscriptions") or [])
        if not topics:
            raise api_error(400, "subscriptionsEmpty", "没有订阅任何推送")
        ticket = uuid.uuid4().hex
        self._tickets[ticket] = topics
        return web.json_response({"endpoint": f"{self.address}/connect", "ticket": ticket})

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Hold one WebSocket connection; a ticket opens one only."""
        topics = self._tickets.pop(request.query.get("ticket", ""), None)
        if topics is None:
            raise api_error(401, "invalidTicket", "ticket 无效或已使用")
        socket = web.WebSocketResponse(heartbeat=None)
        await socket.prepare(request)
        connection = Connection(uuid.uuid4().hex, socket, request, topics)
        self.connections.append(connection)
        self._arrived.set()
        pinging = asyncio.create_task(self._ping(connection))
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    connection.take_ack(json.loads(message.data))
        finally:
            pinging.cancel()
            self.connections.remove(connection)
            connection.lose()
        return socket

    async def robot_message(self, data: Mapping[str, Any]) -> bool:
        """Deliver a chat message; a second and last frame follows when the first is not acknowledged in time."""
        for _ in range(2):
            ack = await self._deliver("CALLBACK", ROBOT_TOPIC, data, self.robot_deadline)
            if ack is LOST:
                return False
            if ack is not None and ack.get("code") == 200:
                return True
        return False

    async def card_callback(self, data: Mapping[str, Any]) -> dict[str, Any] | None:
        """Deliver a press once and return the answer's `response`, or None when none came in time."""
        ack = await self._deliver("CALLBACK", CARD_TOPIC, data, self.card_deadline)
        if ack is None or ack is LOST or ack.get("code") != 200:
            return None
        answer = json.loads(ack.get("data") or "{}")
        response = answer.get("response") if isinstance(answer, dict) else None
        return response if isinstance(response, dict) else {}

    async def event(self, event_type: str, data: Mapping[str, Any]) -> bool:
        """Deliver an organisation event; `LATER` and silence cause one more frame with the same eventId."""
        born = str(int(self.world.now().timestamp() * 1000))
        headers = {
            "eventId": uuid.uuid4().hex,
            "eventType": event_type,
            "eventBornTime": born,
            "eventCorpId": CORP,
            "eventUnifiedAppId": self.app_key,
        }
        for _ in range(2):
            ack = await self._deliver("EVENT", "*", data, self.event_deadline, headers)
            if ack is LOST:
                return False
            if ack is not None and ack.get("code") == 200 and "LATER" not in str(ack.get("data")):
                return True
        return False

    async def disconnect(self) -> None:
        """Tell every client to move; nothing is delivered on these connections from now on."""
        for connection in list(self.connections):
            connection.open = False
            await self._system(connection, "disconnect", {"reason": "persistent connection is timeout"})

    async def close(self) -> None:
        """Close all connections as a server that goes away."""
        for connection in list(self.connections):
            with contextlib.suppress(ConnectionError):
                await connection.socket.close(code=1001)

    async def _deliver(
        self, kind: str, topic: str, data: Mapping[str, Any], deadline: float, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any] | None:
        if self.world.faults.take("dingtalk", "drop_socket"):
            for connection in self.connections:
                connection.abort()
        ready = await self._ready(kind, topic)
        if ready is None:
            return None
        frame = self._frame(ready, kind, topic, data, headers)
        times = 2 if self.world.faults.take("dingtalk", "duplicate") else 1
        return await ready.exchange(frame, deadline, times)

    async def _ready(self, kind: str, topic: str) -> Connection | None:
        """Return a connection that subscribed to this, waiting for one up to `patience`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.patience):
                while True:
                    for connection in self.connections:
                        if connection.open and connection.wants(kind, topic):
                            return connection
                    self._arrived.clear()
                    await self._arrived.wait()
        return None

    def _frame(
        self,
        connection: Connection,
        kind: str,
        topic: str,
        data: Mapping[str, Any],
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        self._frames += 1
        standard = {
            "appId": self.app_key,
            "connectionId": connection.id,
            "contentType": "application/json",
            "messageId": f"{connection.id[:8]}-{self._frames}",
            "time": str(int(self.world.now().timestamp() * 1000)),
            "topic": topic,
        }
        return {
            "specVersion": "1.0",
            "type": kind,
            "headers": standard | dict(headers or {}),
            "data": json.dumps(data, ensure_ascii=False),
        }

    async def _system(self, connection: Connection, topic: str, data: Mapping[str, Any]) -> None:
        with contextlib.suppress(ConnectionError):
            await connection.socket.send_json(self._frame(connection, "SYSTEM", topic, data))

    async def _ping(self, connection: Connection) -> None:
        while True:
            await asyncio.sleep(self.ping_interval)
            await self._system(connection, "ping", {"opaque": uuid.uuid4().hex})
