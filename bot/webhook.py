"""A webhook without its transport: headers and body in, a reply out; and the way to serve one as an aiohttp route."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from aiohttp import web

BODY_AT_MOST = 8 * 1024 * 1024


class Reply(NamedTuple):
    """HTTP status and a plain text, mostly empty."""

    status: int
    text: str = ""


Webhook = Callable[[Mapping[str, str], bytes], Awaitable[Reply]]
"""Takes header values by lower-case name and the whole body, at most `BODY_AT_MOST` bytes."""


def post(path: str, webhook: Webhook, too_large: Callable[[], Reply]) -> web.RouteDef:
    """Return the route that serves the webhook."""

    async def handle(request: web.Request) -> web.Response:
        body = await _read(request)
        reply = too_large() if body is None else await webhook(request.headers, body)
        return web.Response(status=reply.status, text=reply.text)

    return web.post(path, handle)


async def _read(request: web.Request) -> bytes | None:
    if (request.content_length or 0) > BODY_AT_MOST:
        return None
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        return None
    return body if len(body) <= BODY_AT_MOST else None
