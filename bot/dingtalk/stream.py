"""The DingTalk stream: always one live connection, from `run()` until it is cancelled.

Reconnects on loss, on 60 s without any frame, not even a pong, and when told to (new connection first, then the old
one is closed: what is sent to a connection after its `disconnect` frame is not sent again).
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from datetime import datetime

import aiohttp
import structlog

from bot.dingtalk.connection import Connection, Ending
from bot.dingtalk.gateway import GatewayRefused, connect
from bot.dingtalk.receive import StreamReceiver
from config.platforms import DingTalkSettings
from handlers.ports import Clock

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """Waits, in seconds. A connection younger than `steady` counts as a failure for the backoff."""

    silence: float = 60.0
    deaf: float = 1800.0
    first: float = 0.5
    longest: float = 30.0
    steady: float = 10.0

    def wait(self, failures: int) -> float:
        """Return a random wait between 0 and the doubled limit (full jitter)."""
        return random.uniform(0, min(self.longest, self.first * 2 ** min(failures, 16)))


class StreamClient:
    """Runs under one owner per app. `last_frame_at` and `connected` are for the health page."""

    def __init__(
        self,
        settings: DingTalkSettings,
        receiver: StreamReceiver,
        session: aiohttp.ClientSession,
        clock: Clock,
        pace: Pace | None = None,
    ) -> None:
        self._settings = settings
        self._receiver = receiver
        self._session = session
        self._clock = clock
        self._pace = pace or Pace()
        self._failures = 0
        self.connected = asyncio.Event()
        self.last_frame_at: datetime | None = None

    async def run(self) -> None:
        """Keep a connection until cancelled; then finish the frames in work and close."""
        current: Connection | None = None
        try:
            while True:
                fresh = await self._open()
                if current is not None:
                    await current.close()
                current = fresh
                if await self._serve(current) is not Ending.REPLACE:
                    await current.close()
                    current = None
        finally:
            self.connected.clear()
            if current is not None:
                await current.close()

    async def _open(self) -> Connection:
        while True:
            if self._failures:
                await asyncio.sleep(self._pace.wait(self._failures))
            try:
                socket = await connect(self._settings, self._session)
            except (GatewayRefused, aiohttp.ClientError, TimeoutError, OSError) as error:
                self._failures += 1
                log.warning("dingtalk_stream_not_open", failures=self._failures, why=_reason(error))
                continue
            self._alive()
            self.connected.set()
            return Connection(socket, self._receiver.handle, self._pace.silence, self._pace.deaf)

    async def _serve(self, connection: Connection) -> Ending:
        started = asyncio.get_running_loop().time()
        ending = await connection.serve(self._alive)
        lasted = asyncio.get_running_loop().time() - started
        steady = lasted >= self._pace.steady or connection.frames > 0
        self._failures = 0 if steady else self._failures + 1
        if ending is not Ending.REPLACE:
            self.connected.clear()
        log.info("dingtalk_stream_ended", why=str(ending), frames=connection.frames, seconds=round(lasted))
        return ending

    def _alive(self) -> None:
        self.last_frame_at = self._clock.now()


def _reason(error: BaseException) -> str:
    """Client errors carry the URL and with it the ticket: only our own refusals are told in full."""
    return str(error) if isinstance(error, GatewayRefused) else type(error).__name__
