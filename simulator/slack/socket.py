"""Socket Mode: single-use addresses, envelopes and their acknowledgements."""

from __future__ import annotations

import asyncio
import contextlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from simulator.slack.delivery import RETRIES
from simulator.slack.errors import SlackError
from simulator.slack.gate import Params
from simulator.slack.workspace import APP
from simulator.world import World

MOST_CONNECTIONS = 10


@dataclass(slots=True)
class Link:
    """One WebSocket of the app; `open` is false after a refresh was requested."""

    socket: web.WebSocketResponse
    request: web.Request
    open: bool = True
    waiting: dict[str, asyncio.Future[dict[str, Any] | None]] = field(default_factory=dict)


class SocketDelivery:
    """Sends each envelope to one connection. `patience`: seconds to wait for somebody to be connected."""

    deadline = 3.0
    patience = 15.0

    def __init__(self, world: World) -> None:
        self.world = world
        self.address = ""
        self.links: list[Link] = []
        self._tickets: set[str] = set()
        self._arrived = asyncio.Event()

    async def open(self, params: Params) -> dict[str, Any]:
        """apps.connections.open."""
        if len(self.links) >= MOST_CONNECTIONS:
            raise SlackError("too_many_websockets")
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        return {"url": f"{self.address}/link?ticket={ticket}&app_id={APP}"}

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        link = Link(socket, request)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self.links) + 1,
                "connection_info": {"app_id": APP},
                "debug_info": {"host": "simulator"},
            }
        )
        self.links.append(link)
        self._arrived.set()
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._take_ack(link, message.data)
        finally:
            self.links.remove(link)
            for future in link.waiting.values():
                if not future.done():
                    future.set_result(None)
        return socket

    async def event(self, payload: Mapping[str, Any]) -> bool:
        """Send an event; three more envelopes when it is not acknowledged."""
        await self._drop_if_ordered()
        times = 2 if self.world.faults.take("slack", "duplicate") else 1
        for attempt in range(RETRIES + 1):
            retry = {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
            if await self._exchange("events_api", payload, retry, times) is not None:
                return True
            times = 1
        return False

    async def interact(self, kind: str, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        """Send an interaction or a command once."""
        await self._drop_if_ordered()
        times = 2 if self.world.faults.take("slack", "duplicate") else 1
        return await self._exchange(kind, payload, {}, times)

    async def refresh(self) -> None:
        """Ask every client for a new connection; nothing is sent on the old ones any more."""
        for link in list(self.links):
            link.open = False
            with contextlib.suppress(ConnectionError):
                await link.socket.send_json(
                    {"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "simulator"}}
                )

    async def close(self) -> None:
        """Close all connections."""
        for link in list(self.links):
            with contextlib.suppress(ConnectionError):
                await link.socket.close()

    async def _exchange(
        self, kind: str, payload: Mapping[str, Any], extra: Mapping[str, Any], times: int
    ) -> dict[str, Any] | None:
        link = await self._ready()
        if link is None:
            return None
        envelope_id = str(uuid.uuid4())
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
            **extra,
        }
        future = link.waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            for _ in range(times):
                await link.socket.send_json(envelope)
            return await asyncio.wait_for(future, self.deadline)
        except (TimeoutError, ConnectionError):
            return None
        finally:
            del link.waiting[envelope_id]

    async def _ready(self) -> Link | None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.patience):
                while True:
                    for link in self.links:
                        if link.open:
                            return link
                    self._arrived.clear()
                    await self._arrived.wait()
        return None

    async def _drop_if_ordered(self) -> None:
        if self.world.faults.take("slack", "drop_socket"):
            for link in self.links:
                link.open = False
                if link.request.transport is not None:
                    link.request.transport.abort()

    @staticmethod
    def _take_ack(link: Link, data: str) -> None:
        with contextlib.suppress(ValueError):
            ack = json.loads(data)
            future = link.waiting.get(str(ack.get("envelope_id")))
            if future is not None and not future.done():
                payload = ack.get("payload")
                future.set_result(payload if isinstance(payload, dict) else {})
