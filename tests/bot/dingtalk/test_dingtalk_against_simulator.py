"""The adapter against the simulated DingTalk: real HTTP, real WebSocket, real frames."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.dingtalk.receive import StreamReceiver
from bot.dingtalk.stream import Pace, StreamClient
from bot.dingtalk.surface import DingTalkSurface
from bot.errors import AuthExpired, RateLimited, Rejected, Unknown
from bot.surface import Parcel, Receipt, Target
from cards.card import Action, Card, Choice, Field, Input, Option
from cards.token import signer
from config.platforms import DingTalkSettings, RoomSettings
from handlers.inbound import CardAction, InboundMessage, MediaRef
from simulator.dingtalk.server import DingTalkSimulator
from simulator.message import Message
from simulator.world import Person, Room, World

ROOM = "cidsales"
LIN = Target("dingtalk", "user", "linqiao")
GROUP = Target("dingtalk", "group", ROOM)
CARD = Card(
    "act-417",
    1,
    "confirm",
    "确认跟进",
    fields=(Field("金额", "300,000"), Field("期限", "今天", colour="red")),
    choices=(Choice("stage", "阶段", (Option("demo", "演示"), Option("quote", "报价"))),),
    inputs=(Input("note", "备注"),),
    actions=(Action("confirm", "确认", "primary"),),
)
SIGN = signer(CARD.id, CARD.rev, datetime.fromisoformat("2027-12-01T00:00:00+08:00"), b"secret")


@pytest.fixture
async def dingtalk(clock: Any) -> AsyncIterator[DingTalkSimulator]:
    world = World(clock.now)
    world.populate([Person("linqiao", "林乔"), Person("wangmeng", "王蒙")], [Room(ROOM, "华东销售群")])
    simulated = DingTalkSimulator(world)
    await simulated.start()
    yield simulated
    await simulated.stop()


@pytest.fixture
def app(dingtalk: DingTalkSimulator) -> DingTalkSettings:
    return DingTalkSettings(
        app_key=dingtalk.app_key,
        app_secret=SecretStr(dingtalk.app_secret),
        card_template=dingtalk.template,
        api_base=dingtalk.url,
        oapi_base=dingtalk.url,
    )


@pytest.fixture
def surface(
    dingtalk: DingTalkSimulator, app: DingTalkSettings, session: aiohttp.ClientSession, clock: Any, shelf: Any
) -> DingTalkSurface:
    room = RoomSettings(
        name="华东",
        dingtalk_robot=SecretStr(dingtalk.robot_token(ROOM)),
        dingtalk_robot_secret=SecretStr(dingtalk.robot_secret(ROOM)),
    )
    return DingTalkSurface(app, (room,), session, clock, shelf)


@pytest.fixture
async def stream(
    app: DingTalkSettings, inbox: Any, session: aiohttp.ClientSession, clock: Any
) -> AsyncIterator[StreamClient]:
    client = StreamClient(app, StreamReceiver(inbox), session, clock, Pace(first=0.01, longest=0.05))
    task = asyncio.create_task(client.run())
    await asyncio.wait_for(client.connected.wait(), 10)
    yield client
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 10)


async def _send(surface: DingTalkSurface, parcel: Parcel) -> list[Receipt]:
    return [await surface.post(parcel, part, index) for index, part in enumerate(surface.parts(parcel))]


def _card(kind: Any = "card", target: Target = LIN, card: Card = CARD, place: Receipt | None = None) -> Parcel:
    return Parcel(f"{card.id}:{card.rev}", kind, target, card=card, sign=SIGN, place=place)


def _seen(dingtalk: DingTalkSimulator, person: str = "linqiao") -> Message:
    return dingtalk.visible(person)[-1]


async def test_texts_arrive_with_the_person_the_group_and_the_room(
    surface: DingTalkSurface, dingtalk: DingTalkSimulator
) -> None:
    for target in (LIN, GROUP, Target("dingtalk", "webhook", "华东")):
        await _send(surface, Parcel("k", "text", target, text="今天要跟进 3 位客户"))
    messages = dingtalk.world.messages
    assert [message.text for message in messages] == ["今天要跟进 3 位客户"] * 3
    assert [(message.to, message.group) for message in messages] == [
        ("linqiao", None),
        (None, "华东销售群"),
        (None, "华东销售群"),
    ]


@pytest.mark.usefixtures("stream")
async def test_what_people_say_is_stored(surface: DingTalkSurface, dingtalk: DingTalkSimulator, inbox: Any) -> None:
    assert await dingtalk.say("linqiao", "今天要跟进谁")
    assert await dingtalk.say("wangmeng", "查一下云杉", group="华东销售群")
    first, second = (surface.parse(row[3])[0] for row in inbox.rows)
    assert isinstance(first, InboundMessage)
    assert isinstance(second, InboundMessage)
    assert (first.text, first.conversation.kind, first.actor.id) == ("今天要跟进谁", "dm", "linqiao")
    assert (second.text, second.conversation.id, second.mentioned) == ("查一下云杉", ROOM, True)
    assert await dingtalk.quota_exhausted("linqiao")


@pytest.mark.usefixtures("stream")
async def test_a_voice_note_is_heard_or_fetched(
    surface: DingTalkSurface, dingtalk: DingTalkSimulator, inbox: Any
) -> None:
    assert await dingtalk.voice("linqiao", b"RIFFaudio", transcript="同意下周三看演示")
    (note,) = surface.parse(inbox.rows[-1][3])
    assert isinstance(note, InboundMessage)
    assert note.voice is not None
    assert (note.voice.transcript, note.voice.transcript_state) == ("同意下周三看演示", "final")
    assert note.voice.media is not None
    assert await surface.fetch(note.voice.media) == b"RIFFaudio"
    with pytest.raises(Rejected):
        await surface.fetch(replace(note.voice.media, handle="expired"))
    with pytest.raises(Rejected):
        await surface.fetch(MediaRef("dingtalk", ""))


@pytest.mark.usefixtures("stream")
async def test_a_card_is_pressed_and_then_settled(
    surface: DingTalkSurface, dingtalk: DingTalkSimulator, inbox: Any
) -> None:
    (receipt,) = await _send(surface, _card())
    shown = _seen(dingtalk)
    assert (shown.title, shown.fields["金额"]) == ("确认跟进", "300,000")
    assert shown.colours == {"期限": "red"}
    assert await dingtalk.tap("linqiao", shown, "确认", choose={"阶段": "报价"}, fill={"备注": "周三见"})
    (press,) = surface.parse(inbox.rows[-1][3])
    assert isinstance(press, CardAction)
    assert press.token == SIGN("confirm")
    assert press.values == {"stage": ("quote",), "note": ("周三见",)}
    assert press.handle == {"out_track_id": receipt.message_id}
    await _send(surface, _card("update", card=CARD.settled("已由林乔确认 14:05"), place=receipt))
    settled = _seen(dingtalk)
    assert settled.done
    assert "已由林乔确认 14:05" in settled.text
    assert len(dingtalk.visible("linqiao")) == 1


async def test_posting_a_card_again_shows_it_once(surface: DingTalkSurface, dingtalk: DingTalkSimulator) -> None:
    first = await _send(surface, _card())
    assert await _send(surface, _card()) == first
    assert len(dingtalk.world.messages) == 1


async def test_a_card_for_an_unknown_person_is_rejected(surface: DingTalkSurface) -> None:
    nobody = Target("dingtalk", "user", "nobody")
    with pytest.raises(Rejected):
        await _send(surface, _card(target=nobody))
    with pytest.raises(Rejected):
        await _send(surface, Parcel("k", "text", nobody, text="在吗"))


async def test_a_room_sees_the_card_as_links(surface: DingTalkSurface, dingtalk: DingTalkSimulator) -> None:
    linked = replace(CARD, link="https://crm.test/cards/act-417")
    await _send(surface, _card(target=Target("dingtalk", "webhook", "华东"), card=linked))
    assert "https://crm.test/cards/act-417" in dingtalk.world.messages[-1].links.values()


async def test_a_file_is_uploaded_and_sent(surface: DingTalkSurface, dingtalk: DingTalkSimulator) -> None:
    for name, target in (("早报.pdf", LIN), ("看板.png", GROUP)):
        parcel = Parcel("k", "file", target, file_name=name, file_bytes=b"content")
        await _send(surface, parcel)
    assert list(dingtalk.media.uploads.values()) == [b"content", b"content"]
    assert [message.kind for message in dingtalk.world.messages] == ["file", "image"]


async def test_an_expired_token_is_renewed_once(surface: DingTalkSurface, dingtalk: DingTalkSimulator) -> None:
    await _send(surface, Parcel("k", "text", LIN, text="一"))
    dingtalk.world.faults.order("dingtalk", "token_expired")
    await _send(surface, Parcel("k", "text", LIN, text="二"))
    assert [message.text for message in dingtalk.world.messages] == ["一", "二"]
    dingtalk.world.faults.order("dingtalk", "token_expired", 2)
    with pytest.raises(AuthExpired):
        await _send(surface, Parcel("k", "text", LIN, text="三"))


async def test_a_limit_and_a_cut_connection_mean_what_they_are(
    surface: DingTalkSurface, dingtalk: DingTalkSimulator
) -> None:
    dingtalk.world.faults.order("dingtalk", "429")
    with pytest.raises(RateLimited):
        await _send(surface, _card())
    dingtalk.world.faults.order("dingtalk", "refuse")
    with pytest.raises(Unknown):
        await _send(surface, _card())
    assert dingtalk.world.messages == []


async def test_after_a_lost_answer_the_same_card_is_not_shown_twice(
    surface: DingTalkSurface, dingtalk: DingTalkSimulator, monkeypatch: Any
) -> None:
    dingtalk.gate.hold_seconds = 0.05
    dingtalk.world.faults.order("dingtalk", "timeout")
    parcel = _card()
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
