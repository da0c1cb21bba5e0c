"""The adapter against the simulated DingTalk: real HTTP, real WebSocket, real frames."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.dingtalk.surface import DingTalkSurface
from bot.errors import Rejected
from bot.surface import Parcel, Target
from handlers.inbound import CardAction, InboundMessage, MediaRef
from simulator.dingtalk.server import DingTalkSimulator
from tests.bot.dingtalk.simulated.town import CARD, GROUP, LIN, ROOM, SIGN, card_parcel, seen, send


async def test_texts_arrive_with_the_person_the_group_and_the_room(
    surface: DingTalkSurface, dingtalk: DingTalkSimulator
) -> None:
    for target in (LIN, GROUP, Target("dingtalk", "webhook", "华东")):
        await send(surface, Parcel("k", "text", target, text="今天要跟进 3 位客户"))
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
    (receipt,) = await send(surface, card_parcel())
    shown = seen(dingtalk)
    assert (shown.title, shown.fields["金额"]) == ("确认跟进", "300,000")
    assert shown.colours == {"期限": "red"}
    assert await dingtalk.tap("linqiao", shown, "确认", choose={"阶段": "报价"}, fill={"备注": "周三见"})
    (press,) = surface.parse(inbox.rows[-1][3])
    assert isinstance(press, CardAction)
    assert press.token == SIGN("confirm")
    assert press.values == {"stage": ("quote",), "note": ("周三见",)}
    assert press.handle == {"out_track_id": receipt.message_id}
    await send(surface, card_parcel("update", card=CARD.settled("已由林乔确认 14:05"), place=receipt))
    settled = seen(dingtalk)
    assert settled.done
    assert "已由林乔确认 14:05" in settled.text
    assert len(dingtalk.visible("linqiao")) == 1


async def test_posting_a_card_again_shows_it_once(surface: DingTalkSurface, dingtalk: DingTalkSimulator) -> None:
    first = await send(surface, card_parcel())
    assert await send(surface, card_parcel()) == first
    assert len(dingtalk.world.messages) == 1


async def test_a_card_for_an_unknown_person_is_rejected(surface: DingTalkSurface) -> None:
    nobody = Target("dingtalk", "user", "nobody")
    with pytest.raises(Rejected):
        await send(surface, card_parcel(target=nobody))
    with pytest.raises(Rejected):
        await send(surface, Parcel("k", "text", nobody, text="在吗"))


async def test_a_room_sees_the_card_as_links(surface: DingTalkSurface, dingtalk: DingTalkSimulator) -> None:
    linked = replace(CARD, link="https://crm.test/cards/act-417")
    await send(surface, card_parcel(target=Target("dingtalk", "webhook", "华东"), card=linked))
    assert "https://crm.test/cards/act-417" in dingtalk.world.messages[-1].links.values()


async def test_a_file_is_uploaded_and_sent(surface: DingTalkSurface, dingtalk: DingTalkSimulator) -> None:
    for name, target in (("早报.pdf", LIN), ("看板.png", GROUP)):
        parcel = Parcel("k", "file", target, file_name=name, file_bytes=b"content")
        await send(surface, parcel)
    assert list(dingtalk.media.uploads.values()) == [b"content", b"content"]
    assert [message.kind for message in dingtalk.world.messages] == ["file", "image"]
