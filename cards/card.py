"""The neutral card: what a person is shown and may press, before any platform draws it.

Handlers build these; one renderer per surface turns them into vendor payloads without losing anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Colour = Literal["red", "green", "yellow", "blue"]
InputKind = Literal["text", "area", "number", "date"]
Style = Literal["default", "primary", "danger"]


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled value. `link` makes the value open a page; `colour` marks urgency on every surface."""

    label: str
    value: str
    link: str | None = None
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; `id` goes over the wire (at most 128 bytes), `text` is shown."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down (`multi=False`) or a set of ticks. `selected` holds option ids."""

    key: str
    label: str
    options: tuple[Option, ...]
    multi: bool = False
    selected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """Something to type. Surfaces without inputs (WeCom) offer the card's page and a text reply instead."""

    key: str
    label: str
    kind: InputKind = "text"
    required: bool = False
    initial: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button. With `url` it opens a page; otherwise it comes back signed as `key`.

    `confirm` is the question asked before the act; surfaces without a native question ask by a second card.
    """

    key: str
    label: str
    style: Style = "default"
    url: str | None = None
    confirm: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One card at one revision.

    `id` uses [0-9A-Za-z_-] and is at most 64 characters. `done` means nothing can be pressed any more and
    `status` then says why (`已由张伟确认 14:05`). `link` is the full view of this card, `/cards/{id}`.
    """

    id: str
    rev: int
    kind: str
    title: str
    subtitle: str = ""
    source: str = ""
    status: str = ""
    summary: str = ""
    body_md: str = ""
    fields: tuple[Field, ...] = ()
    image: str | None = None
    quote: str = ""
    choices: tuple[Choice, ...] = ()
    inputs: tuple[Input, ...] = ()
    actions: tuple[Action, ...] = ()
    menu: tuple[Action, ...] = ()
    link: str | None = None
    done: bool = False
    expires_at: datetime | None = None

    def settled(self, status: str) -> Card:
        """Return the next revision of this card, with nothing left to press and `status` shown."""
        return replace(self, rev=self.rev + 1, status=status, done=True, choices=(), inputs=(), actions=(), menu=())
