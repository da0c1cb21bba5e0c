"""One way to talk HTTP to a vendor: bounded in time and size, and every failure one of `bot.errors`.

What a failure means depends on when it happened. Before the request was written nothing can have arrived
(`Unreachable`); after it, a POST may or may not have been carried out (`Unknown`). A GET changes nothing, so it is
always safe to repeat. Errors never carry an address: vendors put tokens into query strings.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL

from bot.errors import Rejected, Unknown, Unreachable
from bot.http_failures import check_status, meaning

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: HTTP status, headers and at most `MAX_BYTES` of body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters; empty when the vendor named none."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def json(self) -> dict[str, Any]:
        """Return the JSON object in the body. Raises `Unknown` when there is none: nobody said yes or no."""
        try:
            parsed = json.loads(self.body)
        except ValueError:
            parsed = None
        if not isinstance(parsed, dict):
            raise Unknown(f"http_{self.status}", "no JSON object in the answer")
        return parsed


class HttpClient:
    """Requests over a shared session. The session's owner closes it.

    `own_statuses` are those the caller reads itself; otherwise 5xx raises `Unknown` (a GET: `Unreachable`) and
    429 raises `RateLimited` with the vendor's `Retry-After`. Redirects are never followed. Connections are not kept:
    one that the other side has just closed would leave every POST on it in doubt.
    """

    def __init__(self, session: aiohttp.ClientSession, timeout: aiohttp.ClientTimeout = TIMEOUT) -> None:
        self._session = session
        self._timeout = timeout

    async def get(
        self,
        url: str | URL,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        own_statuses: Collection[int] = (),
        limit: int = MAX_BYTES,
    ) -> Answer:
        """Read something. Raises `Unreachable`, `RateLimited`, or `Rejected` when the body is over `limit` bytes."""
        try:
            return await self._send("GET", url, own_statuses, limit, params=params, headers=headers)
        except Unknown as doubt:
            raise Unreachable(doubt.code, doubt.detail) from None

    async def post(
        self,
        url: str | URL,
        *,
        json_body: Any = None,
        data: Any = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        own_statuses: Collection[int] = (),
        limit: int = MAX_BYTES,
    ) -> Answer:
        """Do something, once. `json_body` goes out as UTF-8 JSON, `data` as aiohttp takes it."""
        return await self.send(
            "POST",
            url,
            json_body=json_body,
            data=data,
            params=params,
            headers=headers,
            own_statuses=own_statuses,
            limit=limit,
        )

    async def send(
        self,
        verb: str,
        url: str | URL,
        *,
        json_body: Any = None,
        data: Any = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        own_statuses: Collection[int] = (),
        limit: int = MAX_BYTES,
    ) -> Answer:
        """Like `post`, for the vendors that change things with PUT, PATCH or DELETE."""
        sent_headers = dict(headers or {})
        if json_body is not None:
            data = json.dumps(json_body, ensure_ascii=False).encode()
            sent_headers["Content-Type"] = "application/json; charset=utf-8"
        return await self._send(verb, url, own_statuses, limit, data=data, params=params, headers=sent_headers)

    async def _send(
        self,
        verb: str,
        url: str | URL,
        own_statuses: Collection[int],
        limit: int,
        *,
        headers: Mapping[str, str] | None,
        **options: Any,
    ) -> Answer:
        options["headers"] = {**(headers or {}), "Connection": "close"}
        try:
            async with self._session.request(
                verb, url, timeout=self._timeout, allow_redirects=False, **options
            ) as response:
                body = await _read(response, limit)
                answer = Answer(response.status, response.headers.copy(), body)
        except (aiohttp.ClientError, OSError) as failure:
            # The cause is cut off because its text may hold the address, and with it a token.
            raise meaning(failure) from None
        if answer.status not in own_statuses:
            check_status(answer.status, answer.headers)
        return answer


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        body += chunk
        if len(body) > limit:
            raise Rejected("too_large", f"more than {limit} bytes")
    return bytes(body)
