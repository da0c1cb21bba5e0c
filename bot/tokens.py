"""Access tokens: fetched once for everybody, used until 80 % of their life, replaced once when refused.

Several workers share one app, so the store is asked before the vendor: a token that another worker has just fetched
is taken instead of fetching a third.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from bot.errors import AuthExpired, Unknown, Unreachable
from handlers.ports import Clock

Result = TypeVar("Result")
Fetch = Callable[[], Awaitable[tuple[str, float]]]
"""Asks the vendor; returns the token and its life in seconds. Raises the errors of `bot.errors`."""

USABLE_LIFE = 0.8


class TokenStore(Protocol):
    """Keeps tokens where all workers of an installation see them. `expires_at` is when we stop using one."""

    async def load(self, app: str) -> tuple[str, datetime] | None: ...

    async def save(self, app: str, token: str, expires_at: datetime) -> None: ...


class AccessTokens:
    """Tokens by app name (`wecom:{corp}:{agent}`). Callers that need one at the same time share one fetch."""

    def __init__(self, store: TokenStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._held: dict[str, tuple[str, datetime]] = {}
        self._flights: dict[str, asyncio.Task[str]] = {}

    async def get(self, app: str, fetch: Fetch) -> str:
        """Return a token that should work. Raises what `fetch` raises, but never `Unknown`: nothing was sent yet."""
        return self._usable(self._held.get(app), refused=None) or await self._join(app, None, fetch)

    async def renew(self, app: str, refused: str, fetch: Fetch) -> str:
        """Return a token other than `refused`, which the vendor no longer takes."""
        return self._usable(self._held.get(app), refused) or await self._join(app, refused, fetch)

    async def call(self, app: str, fetch: Fetch, use: Callable[[str], Awaitable[Result]]) -> Result:
        """Do `use(token)`; when it raises `AuthExpired`, renew once and try once more, then give up."""
        token = await self.get(app, fetch)
        try:
            return await use(token)
        except AuthExpired:
            fresh = await self.renew(app, token, fetch)
        return await use(fresh)

    def _usable(self, entry: tuple[str, datetime] | None, refused: str | None) -> str | None:
        if entry is None or entry[0] == refused or self._clock.now() >= entry[1]:
            return None
        return entry[0]

    async def _join(self, app: str, refused: str | None, fetch: Fetch) -> str:
        flight = self._flights.get(app)
        if flight is None:
            flight = asyncio.create_task(self._obtain(app, refused, fetch), name=f"token {app}")
            self._flights[app] = flight
            flight.add_done_callback(lambda done: self._land(app, done))
        # One caller giving up must not take the token away from the others.
        return await asyncio.shield(flight)

    def _land(self, app: str, flight: asyncio.Task[str]) -> None:
        del self._flights[app]
        if not flight.cancelled():
            flight.exception()  # Seen here, so that a failure nobody waits for any more is not reported as lost.

    async def _obtain(self, app: str, refused: str | None, fetch: Fetch) -> str:
        stored = await self._store.load(app)
        token = self._usable(stored, refused)
        if stored is not None and token is not None:
            self._held[app] = stored
            return token
        try:
            token, life = await fetch()
        except Unknown as doubt:
            raise Unreachable(doubt.code, "while fetching a token") from None
        until = self._clock.now() + timedelta(seconds=life * USABLE_LIFE)
        self._held[app] = (token, until)
        await self._store.save(app, token, until)
        return token
