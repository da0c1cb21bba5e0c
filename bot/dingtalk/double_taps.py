"""Two taps on the same button within 3 s are one act: the vendor sends them as two unrelated messages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

WINDOW_SECONDS = 3.0


class DoubleTaps:
    """Remembers presses for `WINDOW_SECONDS`, in this process only (see the decision record)."""

    def __init__(self) -> None:
        self._recent: dict[str, tuple[float, asyncio.Future[bool]]] = {}

    async def once(self, fingerprint: str, store: Callable[[], Awaitable[None]]) -> None:
        """Return when this press is stored, by us or by the tap just before it. Raises what `store` raises.

        A press that could not be stored is forgotten, so that the next tap tries again.
        """
        loop = asyncio.get_running_loop()
        self._forget(loop.time())
        while (before := self._recent.get(fingerprint)) is not None:
            if await asyncio.shield(before[1]):
                return
        stored: asyncio.Future[bool] = loop.create_future()
        self._recent[fingerprint] = (loop.time(), stored)
        try:
            await store()
        except BaseException:
            del self._recent[fingerprint]
            stored.set_result(False)
            raise
        stored.set_result(True)

    def _forget(self, now: float) -> None:
        for fingerprint, (at, stored) in list(self._recent.items()):
            if stored.done() and now - at >= WINDOW_SECONDS:
                del self._recent[fingerprint]
