"""Stand-ins that the tests of several platforms share."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any


class TokenShelf:
    """A token store in memory."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[str, datetime]] = {}

    async def load(self, app: str) -> tuple[str, datetime] | None:
        return self.rows.get(app)

    async def save(self, app: str, token: str, expires_at: datetime) -> None:
        self.rows[app] = (token, expires_at)


class PatientQueue(asyncio.Queue[Any]):
    """Fails a test that waits for ever."""

    async def get(self) -> Any:
        async with asyncio.timeout(30):
            return await super().get()
