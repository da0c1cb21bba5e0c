"""What was understood of one message: the shape that leaves the house in `genjin understand`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

Speaker = Literal["sales", "customer"]
Source = Literal["chat", "voice"]
_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


class Evidence(NamedTuple):
    """Where a value came from: source words, their place in the original text, and the rule that read them."""

    text: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class ContactRead:
    """A person on the customer's side, as mentioned."""

    name: str = ""
    title: str = ""
    phone: str = ""
    email: str = ""
    wechat: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A mention tied to a known record: `how` says by what (exact, alias, pinyin, phone, mail, domain)."""

    kind: str
    name: str
    score: float
    how: str


class Reading(NamedTuple):
    """One message, understood. Field conventions are in docs/understanding.md.

    `next_time` is ISO 8601: with minutes and offset when the minute is known, else a date. `slots` holds what
    a command names (for `query` the question, for `mute` the customer, …). `confidence` is 0..1 per field.
    """

    intent: str = "chitchat"
    slots: Mapping[str, str] = _NONE
    is_lead: bool = False
    company: str = ""
    contacts: tuple[ContactRead, ...] = ()
    stage: str = ""
    budget_cny: float | None = None
    next_action: str = ""
    next_action_type: str = ""
    next_time: str = ""
    signals: tuple[str, ...] = ()
    stage_move: str | None = None
    competitors: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    confidence: Mapping[str, float] = _NONE
    missing: tuple[str, ...] = ()
    evidence: Mapping[str, tuple[Evidence, ...]] = _NONE
    links: Mapping[str, tuple[Link, ...]] = _NONE


@dataclass(frozen=True, slots=True)
class BookEntry:
    """A name worth knowing: a row of `--book`, or a record the reader may see."""

    kind: Literal["company", "person", "product", "competitor"]
    name: str
    aliases: tuple[str, ...] = ()
    company: str = ""
    phone: str = ""
    email: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The question put to the understanding: the words, who says them, when, and how they came in."""

    text: str
    now: datetime
    speaker: Speaker = "sales"
    source: Source = "chat"
