"""The running service as the import commands see it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from typing import Any

import aiohttp

from app.keys import admin_token
from config.settings import Settings

LOOK_SECONDS = 0.2


class Refused(Exception):
    """The service said no, or does not answer."""


class ImportService:
    """Asks with the operator's token."""

    def __init__(self, settings: Settings) -> None:
        self._base = f"http://{settings.host}:{settings.port}"
        self._headers = {"Authorization": f"Bearer {admin_token(settings)}"}

    async def __aenter__(self) -> ImportService:
        self._http = aiohttp.ClientSession(
            headers=self._headers, timeout=aiohttp.ClientTimeout(total=None, sock_read=60)
        )
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self._http.close()

    async def call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        """Return the answer. Raises `Refused`."""
        try:
            async with self._http.request(method, f"{self._base}{path}", **options) as answer:
                found: dict[str, Any] = await answer.json()
                if answer.status not in (200, 202):
                    raise Refused(str(found.get("error", answer.status)))
                return found
        except aiohttp.ClientError as broken:
            raise Refused(f"the service does not answer at {self._base}: {type(broken).__name__}") from broken

    async def bytes(self, path: str) -> bytes:
        """Return a file. Raises `Refused`."""
        try:
            async with self._http.get(f"{self._base}{path}") as answer:
                if answer.status != 200:
                    raise Refused(str(answer.status))
                return await answer.read()
        except aiohttp.ClientError as broken:
            raise Refused(f"the service does not answer at {self._base}: {type(broken).__name__}") from broken

    async def one(self, import_id: str) -> str:
        """Return the id, the newest import's for `last`."""
        if import_id != "last":
            return import_id
        items = (await self.call("GET", "/api/imports"))["items"]
        if not items:
            raise Refused("还没有导入过表格")
        return str(items[0]["id"])

    async def follow(self, import_id: str, until: Sequence[str]) -> dict[str, Any]:
        """Return the import when it has come to one of these states; progress goes to a terminal's error stream."""
        while True:
            found = await self.call("GET", f"/api/imports/{import_id}")
            if sys.stderr.isatty():
                sys.stderr.write(f"\r读取 {found['staged']} 行，导入 {found['applied']} 行 ")
            if found["state"] in until:
                return found
            await asyncio.sleep(LOOK_SECONDS)
