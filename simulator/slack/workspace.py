"""What one workspace holds: channels, messages, views, trigger ids and response addresses."""

from __future__ import annotations

import asyncio
import copy
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from simulator.slack.errors import SlackError
from simulator.world import World

TEAM, APP, BOT_USER, BOT_ID = "TGENJIN", "AGENJIN", "UGENJINBOT", "BGENJINBOT"
TRIGGER_SECONDS = 3.0
HOOK_LIFE, HOOK_POSTS = timedelta(minutes=30), 5

Block = dict[str, Any]


@dataclass(slots=True)
class Post:
    """One message. `author` is a person or None for the bot; `only_for`: ephemeral, seen by this person."""

    channel: str
    ts: str
    author: str | None
    text: str
    blocks: list[Block] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    only_for: str | None = None
    files: list[dict[str, Any]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What is the same for all states of this message."""
        return f"{self.channel}:{self.ts}"


@dataclass(slots=True)
class View:
    """A modal, with the card it was opened from, or somebody's Home. `changed` is set when the app replaces it."""

    id: str
    person: str
    body: dict[str, Any]
    hash: str
    card: str | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def blocks(self) -> list[Block]:
        """The view's blocks."""
        blocks: list[Block] = self.body["blocks"]
        return blocks


@dataclass(slots=True)
class Trigger:
    """A press that may open one modal within three seconds. `filling`: the person will fill it at once."""

    id: str
    person: str
    pressed: float
    opened: asyncio.Future[View]
    filling: bool = False
    card: str | None = None


@dataclass(slots=True)
class Hook:
    """A response_url: five posts in thirty minutes."""

    person: str
    channel: str
    post: Post | None
    ends: datetime
    left: int = HOOK_POSTS


class Workspace:
    """All state of the simulator that calls and people share."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.posts: dict[str, Post] = {}
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.hooks: dict[str, Hook] = {}
        self.gone: set[str] = set()
        self._count = 0

    def stamp(self) -> str:
        """Return a message's ts: the world's second and a running number."""
        self._count += 1
        return f"{int(self.world.now().timestamp())}.{self._count:06d}"

    def channel(self, name: object) -> str:
        """Return the channel id for a channel, a DM or a person. Raises SlackError channel_not_found."""
        text = str(name)
        if text in self.world.rooms:
            return text
        person = text if text in self.world.people else text.removeprefix("D")
        if person not in self.world.people:
            raise SlackError("channel_not_found")
        if not self.world.people[person].active:
            raise SlackError("user_disabled")
        return f"D{person}"

    def receiver(self, channel: str) -> tuple[str | None, str | None]:
        """Return (person, room name) for a channel id; one of them is None."""
        room = self.world.rooms.get(channel)
        return (None, room.name) if room else (channel.removeprefix("D"), None)

    def room(self, group: str) -> str:
        """Return a room's channel id by its id or name. Raises LookupError."""
        for room in self.world.rooms.values():
            if group in (room.id, room.name):
                return room.id
        raise LookupError(f"Slack 上没有“{group}”这个频道")

    def known(self, person: str) -> str:
        """Return a person's name. Raises LookupError for nobody."""
        if person not in self.world.people:
            raise LookupError(f"Slack 上没有 {person} 这个人")
        return self.world.people[person].name

    def keep(self, post: Post) -> Post:
        """Store a message."""
        self.posts[post.key] = post
        return post

    def trigger(self, person: str, filling: bool = False, card: str | None = None) -> Trigger:
        """Return a new trigger for a press made now."""
        opened: asyncio.Future[View] = asyncio.get_running_loop().create_future()
        trigger = Trigger(f"{self.stamp()}.{uuid.uuid4().hex}", person, time.monotonic(), opened, filling, card)
        self.triggers[trigger.id] = trigger
        return trigger

    def redeem(self, trigger_id: object) -> Trigger:
        """Return the trigger for a modal. Raises SlackError when it is too old or was used."""
        trigger = self.triggers.get(str(trigger_id))
        if trigger is None or time.monotonic() - trigger.pressed > TRIGGER_SECONDS:
            raise SlackError("expired_trigger_id")
        if trigger.opened.done():
            raise SlackError("exchanged_trigger_id")
        return trigger

    def hook(self, person: str, channel: str, post: Post | None) -> str:
        """Return the path of a new response_url."""
        name = uuid.uuid4().hex
        self.hooks[name] = Hook(person, channel, post, self.world.now() + HOOK_LIFE)
        return f"/actions/{TEAM}/{name}"


def with_ids(blocks: list[Mapping[str, Any]]) -> list[Block]:
    """Return the blocks as Slack stores them: every block and control has an id."""
    stored: list[Block] = copy.deepcopy([dict(block) for block in blocks])
    for block in stored:
        block.setdefault("block_id", uuid.uuid4().hex[:8])
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for element in inside:
            if isinstance(element, dict) and block["type"] in ("actions", "section", "input"):
                element.setdefault("action_id", uuid.uuid4().hex[:8])
    return stored
