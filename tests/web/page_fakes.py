"""Ports of the pages, kept in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cards.card import Action, Card, Choice, Field, Input, Option
from cards.token import BadToken, open_token
from web.ports import Edited, ExternalCustomer, LeadPage, RegisterResult, Unavailable

SECRET = b"page secret"
START = datetime(2026, 11, 20, 2, tzinfo=UTC)
CARD = Card(
    "card-1",
    1,
    "lead_draft",
    "新线索",
    fields=(Field("客户公司", "<b>杭州测试</b>"),),
    inputs=(Input("phone", "手机号"),),
    actions=(Action("lead:confirm", "确认", "primary"),),
)
KNOWN = "13900001234"
LEAD = LeadPage(
    "lead-1",
    "杭州测试",
    (Field("负责人", "张伟"),),
    (Choice("stage", "阶段", (Option("s0", "初步接触"), Option("s1", "报价中")), selected=("s0",)),),
    (Input("phone", "手机号", initial="13800001234"),),
    (Field("11-19 10:00", "电话：<script>想看演示</script>"),),
)


@dataclass
class FakeClock:
    moment: datetime = START

    def now(self) -> datetime:
        return self.moment


@dataclass
class FakeLogin:
    people: dict[str, str] = field(default_factory=lambda: {"code-zhang": "zhangwei", "code-li": "lina"})
    down: bool = False

    def authorize_url(self, redirect_uri: str, state: str) -> str:
        return f"https://open.example.test/authorize?redirect_uri={redirect_uri}&state={state}"

    async def person_for(self, code: str) -> str | None:
        if self.down:
            raise Unavailable
        return self.people.get(code)


class FakeContacts:
    async def customer(self, person: str, external_id: str) -> ExternalCustomer | None:
        if (person, external_id) != ("zhangwei", "wm_zhou"):
            return None
        return ExternalCustomer("wm_zhou", "周砚", "https://avatar.example.test/z.png", "云杉样例")


@dataclass
class FakeLeads:
    registered: dict[str, dict[str, Any]] = field(default_factory=dict)
    edits: list[dict[str, str]] = field(default_factory=list)

    async def known_from_chat(self, person: str, customer: ExternalCustomer) -> Mapping[str, Any] | None:
        return self.registered.get(customer.id)

    async def register_from_chat(self, person: str, customer: ExternalCustomer, phone: str) -> RegisterResult:
        if phone == KNOWN:
            return RegisterResult("检测到已有客户：杭州测试（张三）", None, CARD.id)
        if len(phone) != 11:
            return RegisterResult("这个手机号好像不对，请发11位手机号。", None)
        lead = {"id": "lead-9", "contact": customer.name, "phone": phone, "wechat": customer.id}
        self.registered[customer.id] = lead
        return RegisterResult("已登记周砚。", lead)

    async def page(self, person: str, lead_id: str) -> LeadPage | None:
        return LEAD if (person, lead_id) == ("zhangwei", "lead-1") else None

    async def edit(self, person: str, lead_id: str, changes: Mapping[str, str]) -> Edited:
        self.edits.append(dict(changes))
        return Edited("已保存。")


@dataclass
class FakeCards:
    broken: bool = False
    shown: Card = CARD

    async def page(self, person: str, card_id: str) -> Card | None:
        if self.broken:
            raise RuntimeError("a secret that no page may show")
        return self.shown if (person, card_id) == ("zhangwei", CARD.id) else None


@dataclass
class FakePress:
    cards: FakeCards
    clock: FakeClock
    pressed: list[tuple[str, str, dict[str, tuple[str, ...]]]] = field(default_factory=list)

    async def press(self, person: str, token: str, values: Mapping[str, tuple[str, ...]]) -> str:
        try:
            opened = open_token(token, self.clock.now(), SECRET)
        except BadToken:
            return "这个按钮无效，请从最新的卡片操作。"
        self.pressed.append((person, opened.action, dict(values)))
        self.cards.shown = CARD.settled("已由张伟确认 10:00")
        return "已登记。"


class FakeSignatures:
    async def page_config(self, url: str) -> Mapping[str, Any]:
        return {"corpId": "ww1", "agentId": 1, "config": {"signature": url}, "agentConfig": {}}
