"""Who is there, what is sent, and what they see on the simulated DingTalk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.dingtalk.surface import DingTalkSurface
from bot.surface import Parcel, Receipt, Target
from cards.card import Action, Card, Choice, Field, Input, Option
from cards.token import signer
from simulator.dingtalk.server import DingTalkSimulator
from simulator.message import Message

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


async def send(surface: DingTalkSurface, parcel: Parcel) -> list[Receipt]:
    return [await surface.post(parcel, part, index) for index, part in enumerate(surface.parts(parcel))]


def card_parcel(kind: Any = "card", target: Target = LIN, card: Card = CARD, place: Receipt | None = None) -> Parcel:
    return Parcel(f"{card.id}:{card.rev}", kind, target, card=card, sign=SIGN, place=place)


def seen(dingtalk: DingTalkSimulator, person: str = "linqiao") -> Message:
    return dingtalk.visible(person)[-1]
