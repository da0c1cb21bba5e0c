"""Signed HTTP requests to the app: events with retries, interactions and commands without."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol
from urllib.parse import urlencode

import aiohttp

from simulator.world import World

RETRIES = 3


class Delivery(Protocol):
    """A way to the app. Both return when the app acknowledged or the platform gave up."""

    async def event(self, payload: Mapping[str, Any]) -> bool: ...

    async def interact(self, kind: str, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the acknowledgement's body, {} for an empty one, None without acknowledgement.

        `kind`: `interactive` or `slash_commands`.
        """
        ...


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Return X-Slack-Signature."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256)
    return f"v0={digest.hexdigest()}"


class HttpDelivery:
    """Posts to the app's request URLs, which `address` returns per kind. `deadline` in seconds."""

    deadline = 3.0

    def __init__(self, world: World, signing_secret: str, address: Callable[[str], str | None]) -> None:
        self.world = world
        self.signing_secret = signing_secret
        self.address = address
        self.http: aiohttp.ClientSession | None = None

    async def event(self, payload: Mapping[str, Any]) -> bool:
        """Post an event; three more tries, at once, with the same body."""
        body = json.dumps(payload, ensure_ascii=False).encode()
        times = 2 if self.world.faults.take("slack", "duplicate") else 1
        delivered = [await self._with_retries(body) for _ in range(times)]
        return delivered[0]

    async def interact(self, kind: str, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        """Post an interaction or a command once."""
        command = kind == "slash_commands"
        form = dict(payload) if command else {"payload": json.dumps(payload, ensure_ascii=False)}
        times = 2 if self.world.faults.take("slack", "duplicate") else 1
        answers = [await self._post(kind, urlencode(form).encode(), form=True) for _ in range(times)]
        status, text, _ = answers[0]
        if status // 100 != 2:
            return None
        try:
            answer = json.loads(text or "{}")
        except ValueError:
            return {"text": text}
        return answer if isinstance(answer, dict) else {}

    async def verify(self) -> bool:
        """Return whether the events URL answers the challenge, as when it is entered in the console."""
        body = json.dumps({"type": "url_verification", "challenge": "genjin-challenge", "token": "sim"}).encode()
        status, text, _ = await self._post("event", body)
        return status == 200 and "genjin-challenge" in text

    async def _with_retries(self, body: bytes) -> bool:
        headers: dict[str, str] = {}
        for attempt in range(RETRIES + 1):
            status, reason, no_retry = await self._post("event", body, headers)
            if status // 100 == 2:
                return True
            if no_retry:
                return False
            reason = reason if status == 0 else "http_error"
            headers = {"X-Slack-Retry-Num": str(attempt + 1), "X-Slack-Retry-Reason": reason}
        return False

    async def _post(
        self, kind: str, body: bytes, headers: Mapping[str, str] | None = None, form: bool = False
    ) -> tuple[int, str, bool]:
        """Return status, text and whether retries are unwanted; status 0 and the reason when nothing answered."""
        url = self.address(kind)
        if url is None or self.http is None:
            raise LookupError("Slack 没有配置请求地址（events_url）")
        stamp = str(int(self.world.now().timestamp()))
        content_type = "application/x-www-form-urlencoded" if form else "application/json"
        signed = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": sign(self.signing_secret, stamp, body),
            **(headers or {}),
        }
        try:
            async with asyncio.timeout(self.deadline), self.http.post(url, data=body, headers=signed) as answer:
                return answer.status, await answer.text(), answer.headers.get("X-Slack-No-Retry") == "1"
        except TimeoutError:
            return 0, "http_timeout", False
        except aiohttp.ClientError:
            return 0, "connection_failed", False
