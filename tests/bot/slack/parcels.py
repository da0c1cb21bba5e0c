"""What is sent to Slack in tests: texts and one card, to a person, a group and a room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.surface import Parcel, Receipt, Target
from cards.card import Action, Card
from cards.token import signer

LIN = Target("slack", "user", "U1")
SALES = Target("slack", "group", "C1", thread="1.1")
ROOM = Target("slack", "webhook", "华东")
CARD = Card("card-1", 2, "confirm", "确认跟进", summary="云杉样例", actions=(Action("confirm", "确认", "primary"),))
SIGN = signer(CARD.id, CARD.rev, datetime.fromisoformat("2026-12-01T00:00:00+08:00"), b"secret")


def text_parcel(words: str = "你好", target: Target = LIN) -> Parcel:
    return Parcel("say:1", "text", target, text=words)


def card_parcel(kind: Any = "card", target: Target = LIN, place: Receipt | None = None, **more: Any) -> Parcel:
    return Parcel("card-1:2:U1", kind, target, card=CARD, sign=SIGN, place=place, **more)
