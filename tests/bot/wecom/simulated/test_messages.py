"""The adapter against the simulated platform: what people write, texts, rooms, files, tokens, customers, login."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import RateLimited, Rejected, Unknown
from bot.surface import Parcel, Receipt
from bot.wecom.customers import external_contact, follows
from bot.wecom.jssdk import JsSdk, signature
from bot.wecom.login import WeComLogin
from bot.wecom.surface import WeComSurface
from handlers.inbound import CustomerEvent, InboundMessage, Opened
from tests.bot.wecom.simulated.town import Town, card, send, to

AMR = b"#!AMR\n" + bytes(320)


async def test_the_console_accepts_the_callback_address(town: Town) -> None:
    assert await town.wecom.check_url()


async def test_what_a_person_writes_arrives_once_however_often_it_is_delivered(
    town: Town, surface: WeComSurface
) -> None:
    town.world.faults.order("wecom", "duplicate")
    assert await town.wecom.say("zhangwei", "新线索 <杭州> & 测试")
    event = town.last_event(surface)
    assert isinstance(event, InboundMessage)
    assert (event.text, event.actor.id, event.sent_at) == ("新线索 <杭州> & 测试", "zhangwei", town.at)
    assert (town.accepted, len(town.rows)) == (2, 1)


async def test_a_voice_note_is_fetched(town: Town, surface: WeComSurface) -> None:
    assert await town.wecom.voice("zhangwei", AMR)
    event = town.last_event(surface)
    assert isinstance(event, InboundMessage) and event.voice and event.voice.media
    assert await surface.fetch(event.voice.media) == AMR
    town.at += timedelta(days=3)
    with pytest.raises(Rejected):
        await surface.fetch(replace(event.voice.media, expires_at=None))


async def test_a_text_is_seen_and_equal_answers_are_both_seen(town: Town, surface: WeComSurface) -> None:
    first, second = (Parcel(f"text:{n}", "text", to("zhangwei"), text="已记录") for n in (1, 2))
    await send(surface, first)
    await send(surface, second)
    await send(surface, first)
    assert ["已记录" in message.text for message in town.seen_by("zhangwei")] == [True, True]


async def test_a_lost_answer_does_not_double_the_message(town: Town, surface: WeComSurface) -> None:
    for parcel in (Parcel("text:1", "text", to("zhangwei"), text="已记录"), card()):
        town.world.faults.order("wecom", "timeout")
        with pytest.raises(Unknown):
            await send(surface, parcel)
        assert await surface.find_sent(parcel, surface.parts(parcel)[0], 0) is None
        await send(surface, parcel)
    assert [message.kind for message in town.seen_by("zhangwei")] == ["text", "card"]


async def test_a_room_gets_digests_by_webhook_and_by_chat(town: Town, surface: WeComSurface) -> None:
    digest = card("digest:1", title="昨日未闭环线索TOP3", actions=(), choices=(), menu=())
    await send(surface, replace(digest, target=to("华东群", "webhook")))
    await send(surface, replace(digest, target=to("east", "group")))
    first, second = town.seen_by("lina")
    assert (first.group, first.title) == ("华东群", "昨日未闭环线索TOP3")
    assert second.group == "华东群" and "昨日未闭环线索TOP3" in second.title + second.text


async def test_files_reach_people_and_rooms(town: Town, surface: WeComSurface) -> None:
    report = Parcel("file:1", "file", to("zhangwei"), file_name="周报.pdf", file_bytes=b"%PDF-1.7 report")
    await send(surface, report)
    await send(surface, replace(report, key="file:2", target=to("华东群", "webhook")))
    await send(surface, replace(report, key="file:3", target=to("east", "group")))
    assert [message.kind for message in town.seen_by("zhangwei")] == ["file"] * 3


async def test_an_expired_token_and_a_rate_limit(town: Town, surface: WeComSurface) -> None:
    text = Parcel("text:1", "text", to("zhangwei"), text="一")
    await send(surface, text)
    town.world.faults.order("wecom", "token_expired")
    await send(surface, replace(text, key="text:2"))
    town.world.faults.order("wecom", "429")
    with pytest.raises(RateLimited):
        await send(surface, replace(text, key="text:3"))
    assert len(town.seen_by("zhangwei")) == 2
    with pytest.raises(Rejected):
        await send(surface, replace(text, target=to("nobody")))


async def test_a_new_customer_is_announced_read_and_greeted(town: Town, surface: WeComSurface) -> None:
    town.wecom.add_customer("wm1", "周砚")
    assert await town.wecom.customer_event("zhangwei", "wm1", state="booth")
    event = town.last_event(surface)
    assert isinstance(event, CustomerEvent)
    assert (event.kind, event.staff_id, event.external_id, event.state) == ("added", "zhangwei", "wm1", "booth")
    contact = await external_contact(surface.api, "wm1")
    assert contact["external_contact"]["name"] == "周砚" and follows(contact, "zhangwei")
    welcome = Parcel("welcome:1", "welcome", to("wm1"), text="您好", trigger=event.welcome_code)
    assert await send(surface, welcome) == [Receipt("")]
    assert await send(surface, welcome) == [Receipt("", {"in_doubt": "1"})]


async def test_opening_the_app_is_told(town: Town, surface: WeComSurface) -> None:
    assert await town.wecom.open_home("lina")
    event = town.last_event(surface)
    assert isinstance(event, Opened) and event.actor.id == "lina"


async def test_login_and_page_signature(town: Town, surface: WeComSurface) -> None:
    login = WeComLogin(town.settings(), surface.api)
    code = town.wecom.login_code("lina")
    assert await login.user_id(code) == "lina"
    with pytest.raises(Rejected):
        await login.user_id(code)
    page = await JsSdk(surface.api, town).agent_signature("https://crm.example.test/side#x")
    ticket = town.wecom.tickets.current("agent")
    assert ticket is not None
    assert page.signature == signature(ticket, page.nonce, page.timestamp, "https://crm.example.test/side")
