"""What every platform adapter offers the outbox and the worker. The only face of a platform above `bot/<platform>`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from cards.card import Card
from cards.token import Sign
from handlers.inbound import InboundEvent, MediaRef

ParcelKind = Literal["text", "card", "update", "modal", "file", "welcome"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a parcel goes. `kind` user: vendor user id; group: vendor room id; webhook: name of a configured room."""

    platform: str
    kind: Literal["user", "group", "webhook"]
    id: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the platform gave back for one part, stored as JSON: message ids and handles for later updates."""

    message_id: str
    handle: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One delivery as the outbox hands it to an adapter. `key` is unique for ever and safe as an idempotency key.

    text: `text` is sent, by mail under its `subject`. card: `card` is drawn with `sign`. update: `card` replaces what
    stands at `place`. modal: `card` opens as a form for `trigger`. file: `file_name` and `file_bytes`.
    """

    key: str
    kind: ParcelKind
    target: Target
    text: str = ""
    card: Card | None = None
    sign: Sign | None = None
    place: Receipt | None = None
    trigger: str | None = None
    file_name: str = ""
    file_bytes: bytes = b""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One vendor message of a parcel: the API to call and its body, ready to post. Pure data, same every time."""

    method: str
    body: Mapping[str, Any]


class Surface(Protocol):
    """A platform, seen from the outbox. All methods raise only the errors of `bot.errors`."""

    platform: str

    def parts(self, parcel: Parcel) -> list[Part]:
        """Draw the parcel as vendor messages, in sending order. Pure; the last part carries the buttons."""
        ...

    async def post(self, parcel: Parcel, part: Part, index: int) -> Receipt:
        """Send one part once. Raises `Unknown` when it cannot be told whether it arrived."""
        ...

    async def find_sent(self, parcel: Parcel, part: Part, index: int) -> Receipt | None:
        """Reconcile: return the receipt if this part did arrive, None if it surely or probably did not.

        Platforms that drop identical repeats themselves return None and rely on that.
        """
        ...

    def gate_key(self, parcel: Parcel) -> tuple[str, float]:
        """Return the shared rate gate this parcel must pass and its interval in seconds between sends."""
        ...

    async def fetch(self, media: MediaRef) -> bytes:
        """Download at most 20 MB. Raises `Rejected` for expired or foreign handles."""
        ...

    def parse(self, raw: bytes) -> list[InboundEvent]:
        """Read one stored raw event. Pure; unknown kinds become `Unsupported`, our own echoes nothing."""
        ...
