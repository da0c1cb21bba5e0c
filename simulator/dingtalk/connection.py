"""One WebSocket connection of a stream client and the frames that wait for their acknowledgement."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

LOST: dict[str, Any] = {"lost": True}
"""What an exchange returns when the connection ended first: such a frame is not sent again."""


@dataclass(slots=True)
class Connection:
    """`open` turns false when the client was told to move or the connection broke."""

    id: str
    socket: web.WebSocketResponse
    request: web.Request
    topics: frozenset[tuple[str, str]]
    open: bool = True
    acks: list[dict[str, Any]] = field(default_factory=list)
    _waiting: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)

    def wants(self, kind: str, topic: str) -> bool:
        """Return whether the client subscribed to frames of this type and topic."""
        return (kind, topic) in self.topics or (kind, "*") in self.topics

    def take_ack(self, ack: dict[str, Any]) -> None:
        """Note what the client answered; a second answer to one frame changes nothing."""
        self.acks.append(ack)
        future = self._waiting.get(str((ack.get("headers") or {}).get("messageId")))
        if future is not None and not future.done():
            future.set_result(ack)

    def lose(self) -> None:
        """Give up the frames that were still unanswered."""
        self.open = False
        for future in self._waiting.values():
            if not future.done():
                future.set_result(LOST)

    def abort(self) -> None:
        """Break the connection without a closing handshake."""
        self.open = False
        if self.request.transport is not None:
            self.request.transport.abort()

    async def exchange(self, frame: Mapping[str, Any], deadline: float, times: int = 1) -> dict[str, Any] | None:
        """Send a frame `times` times; return its ack, LOST, or None after `deadline` seconds."""
        message_id = frame["headers"]["messageId"]
        future = asyncio.get_running_loop().create_future()
        self._waiting[message_id] = future
        try:
            for _ in range(times):
                await self.socket.send_json(frame)
            return await asyncio.wait_for(future, deadline)
        except TimeoutError:
            return None
        except ConnectionError:
            return LOST
        finally:
            del self._waiting[message_id]
