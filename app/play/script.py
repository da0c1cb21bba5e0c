"""Reading a script: one JSON object a line, every key and value checked before anything runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

PLATFORMS = ("wecom", "aibot", "dingtalk", "slack")
FAULT_PLACES = ("wecom", "dingtalk", "slack", "smtp", "database")
FAULTS = ("timeout", "refuse", "429", "token_expired", "drop_socket", "duplicate", "none")
SIDEBAR_ACTIONS = ("open", "register", "clip", "call")
SYSTEMS = ("erp", "wms", "tms", "finance", "service", "web", "call")
COLLECTIONS = (
    "leads", "accounts", "contacts", "drafts", "follow_ups", "todos", "events", "assignments", "approvals",
    "approval_stays", "approval_heat", "approval_blocking", "first_contacts", "fuses", "mutes",
    "contracts", "flow_log", "conditions", "merges", "duplicate_pairs", "standard_names",
    "intake", "intake_keys", "intake_days", "imports", "import_rows", "systems",
    "system_records", "master_diffs",
    "deliveries", "audit", "users",
    "reports",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of one kind of step: those it needs and those it may have."""

    needs: tuple[str, ...]
    may: tuple[str, ...] = ()


SHAPES: Mapping[str, Shape] = {
    "team": Shape(("users",)),
    "clock": Shape((), ("to", "by")),
    "say": Shape(("on", "as", "text"), ("group",)),
    "voice": Shape(("on", "as"), ("file", "transcript")),
    "tap": Shape(("on", "as", "press"), ("card", "choose", "fill")),
    "customer": Shape(("rep", "customer"), ("text", "file", "added")),
    "sidebar": Shape(("as", "customer", "action"), ("fields",)),
    "intake": Shape(("channel", "payload"), ("sign",)),
    "post": Shape(("system", "payload")),
    "run": Shape(("command",), ("code",)),
    "show": Shape(("what",), ("where", "as")),
    "fault": Shape(("at", "what"), ("times",)),
    "crash": Shape((), ("which", "log_level", "zone")),
}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
EVERYWHERE = ("do", "name", "expect")
CONDITIONS: Mapping[str, tuple[str, ...]] = {
    "sent": (),
    "not_sent": (),
    "shown": (),
    "sent_count": ("to",),
    "shown_count": (),
    "output_contains": (),
}
CLOSED: Mapping[str, tuple[str, ...]] = {"on": PLATFORMS, "system": SYSTEMS, "action": SIDEBAR_ACTIONS}
MAPPINGS = ("customer", "payload", "fields", "where", "choose", "fill")
TEXTS = ("as", "text", "press", "rep", "group", "to", "by", "file", "card")
LISTS = ("users", "command", "expect")


class BadScript(ValueError):
    """The script cannot be run; the text names the line."""


@dataclass(frozen=True, slots=True)
class Step:
    """One checked line."""

    number: int
    do: str
    args: dict[str, Any]
    name: str | None
    expect: tuple[dict[str, Any], ...]


def read_script(lines: Iterable[str]) -> list[Step]:
    """Return the checked steps. Empty lines are passed over. Raises BadScript at the first bad line."""
    steps: list[Step] = []
    for line_number, line in enumerate(lines, 1):
        if line.strip():
            steps.append(_step(line_number, len(steps) + 1, line))
    return steps


def _step(line_number: int, number: int, line: str) -> Step:
    def bad(why: str) -> BadScript:
        return BadScript(f"line {line_number}: {why}")

    try:
        raw = json.loads(line)
    except ValueError as error:
        raise bad(f"not JSON ({error})") from None
    if not isinstance(raw, dict):
        raise bad("not an object")
    do = raw.get("do")
    shape = SHAPES.get(do) if isinstance(do, str) else None
    if shape is None:
        raise bad(f"unknown do: {do!r}")
    unknown = set(raw) - {*EVERYWHERE, *shape.needs, *shape.may}
    if unknown:
        raise bad(f"unknown key for {do}: {', '.join(sorted(unknown))}")
    lacking = [key for key in shape.needs if key not in raw]
    if lacking:
        raise bad(f"{do} needs: {', '.join(lacking)}")
    why = _wrong_value(str(do), raw) or _wrong_expectation(raw.get("expect", []))
    if why:
        raise bad(why)
    args = {key: value for key, value in raw.items() if key not in EVERYWHERE}
    return Step(number, str(do), args, raw.get("name"), tuple(raw.get("expect", [])))


def _wrong_value(do: str, raw: Mapping[str, Any]) -> str | None:
    for key, values in CLOSED.items():
        if key in raw and raw[key] not in values:
            return f"unknown {key}: {raw[key]!r}"
    for key, value in raw.items():
        if key in MAPPINGS and not isinstance(value, dict):
            return f"{key} must be an object"
        if key in LISTS and not isinstance(value, list):
            return f"{key} must be a list"
        if key in TEXTS and do != "customer" and not isinstance(value, str):
            return f"{key} must be a text"
    if do == "fault" and (raw["at"] not in FAULT_PLACES or raw["what"] not in FAULTS):
        return f"unknown fault: {raw['what']!r} at {raw['at']!r}"
    if do == "show" and raw["what"] not in COLLECTIONS:
        return f"unknown collection: {raw['what']!r}"
    if do == "crash" and raw.get("which", "server") not in ("server", "worker"):
        return f"unknown which: {raw['which']!r}"
    if do == "crash" and raw.get("log_level", "INFO") not in LOG_LEVELS:
        return f"unknown log_level: {raw['log_level']!r}"
    if do == "crash" and raw.get("zone", "UTC") not in available_timezones():
        return f"unknown zone: {raw['zone']!r}"
    if do == "run" and not isinstance(raw.get("code", 0), int):
        return f"code must be a number: {raw['code']!r}"
    if do == "clock" and ("to" in raw) == ("by" in raw):
        return "clock needs either to or by"
    if do == "voice" and not ("file" in raw or "transcript" in raw):
        return "voice needs file or transcript"
    if do == "customer" and sum(key in raw for key in ("text", "file", "added")) != 1:
        return "customer needs one of text, file, added"
    return None


def _wrong_expectation(conditions: Any) -> str | None:
    for condition in conditions:
        kinds = [key for key in condition if key in CONDITIONS] if isinstance(condition, dict) else []
        if len(kinds) != 1:
            return f"unknown condition: {json.dumps(condition, ensure_ascii=False)}"
        if set(condition) - {kinds[0], *CONDITIONS[kinds[0]]}:
            return f"unknown key in condition: {json.dumps(condition, ensure_ascii=False)}"
    return None
