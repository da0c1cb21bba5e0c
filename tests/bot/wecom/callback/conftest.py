"""The callback address over an inbox in memory."""

from __future__ import annotations

import io
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from pydantic import SecretStr

from bot.wecom.receive import PATH, wecom_routes
from config.platforms import WeComSettings
from tests.bot.wecom.callback.callbacks import AES, CORP, TOKEN, InboxInMemory, Post


@pytest.fixture
def inbox() -> InboxInMemory:
    return InboxInMemory()


@pytest.fixture
def send_only() -> WeComSettings:
    return WeComSettings(corp_id=CORP, agent_id=1000017, secret=SecretStr("s"))


@pytest.fixture
async def client(
    aiohttp_client: Any, send_only: WeComSettings, clock: Any, inbox: InboxInMemory
) -> TestClient[Any, Any]:
    keys = {"callback_token": SecretStr(TOKEN), "aes_key": SecretStr(AES)}
    app = web.Application(client_max_size=10)
    app.add_routes(wecom_routes(send_only.model_copy(update=keys), clock, inbox))
    client: TestClient[Any, Any] = await aiohttp_client(app)
    return client


@pytest.fixture
def post(client: TestClient[Any, Any]) -> Post:
    return lambda body, query: client.post(PATH, params=query, data=io.BytesIO(body))
