"""The short way for webhooks: a whole, ordinary POST to a known path is answered without a framework.

Anything else on a connection, be it another path, a split or chunked request or a header out of the ordinary, hands
the connection over to the web server for good, with every byte that was read. So nothing has to be understood here
but the one form of request that platforms send all day, and what is understood is understood strictly (RFC 9112).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import cast

import structlog

from bot.plain_request import read, written
from bot.webhook import Reply, Webhook

IDLE_SECONDS = 75.0

log = structlog.get_logger(__name__)


class Front:
    """Makes a protocol for each connection: `loop.create_server(front, …)`. `server` makes the web server's own."""

    def __init__(self, webhooks: Mapping[str, Webhook], server: Callable[[], asyncio.BaseProtocol]) -> None:
        self.webhooks = {f"POST {path} HTTP/1.1": webhook for path, webhook in webhooks.items()}
        self.server = server
        self.connections: set[Connection] = set()

    def __call__(self) -> Connection:
        """Return the protocol of a new connection."""
        return Connection(self)

    async def close(self) -> None:
        """Answer what was begun and close the connections that are ours."""
        begun = [connection.answering for connection in self.connections if connection.answering is not None]
        if begun:
            await asyncio.wait(begun)
        for connection in list(self.connections):
            connection.close()


class Connection(asyncio.Protocol):
    """One keep-alive connection, request after request, until something is not for us."""

    def __init__(self, front: Front) -> None:
        self.answering: asyncio.Task[None] | None = None
        self._front = front
        self._early = b""
        self._unread = False
        self._used_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, and look now and then whether anything still comes."""
        self._transport = cast(asyncio.Transport, transport)
        self._loop = asyncio.get_running_loop()
        self._used_at = self._loop.time()
        self._watch = self._loop.call_later(IDLE_SECONDS, self._close_when_idle)
        self._front.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection; what it brought is still stored."""
        self._leave()

    def data_received(self, data: bytes) -> None:
        """Answer one request, or hand over."""
        if self.answering is not None:
            # The next request came before the answer: it waits, and what would come after it stays with the sender.
            self._early += data
            self._transport.pause_reading()
            return
        self._used_at = self._loop.time()
        request = read(data)
        webhook = self._front.webhooks.get(request[0]) if request else None
        if request is None or webhook is None:
            self._hand_over(data)
        else:
            self.answering = self._loop.create_task(self._answer(webhook, *request[1:]))

    def pause_writing(self) -> None:
        """Read no more from somebody who does not read our answers."""
        self._unread = True
        self._transport.pause_reading()

    def resume_writing(self) -> None:
        """Go on."""
        self._unread = False
        self._transport.resume_reading()

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()

    async def _answer(self, webhook: Webhook, headers: Mapping[str, str], body: bytes) -> None:
        try:
            reply = await webhook(headers, body)
        except Exception as failure:
            log.exception("webhook_failed", kind=type(failure).__name__)
            reply = Reply(HTTPStatus.INTERNAL_SERVER_ERROR)
        self.answering = None
        if self._transport.is_closing():
            return
        self._transport.write(written(reply, int(time.time())))
        if self._early:
            early, self._early = self._early, b""
            if not self._unread:
                self._transport.resume_reading()
            self.data_received(early)

    def _hand_over(self, data: bytes) -> None:
        self._leave()
        protocol = cast(asyncio.Protocol, self._front.server())
        self._transport.set_protocol(protocol)
        protocol.connection_made(self._transport)
        protocol.data_received(data)

    def _leave(self) -> None:
        self._watch.cancel()
        self._front.connections.discard(self)

    def _close_when_idle(self) -> None:
        idle = self._loop.time() - self._used_at
        if idle >= IDLE_SECONDS and self.answering is None:
            self.close()
        else:
            self._watch = self._loop.call_later(max(IDLE_SECONDS - idle, 1.0), self._close_when_idle)
