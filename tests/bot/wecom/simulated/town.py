"""The adapter and the simulated platform, joined over HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr

from bot.surface import Parcel, Receipt, Target
from bot.wecom.surface import WeComSurface
from cards.card import Action, Card, Choice, Field, Option
from config.platforms import WeComSettings
from handlers.inbound import InboundEvent
from simulator.message import Message
from simulator.wecom.server import WeComSimulator
from simulator.world import Person, Room, World

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


def to(person: str, kind: Any = "user") -> Target:
    return Target("wecom", kind, person)


def card(key: str = "card:1", person: str = "zhangwei", **changes: Any) -> Parcel:
    return Parcel(key, "card", to(person), card=replace(CARD, **changes), sign=lambda action: f"sealed.{action}")


async def send(surface: WeComSurface, parcel: Parcel) -> list[Receipt]:
    return [await surface.post(parcel, part, index) for index, part in enumerate(surface.parts(parcel))]
