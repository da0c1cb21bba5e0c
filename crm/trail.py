"""What remains of every act: audit rows, customer events, the reasons behind decisions, and open questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class AuditRow:
    """Who did what to which record, when, and through what. Contents are kept as hashes only."""

    at: datetime
    actor: str
    action: str
    subject: str
    surface: str
    before: str = ""
    after: str = ""
    ip: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an act comes from: who acts, through what, the address, and a hash that stands for the device."""

    surface: str
    ip: str
    device: str
    actor: str = ""


@dataclass
class Happening:
    """Something a customer did, as a platform reported it."""

    id: str
    kind: str
    platform: str
    external_id: str
    at: datetime
    staff: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass
class Decision:
    """A decision that reached a person, with its inputs and reasons, so that it can be asked for."""

    id: str
    rule: str
    subject: str
    person: str
    at: datetime
    reasons: list[str] = field(default_factory=list)
    inputs: dict[str, Any] = field(default_factory=dict)


@dataclass
class Question:
    """What the bot last asked a person on a platform, so that the next words can be its answer."""

    person: str
    platform: str
    about: str
    subject: str
    expires_at: datetime
