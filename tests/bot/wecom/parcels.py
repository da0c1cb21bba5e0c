"""Parcels for WeCom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.surface import Parcel, Receipt, Surface, Target
from cards.card import Action, Card, Field

OK = {"errcode": 0, "errmsg": "ok"}
LINQIAO = Target("wecom", "user", "linqiao")
ROOM = Target("wecom", "webhook", "华东群")
GROUP = Target("wecom", "group", "chat1")


CARD = Card(
    id="act-417",
    rev=2,
    kind="draft",
    title="新线索",
    fields=(Field("客户公司", "杭州测试"), Field("合同", "打开", link="https://crm.example.test/c")),
    actions=(Action("confirm", "确认", "primary"), Action("cancel", "取消")),
    link="https://crm.example.test/cards/act-417",
)
TEXT = Parcel("text:1", "text", LINQIAO, text="已记录")
DIGEST = Parcel("digest:1", "text", ROOM, text="昨日未闭环线索TOP3")


def sign(action: str) -> str:
    return f"sealed.{action}"


def card_parcel(key: str = "card:1", **changes: Any) -> Parcel:
    return replace(Parcel(key, "card", LINQIAO, card=CARD, sign=sign), **changes)


async def send(surface: Surface, parcel: Parcel) -> list[Receipt]:
    return [await surface.post(parcel, part, index) for index, part in enumerate(surface.parts(parcel))]
