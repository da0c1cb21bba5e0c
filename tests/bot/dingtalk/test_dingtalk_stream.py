from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.dingtalk.receive import StreamReceiver
from bot.dingtalk.stream import Pace, StreamClient
from config.platforms import DingTalkSettings

PAYLOADS = Path(__file__).parents[2] / "payloads"
Start = Callable[..., StreamClient]
QUICK = Pace(silence=5, first=0.01, longest=0.02)


def _payload(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((PAYLOADS / f"dingtalk_{name}.json").read_text())
    return loaded


@pytest.fixture
async def start(
    settings: DingTalkSettings, inbox: Any, session: aiohttp.ClientSession, clock: Any
) -> AsyncIterator[Start]:
    running: list[asyncio.Task[None]] = []

    def run(pace: Pace = QUICK) -> StreamClient:
        client = StreamClient(settings, StreamReceiver(inbox), session, clock, pace)
        running.append(asyncio.create_task(client.run()))
        return client

    yield run
    for task in running:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 10)


async def test_it_subscribes_to_events_messages_and_card_clicks(gateway: Any, start: Start) -> None:
    client = start()
    await gateway.sockets.get()
    await client.connected.wait()
    (asked,) = gateway.opened
    assert (asked["clientId"], asked["clientSecret"]) == ("dingKEY", "s3cret")
    assert asked["subscriptions"] == [
        {"type": "EVENT", "topic": "*"},
        {"type": "CALLBACK", "topic": "/v1.0/im/bot/messages/get"},
        {"type": "CALLBACK", "topic": "/v1.0/card/instances/callback"},
    ]


async def test_a_message_is_acknowledged_only_after_it_is_stored(gateway: Any, inbox: Any, start: Start) -> None:
    inbox.gate.clear()
    start()
    socket = await gateway.sockets.get()
    await socket.send_json(_payload("single_text"))
    await socket.send_json(_payload("system_ping"))
    _, first = await gateway.acks.get()
    assert first["headers"]["messageId"] == "fict-stream-msg-0011", "the ping is answered while the message waits"
    assert json.loads(first["data"]) == {"opaque": "fict-ping-0001"}
    inbox.gate.set()
    _, ack = await gateway.acks.get()
    assert (ack["code"], ack["message"]) == (200, "OK")
    assert ack["headers"] == {"messageId": "fict-stream-msg-0001", "contentType": "application/json"}
    ((platform, key, partition, raw),) = inbox.rows
    assert (platform, key) == ("dingtalk", "msg:msgFICT0001==")
    assert partition == "dingtalk:dingFICTcorp0001:linqiao01"
    stored, sent = json.loads(raw), _payload("single_text")
    kept, told = json.loads(stored.pop("data")), json.loads(sent.pop("data"))
    assert told.pop("sessionWebhook").startswith("https://") and kept.pop("sessionWebhook") == ""
    assert (stored, kept) == (sent, told)


async def test_a_card_click_is_answered_without_changing_the_card(gateway: Any, inbox: Any, start: Start) -> None:
    start()
    socket = await gateway.sockets.get()
    await socket.send_json(_payload("card_action"))
    _, ack = await gateway.acks.get()
    assert json.loads(ack["data"]) == {"response": {}}
    assert [row[1] for row in inbox.rows] == ["card:fict-stream-msg-0008"]


async def test_a_double_click_is_stored_once_and_answered_twice(gateway: Any, inbox: Any, start: Start) -> None:
    start()
    socket = await gateway.sockets.get()
    again = _payload("card_action")
    again["headers"]["messageId"] = "fict-stream-msg-0099"
    other = _payload("card_form_submit")
    for frame in (_payload("card_action"), again, other):
        await socket.send_json(frame)
    answers = [(await gateway.acks.get())[1] for _ in range(3)]
    assert {answer["headers"]["messageId"] for answer in answers} == {
        "fict-stream-msg-0008",
        "fict-stream-msg-0099",
        "fict-stream-msg-0009",
    }
    assert all(answer["code"] == 200 for answer in answers)
    assert sorted(row[1] for row in inbox.rows) == ["card:fict-stream-msg-0008", "card:fict-stream-msg-0009"]


