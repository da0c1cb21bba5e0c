"""`POST /systems/{system}`: signed or refused, records or a question before a call, nothing that is no object."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from crm.people import User
from web.api.intake import SIGNATURE
from web.api.systems import SystemDoor


class Store:
    """Takes what comes under one secret; 陈晨 may not call."""

    def secret(self, system: str) -> bytes:
        return b"s1" if system != "closed" else b""

    async def accept(self, system: str, items: Sequence[Any]) -> dict[str, int]:
        return {"kept": len(items), "unreadable": 0}

    async def call(self, phone: str, person: str) -> tuple[str, bool]:
        return ("今天已联系过" if person == "chenchen" else ""), person != "nobody"

    async def link(self, rows: Sequence[Mapping[str, str]]) -> int:
        return len(rows)


async def ask(path: str, body: bytes, secret: bytes = b"s1", role: str = "admin") -> tuple[int, str]:
    async def person(request: web.Request) -> User:
        return User("x", "x", role)

    app = web.Application()
    app.add_routes(SystemDoor(person, Store()).routes())
    headers = {SIGNATURE: hmac.new(secret, body, sha256).hexdigest()}
    async with TestClient(TestServer(app)) as client, client.post(path, data=body, headers=headers) as answer:
        return answer.status, await answer.text()


@pytest.mark.parametrize(
    ("path", "body", "secret", "status"),
    [
        ("/systems/erp", b'{"id":"1"}', b"s1", 202),
        ("/systems/erp", b'{"items":[{"id":"1"},null,{"a":{"b":[1]}}]}', b"s1", 202),
        ("/systems/erp", b'{"id":"1"}', b"other", 401),
        ("/systems/closed", b'{"id":"1"}', b"", 401),
        ("/systems/erp", b"[1]", b"s1", 400),
        ("/systems/erp", b"{", b"s1", 400),
        ("/systems/erp", b'{"items":7}', b"s1", 400),
        ("/systems/call", b'{"phone":"1","person":"nobody"}', b"s1", 400),
        ("/api/master/links", b'{"items":[{"phone":"1","kingdee":"K1"}]}', b"", 200),
        ("/api/master/links", b'{"items":7}', b"", 400),
    ],
)
async def test_what_comes_in(path: str, body: bytes, secret: bytes, status: int) -> None:
    assert (await ask(path, body, secret))[0] == status


async def test_a_call_is_asked_about_and_lists_are_for_administrators() -> None:
    assert '"allowed": true' in (await ask("/systems/call", b'{"phone":"1","person":"sunli"}'))[1]
    assert '"allowed": false, "reason": "今天已联系过"' in (await ask("/systems/call", b'{"person":"chenchen"}'))[1]
    assert (await ask("/api/master/links", b'{"items":[]}', role="sales"))[0] == 403
