"""The connection to the gateway: moved, lost, silent, refused, and how long it waits to come back."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.dingtalk.stream import Pace
from tests.bot.dingtalk.streaming import Start, payload


async def test_disconnect_opens_the_new_connection_before_closing_the_old(
    gateway: Any, inbox: Any, start: Start
) -> None:
    inbox.gate.clear()
    start()
    old = await gateway.sockets.get()
    await old.send_json(payload("single_text"))
    await old.send_json(payload("system_disconnect"))
    new = await gateway.sockets.get()
    assert not old.closed
    inbox.gate.set()
    answered_on, ack = await gateway.acks.get()
    assert answered_on is old, "what came over the old connection is acknowledged there"
    assert ack["code"] == 200
    assert await gateway.closed.get() is old
    await new.send_json(payload("voice"))
    assert (await gateway.acks.get())[0] is new


async def test_a_lost_connection_is_replaced(gateway: Any, inbox: Any, start: Start) -> None:
    client = start()
    first = await gateway.sockets.get()
    await first.close(code=1000)
    second = await gateway.sockets.get()
    await second.send_json(payload("single_text"))
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
    await socket.send_json(payload("system_ping"))
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
    await socket.send_json(payload("system_ping"))
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
