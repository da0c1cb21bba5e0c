"""One open stream socket: reads frames, answers pings, hands the rest over, acknowledges on the same socket."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import StrEnum

import aiohttp
import structlog

from bot.dingtalk.frames import BAD_REQUEST, OK, BadFrame, Frame, ack, read_frame

log = structlog.get_logger(__name__)

Handle = Callable[[Frame, str], Awaitable[str]]
AT_ONCE = 32
_GONE = (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
DRAIN_SECONDS = 5.0


class Ending(StrEnum):
    """Why `serve` returned: the gateway asked for a new connection, it went away, or it fell silent."""

    REPLACE = "replace"
    LOST = "lost"
    SILENT = "silent"


class Connection:
    """At most `AT_ONCE` frames are in work; beyond that the socket is simply not read."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, handle: Handle, silence: float, deaf: float) -> None:
        self._socket = socket
        self._handle = handle
        self._silence = silence
        self._deaf = deaf
        self._room = asyncio.Semaphore(AT_ONCE)
        self._working: set[asyncio.Task[None]] = set()
        self.frames = 0

    async def serve(self, alive: Callable[[], None]) -> Ending:
        """Read until the connection ends. `alive` is called for every frame of the gateway.

        After half of `silence` the other side is pinged, after all of it given up. One that answers pings but sends
        nothing for `deaf` seconds, not even the gateway's own pings, is replaced too.
        """
        now = asyncio.get_running_loop().time
        last = now()
        while now() - last <= self._deaf:
            try:
                message = await self._next()
                if message.type in _GONE:
                    return Ending.LOST
                if message.type is aiohttp.WSMsgType.PING:
                    await self._socket.pong(message.data)
                elif message.type is aiohttp.WSMsgType.TEXT:
                    last = now()
                    alive()
                    if await self._take(message.data):
                        return Ending.REPLACE
            except TimeoutError:
                return Ending.SILENT
            except (ConnectionError, aiohttp.ClientError):
                return Ending.LOST
        return Ending.REPLACE

    async def _next(self) -> aiohttp.WSMessage:
        with suppress(TimeoutError):
            return await self._socket.receive(timeout=self._silence / 2)
        await self._socket.ping()
        return await self._socket.receive(timeout=self._silence / 2)

    async def close(self) -> None:
        """Let frames in work be acknowledged, at most 5 s, then close. Safe to call twice."""
        if self._working:
            _, late = await asyncio.wait(self._working, timeout=DRAIN_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._socket.close()

    async def _take(self, raw: str) -> bool:
        """Deal with one frame; True when the gateway wants to be rid of this connection."""
        try:
            frame = read_frame(raw)
        except BadFrame as bad:
            log.warning("dingtalk_frame_refused", message_id=bad.message_id, why=str(bad))
            if bad.message_id:
                await self._socket.send_str(ack(bad.message_id, BAD_REQUEST, {}, "bad frame"))
            return False
        if frame.kind == "SYSTEM":
            return await self._system(frame)
        self.frames += 1
        await self._room.acquire()
        task = asyncio.create_task(self._work(frame, raw))
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        return False

    async def _system(self, frame: Frame) -> bool:
        if frame.topic == "disconnect":
            return True
        await self._socket.send_str(ack(frame.message_id, OK, frame.data))
        return False

    async def _work(self, frame: Frame, raw: str) -> None:
        try:
            await self._socket.send_str(await self._handle(frame, raw))
        except (ConnectionError, aiohttp.ClientError):
            log.info("dingtalk_ack_lost", message_id=frame.message_id)
        finally:
            self._room.release()
