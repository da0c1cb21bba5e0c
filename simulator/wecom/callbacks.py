"""Delivery to the bot's callback URL: encrypted XML, five seconds, three retries (platforms.md 1.1)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Literal
from xml.parsers.expat import ExpatError

import aiohttp
import xmltodict
from yarl import URL

from simulator.wecom.corp import ON, Corp
from simulator.wecom.crypto import BadEnvelopeError, CallbackCrypto

ATTEMPTS = 4
CHECK_SECONDS = 1.0
FIRST_MESSAGE_ID = 7_300_000_000_000_000_000
Event = dict[str, Any]


class Callbacks:
    """Posts events and reads the passive replies. `url` may be set at any time; None means nothing is delivered."""

    def __init__(self, corp: Corp, crypto: CallbackCrypto) -> None:
        self._corp = corp
        self._crypto = crypto
        self._session: aiohttp.ClientSession | None = None
        self._message_id = FIRST_MESSAGE_ID
        self.url: str | None = None
        self.deadline_seconds = 5.0

    async def close(self) -> None:
        """Give up all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def message(self, person: str, kind: str, content: Mapping[str, Any]) -> Event:
        """Return a message from a person, with a MsgId of its own: later ones are higher, also after a restart."""
        by_time = FIRST_MESSAGE_ID + int(self._corp.world.now().timestamp() * 1000)
        self._message_id = max(self._message_id + 1, by_time)
        return {**self._head(person, kind), **content, "MsgId": str(self._message_id), "AgentID": self._agent()}

    def event(self, sender: str, kind: str, content: Mapping[str, Any], agent: bool = True) -> Event:
        """Return an event; those of customer contact name no agent."""
        tail = {"AgentID": self._agent()} if agent else {}
        return {**self._head(sender, "event"), "Event": kind, **content, **tail}

    async def deliver(self, event: Event) -> tuple[bool, Event | None]:
        """Return whether the bot acknowledged, and its passive reply if it gave one."""
        world = self._corp.world
        with world.flying():
            acknowledged, reply = await self._until_acknowledged(event)
            if acknowledged and world.faults.take(ON, "duplicate"):
                await self._until_acknowledged(event)
        return acknowledged, reply

    async def check_url(self) -> bool:
        """Do what the console does when the callback is saved: the bot must give the echo back within 1 s."""
        echo = secrets.token_hex(12)
        encrypted = self._crypto.encrypt(echo)
        url, query = self._signed(encrypted)
        body = await self._request("GET", url, query | {"echostr": encrypted}, None, CHECK_SECONDS)
        return body == echo.encode()

    async def _until_acknowledged(self, event: Event) -> tuple[bool, Event | None]:
        for _ in range(ATTEMPTS):
            encrypted = self._crypto.encrypt(xmltodict.unparse({"xml": event}, full_document=False))
            envelope = {"ToUserName": self._corp.corp_id, "AgentID": self._agent(), "Encrypt": encrypted}
            url, query = self._signed(encrypted)
            posted = xmltodict.unparse({"xml": envelope}, full_document=False).encode()
            body = await self._request("POST", url, query, posted, self.deadline_seconds)
            if body is not None:
                return True, self._reply(body)
        return False, None

    async def _request(
        self, method: Literal["GET", "POST"], url: URL, query: Mapping[str, str], posted: bytes | None, seconds: float
    ) -> bytes | None:
        """Return the body of a 200, None for anything else."""
        if self._session is None:
            self._session = aiohttp.ClientSession(trust_env=False)
        headers = {"Content-Type": "text/xml"} if posted is not None else {}
        timeout = aiohttp.ClientTimeout(total=seconds)
        try:
            async with self._session.request(
                method, url.update_query(query), data=posted, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                body = await response.read()
                return body if response.status == 200 else None
        except (aiohttp.ClientError, TimeoutError):
            return None

    def _reply(self, body: bytes) -> Event | None:
        """Return the passive reply inside a body; what the platform cannot read is a problem of the bot."""
        if not body.strip():
            return None
        try:
            sealed = xmltodict.parse(body)["xml"]
            inner = self._crypto.open(sealed["MsgSignature"], sealed["TimeStamp"], sealed["Nonce"], sealed["Encrypt"])
            return dict(xmltodict.parse(inner)["xml"])
        except (ExpatError, BadEnvelopeError, KeyError, TypeError, ValueError) as error:
            self._corp.problems.append(f"passive reply: {type(error).__name__} {error}")
            return None

    def _signed(self, encrypted: str) -> tuple[URL, dict[str, str]]:
        if self.url is None:
            raise LookupError("没有设置回调地址")
        timestamp, nonce = str(self._corp.timestamp()), str(secrets.randbelow(10**10))
        signature = self._crypto.signature(timestamp, nonce, encrypted)
        return URL(self.url), {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}

    def _head(self, sender: str, kind: str) -> Event:
        stamp = str(self._corp.timestamp())
        return {"ToUserName": self._corp.corp_id, "FromUserName": sender, "CreateTime": stamp, "MsgType": kind}

    def _agent(self) -> str:
        return str(self._corp.agent_id)
