"""The adapter against the simulated WeCom: two readings of the vendor's pages that must agree."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.errors import NoHandle, RateLimited, Rejected, Unknown
from bot.surface import Parcel, Receipt, Target
from bot.wecom.customers import external_contact, follows
from bot.wecom.jssdk import JsSdk, signature
from bot.wecom.login import WeComLogin
from bot.wecom.receive import PATH, wecom_routes
from bot.wecom.surface import WeComSurface
from cards.card import Action, Card, Choice, Field, Option
from config.settings import WeComSettings
from handlers.inbound import CardAction, CustomerEvent, InboundEvent, InboundMessage, Opened
from simulator.message import Message
from simulator.wecom.server import WeComSimulator
from simulator.world import Person, Room, World

AMR = b"#!AMR\n" + bytes(320)
CARD = Card(
    id="act-417",
    rev=1,
    kind="draft",
    title="新线索",
    fields=(Field("客户公司", "杭州测试"), Field("手机号", "13800001234")),
    choices=(Choice("stage", "阶段", (Option("demo", "演示"), Option("quote", "报价")), selected=("demo",)),),
    actions=(Action("confirm", "确认", "primary"), Action("edit", "修改"), Action("cancel", "取消")),
    menu=(Action("mute", "不再提醒"),),
    link="https://crm.example.test/cards/act-417",
)


class Town:
    """One simulated corp and our adapter joined by HTTP; what the inbox took is in `events`."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
        self.world = World(self.now)
        people = [Person("zhangwei", "张伟"), Person("lina", "李娜")]
        self.world.populate(people, [Room("east", "华东群", ("zhangwei", "lina"))])
        self.wecom = WeComSimulator(self.world)
        self.rows: dict[str, bytes] = {}
        self.accepted = 0
        self.tokens: dict[str, tuple[str, datetime]] = {}

    def now(self) -> datetime:
        return self.at

    async def accept(self, platform: str, key: str, partition: str, raw: bytes) -> bool:
        self.accepted += 1
        return self.rows.setdefault(key, raw) is raw

    async def load(self, app: str) -> tuple[str, datetime] | None:
        return self.tokens.get(app)

    async def save(self, app: str, token: str, expires_at: datetime) -> None:
        self.tokens[app] = (token, expires_at)

    def settings(self) -> WeComSettings:
        wecom = self.wecom
        return WeComSettings(
            corp_id=wecom.corp_id,
            agent_id=wecom.agent_id,
            secret=SecretStr(wecom.secret),
            callback_token=SecretStr(wecom.callback_token),
            aes_key=SecretStr(wecom.aes_key),
            api_base=wecom.url,
            oauth_base=wecom.url,
        )

    def last_event(self, surface: WeComSurface) -> InboundEvent:
        [event] = surface.parse(list(self.rows.values())[-1])
        return event

    def seen_by(self, person: str) -> list[Message]:
        return self.wecom.visible(person)


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    town = Town()
    await town.wecom.start()
    app = web.Application()
    app.add_routes(wecom_routes(town.settings(), town, town))
    async with TestServer(app) as server:
        town.wecom.callback_url = str(server.make_url(PATH))
        yield town
        await town.wecom.stop()


@pytest.fixture
async def surface(town: Town) -> AsyncIterator[WeComSurface]:
    rooms = {"华东群": town.wecom.webhook_key("east")}
    async with aiohttp.ClientSession() as session:
        timeout = aiohttp.ClientTimeout(total=0.5, connect=0.3)
        yield WeComSurface(town.settings(), town, town, session, rooms, timeout)


def to(person: str, kind: Any = "user") -> Target:
    return Target("wecom", kind, person)


def card(key: str = "card:1", person: str = "zhangwei", **changes: Any) -> Parcel:
    return Parcel(key, "card", to(person), card=replace(CARD, **changes), sign=lambda action: f"sealed.{action}")


async def send(surface: WeComSurface, parcel: Parcel) -> list[Receipt]:
    return [await surface.post(parcel, part, index) for index, part in enumerate(surface.parts(parcel))]


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


async def test_a_card_is_pressed_and_changed_with_the_code_of_the_press(town: Town, surface: WeComSurface) -> None:
    await send(surface, card())
    [shown] = town.seen_by("zhangwei")
    assert (shown.card, shown.title, shown.fields["客户公司"]) == ("act-417", "新线索", "杭州测试")
    assert shown.buttons[:3] == ["确认", "修改", "取消"]
    assert await town.wecom.tap("zhangwei", shown, "确认", {"阶段": "报价"})
    action = town.last_event(surface)
    assert isinstance(action, CardAction)
    assert (action.token, action.values) == ("sealed.confirm", {"stage": ("quote",)})
    done = CARD.settled("已由张伟确认 14:05")
    update = Parcel("update:1", "update", to("zhangwei"), card=done, place=Receipt("", action.handle))
    await send(surface, update)
    [changed] = town.seen_by("zhangwei")
    assert (changed.kind, changed.done) == ("update", True)
    assert "已由张伟确认 14:05" in changed.text
    with pytest.raises(NoHandle):
        await send(surface, replace(update, key="update:2"))


async def test_a_card_is_changed_with_the_code_it_was_sent_with(town: Town, surface: WeComSurface) -> None:
    [receipt] = await send(surface, card())
    newer = replace(CARD, rev=2, title="新线索（已修改）")
    update = Parcel("update:1", "update", to("zhangwei"), card=newer, sign=lambda a: f"newer.{a}", place=receipt)
    await send(surface, update)
    [changed] = town.seen_by("zhangwei")
    assert changed.title == "新线索（已修改）"
    assert await town.wecom.tap("zhangwei", changed, "取消")
    action = town.last_event(surface)
    assert isinstance(action, CardAction) and action.token == "newer.cancel"
    town.at += timedelta(hours=72)
    expired = replace(update, key="update:2", place=Receipt("", action.handle))
    with pytest.raises(NoHandle):
        await send(surface, expired)


async def test_a_lost_update_is_not_followed_by_a_second_message(town: Town, surface: WeComSurface) -> None:
    [receipt] = await send(surface, card())
    update = Parcel("update:1", "update", to("zhangwei"), card=CARD.settled("已确认"), place=receipt)
    town.world.faults.order("wecom", "timeout")
    with pytest.raises(Unknown):
        await send(surface, update)
    assert await send(surface, update) == [Receipt("", {"in_doubt": "1"})]


async def test_the_same_card_goes_to_two_people_and_its_menu_comes_back(town: Town, surface: WeComSurface) -> None:
    await send(surface, card("card:1", "zhangwei"))
    await send(surface, card("card:2", "lina"))
    [shown] = town.seen_by("lina")
    assert await town.wecom.tap("lina", shown, "不再提醒")
    action = town.last_event(surface)
    assert isinstance(action, CardAction)
    assert (action.token, action.actor.id) == ("sealed.mute", "lina")


async def test_nothing_on_the_card_is_cut_and_pictures_and_long_words_pass(town: Town, surface: WeComSurface) -> None:
    await send(surface, card("1", image="https://crm.example.test/i.png", body_md="很长的说明。\n\n" * 300))
    await send(surface, card("2", actions=(), choices=(), menu=(), rev=2))
    assert town.wecom.cut == []
    assert [message.kind for message in town.seen_by("zhangwei")][-1] == "card"


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
