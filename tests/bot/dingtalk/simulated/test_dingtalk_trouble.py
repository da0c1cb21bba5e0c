"""Trouble with the simulated DingTalk: old tokens, limits, lost answers, dropped and moved sockets."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dingtalk.stream import StreamClient
from bot.dingtalk.surface import DingTalkSurface
from bot.errors import AuthExpired, RateLimited, Unknown
from bot.surface import Parcel
from simulator.dingtalk.server import DingTalkSimulator
from tests.bot.dingtalk.simulated.town import LIN, card_parcel, send


async def test_an_expired_token_is_renewed_once(surface: DingTalkSurface, dingtalk: DingTalkSimulator) -> None:
    await send(surface, Parcel("k", "text", LIN, text="一"))
    dingtalk.world.faults.order("dingtalk", "token_expired")
    await send(surface, Parcel("k", "text", LIN, text="二"))
    assert [message.text for message in dingtalk.world.messages] == ["一", "二"]
    dingtalk.world.faults.order("dingtalk", "token_expired", 2)
    with pytest.raises(AuthExpired):
        await send(surface, Parcel("k", "text", LIN, text="三"))


async def test_a_limit_and_a_cut_connection_mean_what_they_are(
    surface: DingTalkSurface, dingtalk: DingTalkSimulator
) -> None:
    dingtalk.world.faults.order("dingtalk", "429")
    with pytest.raises(RateLimited):
        await send(surface, card_parcel())
    dingtalk.world.faults.order("dingtalk", "refuse")
    with pytest.raises(Unknown):
        await send(surface, card_parcel())
    assert dingtalk.world.messages == []


async def test_after_a_lost_answer_the_same_card_is_not_shown_twice(
    surface: DingTalkSurface, dingtalk: DingTalkSimulator, monkeypatch: Any
) -> None:
    dingtalk.gate.hold_seconds = 0.05
    dingtalk.world.faults.order("dingtalk", "timeout")
    parcel = card_parcel()
    (part,) = surface.parts(parcel)
    with pytest.raises(Unknown):
        await surface.post(parcel, part, 0)
    assert await surface.find_sent(parcel, part, 0) is None
    await surface.post(parcel, part, 0)
    assert len(dingtalk.world.messages) == 1


async def test_a_dropped_socket_comes_back_and_nothing_is_handled_twice(
    stream: StreamClient, dingtalk: DingTalkSimulator, inbox: Any
) -> None:
    dingtalk.world.faults.order("dingtalk", "drop_socket")
    assert await dingtalk.say("linqiao", "还在吗")
    dingtalk.world.faults.order("dingtalk", "duplicate")
    assert await dingtalk.say("linqiao", "再说一次")
    assert len({row[1] for row in inbox.rows}) == 2
    assert stream.connected.is_set()


@pytest.mark.usefixtures("stream")
async def test_it_moves_when_the_gateway_says_so(dingtalk: DingTalkSimulator, inbox: Any) -> None:
    await dingtalk.stream.disconnect()
    assert await dingtalk.say("linqiao", "换了连接")
    assert len(inbox.rows) == 1
