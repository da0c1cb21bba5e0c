"""Looks at the public address of a channel from outside, as the sender would (F99)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp

from handlers.queue.channel_silence import probed

if TYPE_CHECKING:
    from app.installation import Installation

PATIENCE = aiohttp.ClientTimeout(total=10)


class ChannelProbe:
    """The job of kind `probe`."""

    def __init__(self, service: Installation) -> None:
        self._service = service

    async def run(self, name: str, url: str) -> None:
        """Look once, outside any transaction, and judge what came back."""
        status = await status_of(self._service.http, url)
        async with self._service.engine.transaction() as session:
            await probed(
                self._service.work(session, f"probe:{name}:{self._service.clock.now().isoformat()}"), name, status
            )


async def status_of(http: aiohttp.ClientSession, url: str) -> int:
    """Return the status with which an address answers a GET; 0 when nobody answers."""
    try:
        async with http.get(url, timeout=PATIENCE, allow_redirects=False) as answer:
            return answer.status
    except (aiohttp.ClientError, TimeoutError):
        return 0