async def test_what_cannot_be_stored_is_asked_for_again(gateway: Any, inbox: Any, start: Start) -> None:
    inbox.broken = True
    start()
    socket = await gateway.sockets.get()
    await socket.send_json(_payload("card_action"))
    assert (await gateway.acks.get())[1]["code"] == 500
    await socket.send_json(_payload("add_external_contact_event"))
    assert json.loads((await gateway.acks.get())[1]["data"])["status"] == "LATER"
    inbox.broken = False
    await socket.send_json(_payload("card_action"))
    assert (await gateway.acks.get())[1]["code"] == 200
    await socket.send_json(_payload("add_external_contact_event"))
    assert json.loads((await gateway.acks.get())[1]["data"]) == {"status": "SUCCESS"}
    assert len(inbox.rows) == 2


async def test_odd_frames_are_refused_by_name_and_nothing_stops(gateway: Any, inbox: Any, start: Start) -> None:
    start()
    socket = await gateway.sockets.get()
    await socket.send_str("{")
    await socket.send_bytes(b"\x00")
    await socket.send_json({"type": "NEW", "headers": {"messageId": "m1"}})
    assert (await gateway.acks.get())[1]["code"] == 400
    await socket.send_json({"type": "CALLBACK", "headers": {"messageId": "m2", "topic": "/v1.0/graph/api/invoke"}})
    assert (await gateway.acks.get())[1]["code"] == 404
    await socket.send_json(_payload("quota_error"))
    assert (await gateway.acks.get())[1]["code"] == 200
    assert [row[1] for row in inbox.rows] == ["msg:msgFICT0007=="]


async def test_disconnect_opens_the_new_connection_before_closing_the_old(
    gateway: Any, inbox: Any, start: Start
) -> None:
    inbox.gate.clear()
    start()
    old = await gateway.sockets.get()
    await old.send_json(_payload("single_text"))
    await old.send_json(_payload("system_disconnect"))
    new = await gateway.sockets.get()
    assert not old.closed
    inbox.gate.set()
    answered_on, ack = await gateway.acks.get()
    assert answered_on is old, "what came over the old connection is acknowledged there"
    assert ack["code"] == 200
    assert await gateway.closed.get() is old
    await new.send_json(_payload("voice"))
    assert (await gateway.acks.get())[0] is new


async def test_a_lost_connection_is_replaced(gateway: Any, inbox: Any, start: Start) -> None:
    client = start()
    first = await gateway.sockets.get()
    await first.close(code=1000)
    second = await gateway.sockets.get()
    await second.send_json(_payload("single_text"))
    assert (await gateway.acks.get())[0] is second
    assert client.last_frame_at is not None


async def test_a_silent_connection_is_replaced(gateway: Any, start: Start) -> None:
    gateway.answers_pings = False
    start(Pace(silence=0.05, first=0.01, longest=0.01))
    first = await gateway.sockets.get()
    second = await gateway.sockets.get()
    assert first is not second


async def test_a_quiet_connection_that_answers_pings_stays(gateway: Any, start: Start) -> None:
    start(Pace(silence=0.5, first=0.01, longest=0.01))
    socket = await gateway.sockets.get()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(gateway.sockets.get(), 0.8)
    await socket.send_json(_payload("system_ping"))
    assert (await gateway.acks.get())[0] is socket


async def test_a_connection_that_only_answers_pings_for_long_is_replaced(gateway: Any, start: Start) -> None:
    start(Pace(silence=0.5, deaf=0.3, first=0.01, longest=0.01))
    old = await gateway.sockets.get()
    await gateway.sockets.get()
    assert await gateway.closed.get() is old


async def test_protocol_pings_count_as_life_and_are_answered(gateway: Any, start: Start) -> None:
    start()
    socket = await gateway.sockets.get()
    await socket.ping(b"x")
    await socket.send_json(_payload("system_ping"))
    await gateway.acks.get()
    assert gateway.sockets.empty()


async def test_a_refusing_gateway_is_asked_again_and_no_secret_is_logged(gateway: Any, start: Start) -> None:
    gateway.refusals = 3
    with capture_logs() as lines:
        start()
        await gateway.sockets.get()
    assert len(gateway.opened) == 4
    assert [line["why"] for line in lines] == ["status=401 code=authFailed"] * 3
    assert "s3cret" not in str(lines)


async def test_an_endpoint_that_is_no_websocket_is_not_followed(gateway: Any, start: Start) -> None:
    gateway.endpoint = "http://127.0.0.1:1/connect"
    client = start()
    await gateway.asked.get()
    await gateway.asked.get()
    assert not client.connected.is_set()


def test_waits_grow_and_stay_below_the_limit() -> None:
    pace = Pace(first=1, longest=30)
    assert all(0 <= pace.wait(1) <= 2 for _ in range(50))
    assert all(0 <= pace.wait(500) <= 30 for _ in range(50))
