"""What stands on a person's screen: the platform's messages and the people's own acts in one order, as JSON values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from simulator.console.ledger import Ledger
from simulator.message import Message
from simulator.platform import PlatformSimulator
from simulator.world import World

INSTANCE, FORM, PRESET = "#instance", "#form", "#preset"


def screen(simulator: PlatformSimulator, world: World, ledger: Ledger, person: str) -> dict[str, Any]:
    """Return the rooms and messages of one person on one platform; cards stay where they first appeared."""
    seen = simulator.visible(person)
    rooms = [room.name for room in world.rooms.values() if not room.members or person in room.members]
    rooms += sorted({message.group for message in seen if message.group} - set(rooms))
    names = {one.id: one.name for one in world.people.values()}
    firsts = _firsts(world, simulator.name)
    used: Counter[tuple[str | None, str]] = Counter()
    drawn: list[tuple[tuple[int, int, int], dict[str, Any]]] = []
    for message in sorted(seen, key=lambda one: one.serial):
        key = (message.group or message.to, message.card or "")
        sent, count = firsts.get(key, []), used[key]
        used[key] += 1
        place = sent[count] if count < len(sent) else message.serial
        drawn.append(((place, 0, 0), shown(message) | {"key": f"{simulator.name}:{key[0]}:{place}"}))
    for act in ledger.acts:
        here = act.room in rooms if act.room else act.person == person
        if act.on == simulator.name and act.kind != "tap" and here:
            drawn.append(((act.after, 1, act.number), act.public(person, names)))
    drawn.sort(key=lambda entry: entry[0])
    return {"person": person, "platform": simulator.name, "rooms": rooms, "messages": [entry for _, entry in drawn]}


def shown(message: Message) -> dict[str, Any]:
    """Return a message as the page draws it."""
    instance = str(message.hooks.get(INSTANCE) or "")
    picture = isinstance(message.hooks.get("content"), bytes)
    return {
        **message.public(),
        "serial": message.serial,
        "mine": False,
        "modal": message.on == "slack" and message.group is None and instance.startswith("V"),
        "initial": _initial(message),
        "content": f"content/{message.serial}" if picture else None,
    }


def newest(world: World) -> dict[str, int]:
    """Return the serial of the newest message of each chat: `person@platform` or `room@platform`."""
    return {f"{message.group or message.to}@{message.on}": message.serial for message in world.messages}


def find_card(world: World, seen: Iterable[Message], wanted: str) -> Message | None:
    """Return the newest card with this serial, then or now, or with this text in its title."""
    cards = [message for message in seen if message.kind in ("card", "update")]
    if wanted.isdecimal():
        old = next((message for message in world.messages if message.serial == int(wanted)), None)
        exact = [message for message in cards if message.serial == int(wanted)]
        cards = exact or [message for message in cards if old and _same_card(message, old)]
    else:
        cards = [message for message in cards if wanted in message.title]
    return max(cards, key=lambda message: message.serial, default=None)


def _same_card(one: Message, other: Message) -> bool:
    return one.card is not None and (one.on, one.group, one.card) == (other.on, other.group, other.card)


def _firsts(world: World, on: str) -> dict[tuple[str | None, str], list[int]]:
    """Return when each card was first sent, by where it stands and its id."""
    firsts: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for message in world.messages:
        if message.on == on and message.card and message.kind != "update":
            firsts[message.group or message.to, message.card].append(message.serial)
    return firsts


def _initial(message: Message) -> dict[str, str]:
    """Return what stands in a form before anybody types, where the platform's card says so."""
    initial = {label: value for label, value in (message.hooks.get(PRESET) or {}).items() if value}
    for entry in message.hooks.get(FORM) or []:
        value = entry.get("defaultValue")
        options = {str(option["value"]): str(option["text"]) for option in entry.get("options") or []}
        if isinstance(value, str) and value:
            initial[str(entry.get("label") or entry["name"])] = options.get(value, value)
    return initial
