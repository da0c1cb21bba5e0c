"""A platform for tests: remembers what arrived and misbehaves to order."""

from __future__ import annotations

import json
from collections.abc import Callable

from bot.surface import Parcel, Part, Receipt
from handlers.inbound import Actor, Conversation, InboundEvent, InboundMessage, MediaRef
from tests.clocks import SetClock

Trouble = Exception | Callable[[], None]


class FakeSurface:
    """Fits `bot.surface.Surface`. `troubles` are raised one by one; one in `late` is raised after the arrival."""

    platform = "slack"

    def __init__(self) -> None:
        self.arrived: list[tuple[str, int, str]] = []
        self.parcels: list[Parcel] = []
        self.troubles: list[Exception] = []
        self.late: list[Exception] = []
        self.asked = 0
        self.handle: dict[str, str] = {"ts": "1"}
        self.before_post: Callable[[], object] | None = None

    def parts(self, parcel: Parcel) -> list[Part]:
        words = parcel.text.split("|") if parcel.kind == "text" else [parcel.card.title if parcel.card else ""]
        return [Part("post", {"text": word}) for word in words]

    async def post(self, parcel: Parcel, part: Part, index: int) -> Receipt:
        if self.troubles:
            raise self.troubles.pop(0)
        self.parcels.append(parcel)
        self.arrived.append((parcel.key, index, part.body["text"]))
        if self.late:
            raise self.late.pop(0)
        return Receipt(f"m{len(self.arrived)}", self.handle)

    async def find_sent(self, parcel: Parcel, part: Part, index: int) -> Receipt | None:
        self.asked += 1
        found = [place for place, (key, at, _) in enumerate(self.arrived) if (key, at) == (parcel.key, index)]
        return Receipt(f"m{found[0] + 1}", self.handle) if found else None

    def gate_key(self, parcel: Parcel) -> tuple[str, float]:
        return "slack:test", 0.0

    async def fetch(self, media: MediaRef) -> bytes:
        return b""

    def parse(self, raw: bytes) -> list[InboundEvent]:
        event = json.loads(raw)
        conversation = Conversation("slack", "T", event["room"], "dm")
        actor = Actor("slack", "T", "U")
        return [InboundMessage(event["key"], conversation, actor, SetClock().now(), event["text"])]
