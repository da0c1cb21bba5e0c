"""What people and platforms send us, in our own words. Vendor words stop in `bot/<platform>/parse.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Platform = Literal["wecom", "aibot", "dingtalk", "slack"]
PLATFORMS: tuple[Platform, ...] = ("wecom", "aibot", "dingtalk", "slack")


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where something was said. `id` is the vendor's user id for `dm`, the room id for `group`."""

    platform: Platform
    tenant: str
    id: str
    kind: Literal["dm", "group"]
    thread: str | None = None
    external: bool = False

    @property
    def partition(self) -> str:
        """The key under which events of this conversation are handled one after another."""
        return f"{self.platform}:{self.tenant}:{self.id}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, as the platform names them."""

    platform: Platform
    tenant: str
    id: str
    name: str | None = None
    external: bool = False


@dataclass(frozen=True, slots=True)
class MediaRef:
    """Something to download soon. `handle` is the media id, download code or private URL."""

    platform: Platform
    handle: str
    mime: str | None = None
    name: str | None = None
    size: int | None = None
    expires_at: datetime | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NameHeard:
    """A stretch of a voice note that is a known name (`sure`), or may be one of these."""

    heard: str
    names: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class VoiceNote:
    """A voice note: audio to fetch, the platform's own transcript, or both.

    After listening, `transcript` holds the words, or `problem` the sentence that says why there are none;
    `sha256` names the stored audio, `raw_text` the words as first decoded.
    """

    media: MediaRef | None = None
    transcript: str | None = None
    transcript_state: Literal["none", "pending", "preview", "final", "failed"] = "none"
    duration_ms: int | None = None
    raw_text: str = ""
    sha256: str | None = None
    problem: str | None = None
    warnings: tuple[str, ...] = ()
    names: tuple[NameHeard, ...] = ()


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """A person wrote or spoke. `key` is the de-duplication key, unique within the platform."""

    key: str
    conversation: Conversation
    actor: Actor
    sent_at: datetime
    text: str = ""
    mentioned: bool = False
    quote: str | None = None
    voice: VoiceNote | None = None
    attachments: tuple[MediaRef, ...] = ()
    reply: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CardAction:
    """A button was pressed or a form sent. `token` is the sealed text behind the button (see `cards.token`).

    `values` maps choice and input keys to option ids or typed text. `handle` is what the platform gave for
    changing the pressed card (WeCom `response_code`, Slack `channel`/`ts`/`response_url`, DingTalk `outTrackId`).
    """

    key: str
    token: str
    actor: Actor
    conversation: Conversation
    occurred_at: datetime
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    handle: Mapping[str, str] = field(default_factory=dict)
    modal_trigger: str | None = None


@dataclass(frozen=True, slots=True)
class CustomerEvent:
    """A customer and one of our people came together or apart (WeCom external contact, Slack Connect).

    `name` is what the platform calls the customer, asked for before the event is handled.
    """

    key: str
    kind: Literal["added", "removed", "edited", "left", "transfer_failed", "group_changed"]
    platform: Platform
    tenant: str
    staff_id: str | None
    external_id: str
    occurred_at: datetime
    state: str | None = None
    welcome_code: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody opened the bot's home (WeCom enter_agent or menu, Slack App Home)."""

    key: str
    actor: Actor
    conversation: Conversation
    occurred_at: datetime
    menu_key: str | None = None


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something we do not handle. With an actor it still gets a polite answer."""

    key: str
    kind: str
    occurred_at: datetime
    actor: Actor | None = None
    conversation: Conversation | None = None


InboundEvent = InboundMessage | CardAction | CustomerEvent | Opened | Unsupported
