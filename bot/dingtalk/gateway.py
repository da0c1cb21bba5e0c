"""Opening a stream connection: ask the gateway for an endpoint and a single-use ticket, then connect.

Protocol: gateway/connections/open, https://open.dingtalk.com/document/orgapp/stream.
"""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.dingtalk.frames import CARD_TOPIC, CHAT_TOPICS
from config.platforms import DingTalkSettings

OPEN_SECONDS = 15.0
CLOSE_SECONDS = 5.0
MAX_FRAME_BYTES = 8 * 1024 * 1024
SUBSCRIPTIONS: list[dict[str, str]] = [
    {"type": "EVENT", "topic": "*"},
    {"type": "CALLBACK", "topic": CHAT_TOPICS[0]},
    {"type": "CALLBACK", "topic": CARD_TOPIC},
]


class GatewayRefused(Exception):
    """The gateway gave no usable endpoint. The text names status and vendor code, never the ticket."""


async def connect(settings: DingTalkSettings, session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    """Return a new open socket. Raises GatewayRefused, aiohttp.ClientError or TimeoutError.

    Protocol pings are left to the reader (`autoping=False`), so that they too count as a sign of life.
    """
    async with asyncio.timeout(OPEN_SECONDS):
        url = await _endpoint(settings, session)
        return await session.ws_connect(
            url,
            autoping=False,
            max_msg_size=MAX_FRAME_BYTES,
            timeout=aiohttp.ClientWSTimeout(ws_close=CLOSE_SECONDS),
        )


async def _endpoint(settings: DingTalkSettings, session: aiohttp.ClientSession) -> URL:
    body = {
        "clientId": settings.app_key,
        "clientSecret": settings.app_secret.get_secret_value(),
        "subscriptions": SUBSCRIPTIONS,
        "ua": "genjin",
    }
    url = f"{settings.api_base.rstrip('/')}/v1.0/gateway/connections/open"
    async with session.post(url, json=body, allow_redirects=False) as response:
        answer = await _json(response)
        if response.status != 200:
            raise GatewayRefused(f"status={response.status} code={answer.get('code', '')}")
    endpoint, ticket = answer.get("endpoint"), answer.get("ticket")
    if not isinstance(endpoint, str) or not isinstance(ticket, str) or not ticket:
        raise GatewayRefused("no endpoint in the answer")
    allowed = ("wss",) if settings.api_base.startswith("https:") else ("wss", "ws")
    if URL(endpoint).scheme not in allowed:
        raise GatewayRefused("endpoint without encryption")
    joint = "&" if "?" in endpoint else "?"
    return URL(f"{endpoint}{joint}ticket={quote(ticket, safe='')}", encoded=True)


async def _json(response: aiohttp.ClientResponse) -> dict[str, Any]:
    try:
        answer = await response.json(content_type=None)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
