"""Who is there, what is sent, and what they see on the simulated Slack."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from pydantic import SecretStr

from bot.slack.surface import SlackSurface
from bot.surface import Parcel, Receipt, Target
from cards.card import Action, Card, Choice, Field, Input, Option
from cards.token import signer
from config.platforms import SlackSettings
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


async def simulator_of(clock: Any, mode: Literal["http", "socket"]) -> SlackSimulator:
    world = World(clock.now)
    people = [Person("linqiao", "林乔"), Person("wangmeng", "王蒙")]
    world.populate(people, [Room("Csales", "sales-east", ("linqiao", "wangmeng"))])
    simulated = SlackSimulator(world, mode=mode)
    await simulated.start()
    return simulated


def settings_of(simulated: SlackSimulator) -> SlackSettings:
    return SlackSettings(
        bot_token=SecretStr(simulated.bot_token),
        signing_secret=SecretStr(simulated.signing_secret),
        app_token=SecretStr(simulated.app_token),
        api_base=f"{simulated.url}/api/",
    )


async def send(surface: SlackSurface, parcel: Parcel) -> list[Receipt]:
    return [await surface.post(parcel, part, index) for index, part in enumerate(surface.parts(parcel))]


def card_parcel(kind: Any = "card", card: Card = CARD, target: Target = LIN, **more: Any) -> Parcel:
    return Parcel(f"{card.id}:{card.rev}", kind, target, card=card, sign=SIGN, **more)


def seen(slack: SlackSimulator, person: str = "linqiao") -> Message:
    return slack.visible(person)[-1]
