"""`POST /intake/{channel}`: signed or refused, stored once, never too large."""

from __future__ import annotations

import hmac
from hashlib import sha256
from io import BytesIO

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from web.api.intake import SIGNATURE, IntakeDoor

BODY = b'{"mobile":"13812345678"}'


class Store:
    """A store in memory with one channel's secret."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.refusals: list[str] = []
        self.sent: list[tuple[str, str, int]] = []

    def secret(self, channel: str) -> bytes:
        return b"s1" if channel == "website" else b""

    async def accept(self, channel: str, body: bytes) -> tuple[str, bool]:
        self.bodies.append(body)
        return "row", len(self.bodies) == 1

    async def said_sent(self, channel: str, day: str, sent: int) -> None:
        self.sent.append((channel, day, sent))

    async def refused(self, channel: str) -> None:
        self.refusals.append(channel)


def seal(body: bytes, secret: bytes = b"s1") -> dict[str, str]:
    return {SIGNATURE: "sha256=" + hmac.new(secret, body, sha256).hexdigest()}


@pytest.fixture
async def door():
    store = Store()
    app = web.Application(client_max_size=1024 * 1024)
    app.add_routes(IntakeDoor(store).routes())
    async with TestClient(TestServer(app)) as client:
        client.store = store
        yield client


async def test_a_signed_body_is_kept_as_it_came(door) -> None:
    async with door.post("/intake/website", data=BODY, headers=seal(BODY)) as answer:
        assert (answer.status, await answer.json()) == (202, {"id": "row", "new": True})
    async with door.post("/intake/website", data=BODY, headers=seal(BODY)) as answer:
        assert (await answer.json())["new"] is False
    assert door.store.bodies == [BODY, BODY]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/intake/website", {}),
        ("/intake/website", {SIGNATURE: "sha256=" + "0" * 64}),
        ("/intake/website", {SIGNATURE: "ä"}),
        ("/intake/website", seal(BODY, b"other")),
        ("/intake/website", seal(b"another body")),
        ("/intake/closed", seal(BODY, b"")),
        ("/intake/closed", {}),
    ],
)
async def test_anything_else_is_refused_and_leaves_a_trace(door, path: str, headers: dict[str, str]) -> None:
    async with door.post(path, data=BODY, headers=headers) as answer:
        assert answer.status == 401
    assert door.store.bodies == []
    assert len(door.store.refusals) == 1


async def test_more_than_a_mebibyte_is_refused(door) -> None:
    body = b"x" * (1024 * 1024 + 1)
    async with door.post("/intake/website", data=BytesIO(body), headers=seal(body)) as answer:
        assert answer.status == 413


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"day":"2026-11-20","sent":12}', 202),
        (b'{"day":"20.11.","sent":12}', 400),
        (b'{"day":"2026-11-20","sent":-1}', 400),
        (b"[]", 400),
    ],
)
async def test_a_channel_says_what_it_sent(door, body: bytes, status: int) -> None:
    async with door.post("/intake/website/sent", data=body, headers=seal(body)) as answer:
        assert answer.status == status
    assert door.store.sent == ([("website", "2026-11-20", 12)] if status == 202 else [])
