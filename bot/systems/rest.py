"""A system with a REST interface: pages by cursor, changes by PUT with an idempotency key."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC
from typing import Any
from urllib.parse import quote

from bot.errors import AuthExpired, RateLimited, Rejected, Unreachable
from bot.http_client import Answer, HttpClient
from bot.systems.reading import Names, read_row
from handlers.systems.port import Page

ATTEMPTS = 4
LONGEST_WAIT = 30.0
Sleep = Callable[[float], Awaitable[None]]


class RestSystem:
    """`GET {url}?limit=200&since=…&cursor=…` → `{"items":[…],"next":cursor|null}`; `GET` and `PUT {url}/{id}`.

    `since` is the newest `updated_at` that has been read, so that a night asks only for what changed. Reading is
    repeated after 429 (as long as the system says), lost connections and 5xx; a write is not: who called decides.
    """

    def __init__(
        self,
        name: str,
        url: str,
        token: str,
        writes: bool,
        names: Names,
        http: HttpClient,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.name = name
        self.writes = writes
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"}
        self._names = names
        self._http = http
        self._sleep = sleep

    async def pages(self, cursor: Mapping[str, str]) -> AsyncIterator[Page]:
        """Yield page after page until the system names no next one."""
        since, at = cursor.get("since", ""), cursor.get("cursor", "")
        newest = cursor.get("newest", since)
        while True:
            asked = {"limit": "200", **({"since": since} if since else {}), **({"cursor": at} if at else {})}
            body = await self._read(self._url, asked)
            items = body.get("items")
            if not isinstance(items, list):
                raise Rejected("no_items", "the answer has no items")
            rows = [row for item in items if (row := read_row(item, self._names)) is not None]
            newest = max([newest, *(row.updated_at.astimezone(UTC).isoformat() for row in rows)])
            at = str(body.get("next") or "")
            following = {"since": since, "cursor": at, "newest": newest} if at else {"since": newest}
            yield Page(tuple(rows), following, len(items) - len(rows))
            if not at:
                return

    async def holds(self, external_id: str, field: str, value: str) -> bool:
        """Ask the system what it has."""
        body = await self._read(f"{self._url}/{quote(external_id, safe='')}", {})
        return str(body.get(self._names.of(field), "")) == value

    async def write(self, external_id: str, field: str, value: str, key: str) -> None:
        """Set one field."""
        answer = await self._http.send(
            "PUT", f"{self._url}/{quote(external_id, safe='')}", json_body={self._names.of(field): value},
            headers={**self._headers, "Idempotency-Key": key},
        )  # fmt: skip
        _judge(answer)

    async def _read(self, url: str, params: Mapping[str, str]) -> dict[str, Any]:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = await self._http.get(url, params=params, headers=self._headers)
                _judge(answer)
                return answer.json()
            except RateLimited as limit:
                if attempt == ATTEMPTS or limit.retry_after > LONGEST_WAIT:
                    raise
                await self._sleep(limit.retry_after)
            except Unreachable:
                if attempt == ATTEMPTS:
                    raise
                await self._sleep(2.0 ** (attempt - 1))
        raise AssertionError("unreachable")


def _judge(answer: Answer) -> None:
    if answer.status in (401, 403):
        raise AuthExpired(f"http_{answer.status}")
    if answer.status >= 300:
        raise Rejected(f"http_{answer.status}")
