"""Reading single values out of Slack payloads, where any of them may be missing, null or of another type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from handlers.inbound import Actor, Conversation


def text_of(source: Mapping[str, Any], name: str) -> str:
    """Return a string, empty when there is none, without NUL, which PostgreSQL cannot keep."""
    value = source.get(name)
    return value.replace("\x00", "").encode(errors="replace").decode() if isinstance(value, str) else ""


def part_of(source: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return an object, empty when there is none."""
    value = source.get(name)
    return value if isinstance(value, Mapping) else {}


def parts_of(source: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the objects in a list, empty when there is none."""
    value = source.get(name)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def moment(stamp: str, otherwise: datetime) -> datetime:
    """Return a `seconds.micros` stamp as aware time; `otherwise` when it is none."""
    seconds, _, rest = stamp.partition(".")
    micros = rest.partition(".")[0][:6]
    try:
        return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int(micros.ljust(6, "0")[:6] or 0))
    except (ValueError, OverflowError, OSError):
        return otherwise


def conversation(tenant: str, channel: str, user: str, thread: str = "", external: bool = False) -> Conversation:
    """Return where something was said. A direct message goes by the person's id, not by the `D…` channel."""
    if channel and not channel.startswith("D"):
        return Conversation("slack", tenant, channel, "group", thread or None, external)
    return Conversation("slack", tenant, user, "dm", thread or None, external)


def person(payload: Mapping[str, Any], tenant: str) -> Actor:
    """Return who pressed, sent or called, from an interaction's `user`."""
    user = part_of(payload, "user")
    name = text_of(user, "name") or text_of(user, "username")
    home = text_of(user, "team_id")
    return Actor("slack", tenant, text_of(user, "id"), name or None, external=bool(home and home != tenant))
