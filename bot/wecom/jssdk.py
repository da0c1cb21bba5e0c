"""Signatures that let our sidebar page speak to the WeCom client. Vendor page: JS-SDK, 签名算法.

A ticket may be fetched 400 times an hour for a corp and 100 times for an app, so it is kept with the tokens.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from bot.wecom.api import WeComApi, life_of, text_of
from handlers.ports import Clock


@dataclass(frozen=True, slots=True)
class PageSignature:
    """What `ww.register` wants from `getConfigSignature` and `getAgentConfigSignature`. `timestamp` in seconds."""

    timestamp: int
    nonce: str
    signature: str


class JsSdk:
    """Signs addresses of pages on the app's trusted domain. Methods raise the errors of `bot.errors`."""

    def __init__(self, api: WeComApi, clock: Clock) -> None:
        self._api = api
        self._clock = clock

    async def config_signature(self, url: str) -> PageSignature:
        """Sign a page in the name of the corp."""
        return self._sign(await self.jsapi_ticket(), url)

    async def agent_signature(self, url: str) -> PageSignature:
        """Sign a page in the name of the app; only this identity may ask who the customer in the chat is."""
        return self._sign(await self.agent_ticket(), url)

    async def jsapi_ticket(self) -> str:
        """Return the corp's ticket."""

        async def fetch() -> tuple[str, float]:
            answer = await self._api.call("get_jsapi_ticket")
            return text_of(answer, "ticket"), life_of(answer)

        return await self._api.lent("jsapi_ticket", fetch)

    async def agent_ticket(self) -> str:
        """Return the app's ticket."""

        async def fetch() -> tuple[str, float]:
            answer = await self._api.call("ticket/get", params={"type": "agent_config"})
            return text_of(answer, "ticket"), life_of(answer)

        return await self._api.lent("agent_ticket", fetch)

    def _sign(self, ticket: str, url: str) -> PageSignature:
        stamp, nonce = int(self._clock.now().timestamp()), secrets.token_hex(8)
        return PageSignature(stamp, nonce, signature(ticket, nonce, stamp, url))


def signature(ticket: str, nonce: str, timestamp: int, url: str) -> str:
    """Return the SHA-1 the client checks; `url` counts without its fragment, the order of the parts is the vendor's."""
    page = url.partition("#")[0]
    signed = f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={page}"
    return hashlib.sha1(signed.encode(), usedforsecurity=False).hexdigest()
