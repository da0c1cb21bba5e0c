"""What every part of the simulated WeCom shares: the corp, its app, the people, and what went wrong on screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from simulator.message import Message
from simulator.wecom.answers import Refusal
from simulator.world import World

ON = "wecom"


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that was longer than the screen shows: which field, how much fits, and the whole text."""

    field: str
    limit: int
    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """One API call. `by` is the secret its token belongs to: the app's or that of customer contact."""

    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    by: Literal["app", "contact", ""] = ""

    def of_agent(self, agent_id: int) -> None:
        """Raise 301002 unless the call may act as this app and says so."""
        if self.by != "app" or self.body.get("agentid") != agent_id:
            raise Refusal(301002, f"agentid {self.body.get('agentid')!r}")


@dataclass(slots=True)
class Corp:
    """One corp with one self-built app. `problems` lists answers of the bot that the platform could not use."""

    world: World
    corp_id: str
    agent_id: int
    cut: list[Cut] = field(default_factory=list)
    dropped: list[Message] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    recalled: set[int] = field(default_factory=set)

    def is_member(self, userid: str) -> bool:
        """Return whether this userid is in the app's visible range.

        Somebody who is no longer active in the CRM still has an account: what the bot sends there must be seen.
        """
        return userid in self.world.people

    def members(self) -> list[str]:
        """Return everybody in the app's visible range."""
        return list(self.world.people)

    def name_of(self, userid: str) -> str:
        """Return the name the client shows for a userid."""
        person = self.world.people.get(userid)
        return person.name if person else userid

    def timestamp(self) -> int:
        """Return the scripted time in whole seconds."""
        return int(self.world.now().timestamp())


def first_repeated(values: Iterable[str]) -> str | None:
    """Return the first value that occurs twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None
