"""The adapter against the simulated Slack: signed HTTP, Socket Mode, the Web API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.errors import AuthExpired, RateLimited, Rejected, Unknown
from bot.slack.receive import slack_routes
from bot.slack.socket import SlackSocket
from bot.slack.surface import SlackSurface
from bot.surface import Parcel, Receipt, Target
from cards.card import Action, Card, Choice, Field, Input, Option
from cards.token import signer
from config.platforms import RoomSettings, SlackSettings
from handlers.inbound import CardAction, InboundMessage, Opened
from simulator.message import Message
from simulator.slack.server import SlackSimulator
from simulator.world import Person, Room, World

LIN = Target("slack", "user", "linqiao")
CARD = Card(
    "act-417",
    1,
    "confirm",
    "确认跟进",
    fields=(Field("金额", "300,000"),),
    choices=(Choice("stage", "阶段", (Option("demo", "演示"), Option("quote", "报价"))),),
    inputs=(Input("note", "备注"),),
    actions=(Action("confirm", "确认", "primary"),),
)
FORM = replace(CARD, inputs=tuple(Input(f"i{n}", f"第{n}项") for n in range(4)), choices=())
SIGN = signer(CARD.id, CARD.rev, datetime.fromisoformat("2027-12-01T00:00:00+08:00"), b"secret")


async def _simulator(clock: Any, mode: Literal["http", "socket"]) -> SlackSimulator:
    world = World(clock.now)
    people = [Person("linqiao", "林乔"), Person("wangmeng", "王蒙")]
    world.populate(people, [Room("Csales", "sales-east", ("linqiao", "wangmeng"))])
    simulated = SlackSimulator(world, mode=mode)
    await simulated.start()
    return simulated


def _settings(simulated: SlackSimulator) -> SlackSettings:
    return SlackSettings(
        bot_token=SecretStr(simulated.bot_token),
        signing_secret=SecretStr(simulated.signing_secret),
        app_token=SecretStr(simulated.app_token),
        api_base=f"{simulated.url}/api/",
    )


@pytest.fixture
async def simulated(clock: Any, inbox: Any) -> AsyncIterator[SlackSimulator]:
    slack = await _simulator(clock, "http")
    edge = web.Application()
    edge.add_routes(slack_routes(_settings(slack), clock, inbox))
    async with TestServer(edge) as server:
        slack.events_url = str(server.make_url("/slack/events"))
        slack.interactivity_url = str(server.make_url("/slack/interactive"))
        slack.commands_url = str(server.make_url("/slack/commands"))
        yield slack
        await slack.stop()


@pytest.fixture
def surface(simulated: SlackSimulator, session: aiohttp.ClientSession) -> SlackSurface:
    return SlackSurface(_settings(simulated), (RoomSettings(name="华东", slack_channel="Csales"),), session)


async def _send(surface: SlackSurface, parcel: Parcel) -> list[Receipt]:
    return [await surface.post(parcel, part, index) for index, part in enumerate(surface.parts(parcel))]


def _card(kind: Any = "card", card: Card = CARD, target: Target = LIN, **more: Any) -> Parcel:
    return Parcel(f"{card.id}:{card.rev}", kind, target, card=card, sign=SIGN, **more)


def _seen(slack: SlackSimulator, person: str = "linqiao") -> Message:
    return slack.visible(person)[-1]


def _newest(surface: SlackSurface, inbox: Any) -> Any:
    return surface.parse(list(inbox.rows.values())[-1][1])[0]


async def test_texts_arrive_in_the_chat_and_in_the_room(surface: SlackSurface, simulated: SlackSimulator) -> None:
    await _send(surface, Parcel("a", "text", LIN, text="今天要跟进 **3** 位：<云杉> & Co"))
    await _send(surface, Parcel("b", "text", Target("slack", "webhook", "华东"), text="早报"))
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
    (receipt,) = await _send(surface, _card())
    shown = _seen(simulated)
    assert (shown.title, shown.card, shown.fields["金额"]) == ("确认跟进", "act-417", "300,000")
    assert await simulated.tap("linqiao", shown, "确认", choose={"阶段": "报价"}, fill={"备注": "周三见"})
    press = _newest(surface, inbox)
    assert isinstance(press, CardAction)
    assert press.token == SIGN("confirm")
    assert press.values == {"stage": ("quote",), "note": ("周三见",)}
    assert (press.handle["channel"], press.handle["ts"]) == (receipt.handle["channel"], receipt.handle["ts"])
    await _send(surface, _card("update", CARD.settled("已由林乔确认 14:05"), place=receipt))
    settled = _seen(simulated)
    assert settled.done
    assert "已由林乔确认 14:05" in settled.text
    assert len(simulated.visible("linqiao")) == 1


async def test_a_form_opens_and_comes_back(surface: SlackSurface, simulated: SlackSimulator, inbox: Any) -> None:
    await _send(surface, _card(card=FORM))
    assert await simulated.tap("linqiao", _seen(simulated), "修改")
    press = _newest(surface, inbox)
    assert isinstance(press, CardAction)
    assert press.modal_trigger
    await _send(surface, _card("modal", FORM, trigger=press.modal_trigger))
    filled = {f"第{n}项": f"值{n}" for n in range(4)}
    assert await simulated.tap("linqiao", _seen(simulated), "确认", fill=filled)
    sent = _newest(surface, inbox)
    assert isinstance(sent, CardAction)
    assert sent.token == SIGN("confirm")
    assert sent.values == {f"i{n}": (f"值{n}",) for n in range(4)}
    with pytest.raises(Rejected):
        await _send(surface, _card("modal", FORM, trigger=press.modal_trigger))


async def test_after_a_lost_answer_the_card_is_found(surface: SlackSurface, simulated: SlackSimulator) -> None:
    simulated.gate.hold_seconds = 0.05
    simulated.world.faults.order("slack", "timeout")
    parcel = _card()
    (part,) = surface.parts(parcel)
    with pytest.raises(Unknown):
        await surface.post(parcel, part, 0)
    found = await surface.find_sent(parcel, part, 0)
    assert found is not None
    await _send(surface, _card("update", CARD.settled("好"), place=found))
    assert len(simulated.visible("linqiao")) == 1
    assert await surface.find_sent(replace(parcel, key="other"), part, 0) is None


async def test_limits_and_refused_tokens_mean_what_they_are(surface: SlackSurface, simulated: SlackSimulator) -> None:
    parcel = Parcel("a", "text", LIN, text="一")
    simulated.world.faults.order("slack", "429")
    with pytest.raises(RateLimited):
        await _send(surface, parcel)
    simulated.world.faults.order("slack", "token_expired")
    with pytest.raises(AuthExpired):
        await _send(surface, parcel)
    simulated.world.faults.order("slack", "refuse")
    with pytest.raises(Unknown):
        await _send(surface, parcel)
    assert simulated.world.messages == []


async def test_a_file_is_shared(surface: SlackSurface, simulated: SlackSimulator) -> None:
    await _send(surface, Parcel("f", "file", LIN, file_name="早报.pdf", file_bytes=b"content"))
    assert b"content" in simulated.files.contents.values()
    assert _seen(simulated).kind == "file"


async def test_socket_mode_carries_the_same(clock: Any, inbox: Any, session: aiohttp.ClientSession) -> None:
    slack = await _simulator(clock, "socket")
    surface = SlackSurface(_settings(slack), (), session)
    task = asyncio.create_task(SlackSocket(_settings(slack), inbox, clock, ping_seconds=0.1).run())
    try:
        assert await slack.say("linqiao", "今天要跟进谁")
        slack.world.faults.order("slack", "drop_socket")
        await slack.say("linqiao", "还在吗")
        await _send(surface, _card())
        assert await slack.tap("linqiao", _seen(slack), "确认")
        press = _newest(surface, inbox)
        assert isinstance(press, CardAction)
        said = [surface.parse(raw)[0] for _, raw in inbox.rows.values()]
        assert [event.text for event in said if isinstance(event, InboundMessage)] == ["今天要跟进谁", "还在吗"]
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 10)
        await slack.stop()
