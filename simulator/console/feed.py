"""What happened lately, on all platforms and to everybody, newest first."""

from __future__ import annotations

from typing import Any

from simulator.console.ledger import Ledger
from simulator.message import Message
from simulator.world import World

LENGTH = 60
REACH = 240


def feed(world: World, ledger: Ledger) -> list[dict[str, Any]]:
    """Return acts and arrivals as lines; the same thing reaching several people in a row is one line."""
    names = {one.id: one.name for one in world.people.values()}
    arrived = world.messages[-REACH:]
    lines = [((message.serial, 0, 0), _arrival(message, names)) for message in arrived]
    for act in ledger.acts[-LENGTH:]:
        line = act.public("", names)
        shown = {"key": f"a{act.number}", "act": True, "ons": [act.on], "names": [line["name"]]}
        lines.append(((act.after, 1, act.number), line | shown))
    lines.sort(key=lambda entry: entry[0])
    folded: list[dict[str, Any]] = []
    for _, line in lines:
        if folded and _same(folded[-1], line):
            folded[-1] = _joined(folded[-1], line)
        else:
            folded.append(line)
    return folded[: -LENGTH - 1 : -1]


def _arrival(message: Message, names: dict[str, str]) -> dict[str, Any]:
    return {
        "key": f"m{message.serial}",
        "act": False,
        "at": message.at.isoformat(),
        "kind": message.kind,
        "ons": [message.on],
        "names": [message.group or names.get(message.to or "", message.to or "")],
        "person": message.to,
        "group": message.group,
        "text": message.title or message.text,
    }


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if one["act"] or other["act"]:
        return False
    return all(one[key] == other[key] for key in ("kind", "text")) and one["at"][:16] == other["at"][:16]


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return one line for both; it opens where the later one arrived."""
    both = {key: list(dict.fromkeys([*one[key], *other[key]])) for key in ("ons", "names")}
    return other | both | {"key": one["key"], "open": other["ons"][0]}
