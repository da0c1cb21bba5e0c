from __future__ import annotations

import hashlib
import hmac
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.slack.parse import parse
from bot.slack.receive import slack_routes
from bot.slack.signature import signed_by_slack
from bot.webhook import BODY_AT_MOST
from config.platforms import SlackSettings
from handlers.inbound import InboundMessage

PAYLOADS = Path(__file__).parents[2] / "payloads"
SECRET = "fict0123456789abcdef0123456789ab"
NOW = 1790000000
FORM = "application/x-www-form-urlencoded"
Edge = TestClient[web.Request, web.Application]


@pytest.fixture
async def edge(settings: SlackSettings, clock: Any, inbox: Any) -> AsyncIterator[Edge]:
    app = web.Application()
    app.add_routes(slack_routes(settings, clock, inbox))
    async with TestClient(TestServer(app)) as client:
        yield client


def _signed(body: bytes, timestamp: object = NOW, secret: str = SECRET) -> dict[str, str]:
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={digest}"}


def _body(name: str) -> bytes:
    return (PAYLOADS / f"slack_{name}.json").read_bytes()


def test_the_signature_vector_is_accepted_and_nothing_near_it(clock: Any) -> None:
    vector = json.loads(_body("signature_vector"))
    body, sign = vector["body"].encode(), vector["x_slack_signature"]
    secret, stamp = vector["signing_secret"], str(vector["timestamp"])
    assert signed_by_slack(secret, stamp, sign, body, clock.now())
    assert not signed_by_slack(secret, stamp, sign, body + b" ", clock.now())
    assert not signed_by_slack("", stamp, sign, body, clock.now())
    assert not signed_by_slack(secret, stamp, sign[:-1], body, clock.now())
    assert not signed_by_slack(secret, stamp, "v0=é", body, clock.now())
    clock.forward(301)
    assert not signed_by_slack(secret, stamp, sign, body, clock.now())


async def test_an_event_is_stored_before_it_is_answered_and_once(edge: Edge, inbox: Any) -> None:
    body = _body("dm_text")
    for retry in range(2):
        headers = _signed(body) | {"X-Slack-Retry-Num": str(retry)}
        response = await edge.post("/slack/events", data=body, headers=headers)
        assert response.status == 200
    assert inbox.calls == 2
    ((key, (partition, raw)),) = inbox.rows.items()
    assert key == "msg:1790000000.000100:T0FICT00001:D0FICT00001"
    assert partition == "slack:T0FICT00001:U0FICT00001"
    (event,) = parse(raw)
    assert event.key == key


async def test_half_a_character_does_not_stop_an_event(edge: Edge, inbox: Any) -> None:
    body = json.dumps(json.loads(_body("dm_text").replace("今天".encode(), b"\\ud83d\\u0000"))).encode()
    assert (await edge.post("/slack/events", data=body, headers=_signed(body))).status == 200
    ((_, raw),) = inbox.rows.values()
    (event,) = parse(raw)
    assert isinstance(event, InboundMessage)
    assert event.text == "?要跟进谁"


async def test_a_mention_that_comes_as_two_events_is_stored_once(edge: Edge, inbox: Any) -> None:
    for name in ("app_mention", "channel_message_dup_of_mention"):
        body = _body(name)
        assert (await edge.post("/slack/events", data=body, headers=_signed(body))).status == 200
    assert len(inbox.rows) == 1


async def test_the_address_check_is_answered_only_when_signed(edge: Edge) -> None:
    body = _body("url_verification")
    response = await edge.post("/slack/events", data=body, headers=_signed(body))
    assert await response.text() == "fict-challenge-0001"
    assert (await edge.post("/slack/events", data=body)).status == 401


async def test_held_back_events_and_echoes_are_answered_and_not_stored(edge: Edge, inbox: Any) -> None:
    echo = json.loads(_body("dm_text"))
    echo["event"]["bot_id"] = "B1"
    for body in (_body("app_rate_limited"), json.dumps(echo).encode()):
        assert (await edge.post("/slack/events", data=body, headers=_signed(body))).status == 200
    assert inbox.rows == {}


async def test_a_press_and_a_command_are_stored(edge: Edge, inbox: Any) -> None:
    press = urlencode({"payload": _body("block_actions_button").decode()}).encode()
    command = (PAYLOADS / "slack_slash_command.txt").read_bytes().strip()
    for path, body in (("/slack/interactive", press), ("/slack/commands", command)):
        headers = _signed(body) | {"Content-Type": FORM}
        response = await edge.post(path, data=body, headers=headers)
        assert (response.status, await response.read()) == (200, b"")
    assert list(inbox.rows) == [
        "action:1790000090.123456:card.confirm:U0FICT00001",
        "command:1790000130.0000000001.fict0005",
    ]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/slack/events", b"{", 400),
        ("/slack/events", b"[1]", 400),
        ("/slack/events", b"\xff\xfe", 400),
        ("/slack/events", b"[" * 100_000, 400),
        ("/slack/events", b"x" * (BODY_AT_MOST + 1), 413),
        ("/slack/interactive", b"", 400),
        ("/slack/interactive", b"payload=%7B", 400),
        ("/slack/interactive", b"\xff", 400),
        ("/slack/interactive", b"&".join(b"a=1" for _ in range(200)), 400),
        ("/slack/commands", b"text=x", 400),
        ("/slack/commands", b"ssl_check=1", 200),
        ("/slack/events", b'{"type": "event_callback", "event_id": "E", "event": {"type": "brand_new"}}', 200),
    ],
)
async def test_bad_input_is_never_a_crash(edge: Edge, path: str, body: bytes, status: int) -> None:
    response = await edge.post(path, data=io.BytesIO(body), headers=_signed(body))
    assert response.status == status


@pytest.mark.parametrize("timestamp", ["", "now", "1790000000.0", "-1", "٣", "9" * 40, NOW - 301, NOW + 301])
async def test_a_timestamp_that_is_not_now_is_refused(edge: Edge, inbox: Any, timestamp: object) -> None:
    body = _body("dm_text")
    assert (await edge.post("/slack/events", data=body, headers=_signed(body, timestamp))).status == 401
    assert inbox.rows == {}


async def test_a_foreign_signature_is_refused_everywhere(edge: Edge, inbox: Any) -> None:
    body = b"command=/crm&text=x"
    for path in ("/slack/events", "/slack/interactive", "/slack/commands"):
        assert (await edge.post(path, data=body, headers=_signed(body, secret="other"))).status == 401
        assert (await edge.post(path, data=body)).status == 401
    assert inbox.rows == {}


async def test_what_cannot_be_stored_is_asked_for_again(edge: Edge, inbox: Any) -> None:
    inbox.broken = True
    body = _body("dm_text")
    assert (await edge.post("/slack/events", data=body, headers=_signed(body))).status == 503
    inbox.broken = False
    assert (await edge.post("/slack/events", data=body, headers=_signed(body))).status == 200
    assert len(inbox.rows) == 1


def test_without_a_signing_secret_there_is_no_address(settings: SlackSettings, clock: Any, inbox: Any) -> None:
    assert not slack_routes(settings.model_copy(update={"signing_secret": SecretStr("")}), clock, inbox)
    assert not slack_routes(settings.model_copy(update={"mode": "socket"}), clock, inbox)
    assert not slack_routes(SlackSettings(signing_secret=SecretStr(SECRET)), clock, inbox)
