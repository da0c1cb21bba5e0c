"""The adapter against the simulated Slack: signed HTTP, Socket Mode, the Web API."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.errors import Rejected
from bot.slack.socket import SlackSocket
from bot.slack.surface import SlackSurface
from bot.surface import Parcel, Target
from handlers.inbound import CardAction, InboundMessage, Opened
from simulator.slack.server import SlackSimulator
from tests.bot.slack.simulated.town import CARD, FORM, LIN, SIGN, card_parcel, seen, send, settings_of, simulator_of


def _newest(surface: SlackSurface, inbox: Any) -> Any:
    return surface.parse(list(inbox.rows.values())[-1][1])[0]


async def test_texts_arrive_in_the_chat_and_in_the_room(surface: SlackSurface, simulated: SlackSimulator) -> None:
    await send(surface, Parcel("a", "text", LIN, text="今天要跟进 **3** 位：<云杉> & Co"))
    await send(surface, Parcel("b", "text", Target("slack", "webhook", "华东"), text="早报"))
    first, second = simulated.world.messages
    assert (first.to, first.text) == ("linqiao", "今天要跟进 3 位：<云杉> & Co")
    assert (second.group, second.text) == ("sales-east", "早报")


async def test_what_people_say_is_stored_once(surface: SlackSurface, simulated: SlackSimulator, inbox: Any) -> None:
    simulated.double_events = True
    simulated.world.faults.order("slack", "duplicate")
    assert await simulated.say("linqiao", "今天要跟进谁 <急> & 快")
    assert await simulated.say("wangmeng", "查一下云杉", group="sales-east")
    assert await simulated.command("linqiao", "/crm", "查 云杉")
    assert await simulated.open_home("linqiao")
    said, asked, command, opened = (surface.parse(raw)[0] for _, raw in inbox.rows.values())
    assert isinstance(said, InboundMessage)
    assert isinstance(asked, InboundMessage)
    assert isinstance(command, InboundMessage)
    assert isinstance(opened, Opened)
    assert (said.text, said.conversation.id) == ("今天要跟进谁 <急> & 快", "linqiao")
    assert (asked.text, asked.conversation.id, asked.mentioned) == ("查一下云杉", "Csales", True)
    assert command.text == "查 云杉"
    assert await simulated.http.verify()


async def test_a_clip_is_fetched(surface: SlackSurface, simulated: SlackSimulator, inbox: Any) -> None:
    assert await simulated.voice("linqiao", None, transcript="同意下周三看演示")
    note = _newest(surface, inbox)
    assert isinstance(note, InboundMessage)
    assert note.voice is not None
    assert note.voice.media is not None
    assert (note.voice.transcript, note.voice.transcript_state) == (None, "pending")
    audio = await surface.fetch(note.voice.media)
    assert len(audio) > 100
    by_id = replace(note.voice.media, handle="")
    assert await surface.fetch(by_id) == audio


async def test_a_card_is_pressed_and_then_settled(surface: SlackSurface, simulated: SlackSimulator, inbox: Any) -> None:
    (receipt,) = await send(surface, card_parcel())
    shown = seen(simulated)
    assert (shown.title, shown.card, shown.fields["金额"]) == ("确认跟进", "act-417", "300,000")
    assert await simulated.tap("linqiao", shown, "确认", choose={"阶段": "报价"}, fill={"备注": "周三见"})
    press = _newest(surface, inbox)
    assert isinstance(press, CardAction)
    assert press.token == SIGN("confirm")
    assert press.values == {"stage": ("quote",), "note": ("周三见",)}
    assert (press.handle["channel"], press.handle["ts"]) == (receipt.handle["channel"], receipt.handle["ts"])
    await send(surface, card_parcel("update", CARD.settled("已由林乔确认 14:05"), place=receipt))
    settled = seen(simulated)
    assert settled.done
    assert "已由林乔确认 14:05" in settled.text
    assert len(simulated.visible("linqiao")) == 1


async def test_a_form_opens_and_comes_back(surface: SlackSurface, simulated: SlackSimulator, inbox: Any) -> None:
    await send(surface, card_parcel(card=FORM))
    assert await simulated.tap("linqiao", seen(simulated), "修改")
    press = _newest(surface, inbox)
    assert isinstance(press, CardAction)
    assert press.modal_trigger
    await send(surface, card_parcel("modal", FORM, trigger=press.modal_trigger))
    filled = {f"第{n}项": f"值{n}" for n in range(4)}
    assert await simulated.tap("linqiao", seen(simulated), "确认", fill=filled)
    sent = _newest(surface, inbox)
    assert isinstance(sent, CardAction)
    assert sent.token == SIGN("confirm")
    assert sent.values == {f"i{n}": (f"值{n}",) for n in range(4)}
    with pytest.raises(Rejected):
        await send(surface, card_parcel("modal", FORM, trigger=press.modal_trigger))


async def test_a_file_is_shared(surface: SlackSurface, simulated: SlackSimulator) -> None:
    await send(surface, Parcel("f", "file", LIN, file_name="早报.pdf", file_bytes=b"content"))
    assert b"content" in simulated.files.contents.values()
    assert seen(simulated).kind == "file"


async def test_socket_mode_carries_the_same(clock: Any, inbox: Any, session: aiohttp.ClientSession) -> None:
    slack = await simulator_of(clock, "socket")
    surface = SlackSurface(settings_of(slack), (), session)
    task = asyncio.create_task(SlackSocket(settings_of(slack), inbox, clock, ping_seconds=0.1).run())
    try:
        assert await slack.say("linqiao", "今天要跟进谁")
        slack.world.faults.order("slack", "drop_socket")
        await slack.say("linqiao", "还在吗")
        await send(surface, card_parcel())
        assert await slack.tap("linqiao", seen(slack), "确认")
        press = _newest(surface, inbox)
        assert isinstance(press, CardAction)
        said = [surface.parse(raw)[0] for _, raw in inbox.rows.values()]
        assert [event.text for event in said if isinstance(event, InboundMessage)] == ["今天要跟进谁", "还在吗"]
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 10)
        await slack.stop()
