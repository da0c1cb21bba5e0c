"""What a person sees: one message as it really arrived, decoded on the platform's side."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

MessageKind = Literal["text", "card", "update", "image", "file", "email", "sms"]


@dataclass(slots=True)
class Message:
    """A message in a person's chat (`to`) or in a room (`group`).

    `card` is the card's id as the platform knows it (WeCom task_id without `@v…`, DingTalk outTrackId without
    `.v…`, Slack metadata or block id). `buttons` are visible texts in order; `hooks` maps a button's text to what
    the platform sends back when it is pressed and stays inside the simulator. `update` messages carry the whole
    new state. `done`: nothing can be pressed.
    """

    on: str
    to: str | None
    group: str | None
    at: datetime
    kind: MessageKind
    card: str | None = None
    title: str = ""
    text: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    inputs: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)
    done: bool = False
    serial: int = 0
    hooks: dict[str, Any] = field(default_factory=dict)

    def public(self) -> dict[str, Any]:
        """Return the message as `genjin play` prints it."""
        shown = asdict(self)
        del shown["hooks"], shown["serial"]
        shown["at"] = self.at.isoformat()
        return shown
