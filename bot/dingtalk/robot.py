"""Custom robots: send-only webhooks of one group, signed with the robot's own secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.dingtalk.failures import read_old
from bot.errors import Rejected
from bot.http_client import HttpClient
from config.platforms import RoomSettings
from handlers.ports import Clock


def signature(secret: str, timestamp_ms: int) -> str:
    """Return the `sign` parameter, Base64, not yet url-encoded (security setting 加签)."""
    text = f"{timestamp_ms}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), text, hashlib.sha256).digest()).decode()


class CustomRobots:
    """Posts to the custom robots of configured rooms. `msgUuid` in the body makes a repeat harmless."""

    def __init__(self, base: str, http: HttpClient, clock: Clock) -> None:
        self._url = f"{base.rstrip('/')}/robot/send"
        self._http = http
        self._clock = clock

    async def send(self, room: RoomSettings, body: Mapping[str, Any]) -> None:
        """Post one message. Raises RateLimited for 600 s when the robot is muted (over 20 a minute)."""
        params = {"access_token": _access_token(room)}
        secret = room.dingtalk_robot_secret.get_secret_value()
        if secret:
            now = int(self._clock.now().timestamp() * 1000)
            params |= {"timestamp": str(now), "sign": signature(secret, now)}
        read_old(await self._http.post(self._url, json_body=body, params=params, own_statuses=(429,)))


def _access_token(room: RoomSettings) -> str:
    """The setting may be the token or the whole webhook address the console shows."""
    text = room.dingtalk_robot.get_secret_value()
    token = parse_qs(urlsplit(text).query).get("access_token", [""])[0] if "://" in text else text
    if not token:
        raise Rejected("no_robot_token")
    return token
