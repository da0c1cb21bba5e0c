"""Patterns and conditions: what a step's answer must look like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def matches(pattern: Any, value: Any) -> bool:
    """Decide whether a value fits a pattern.

    Strings match when contained, numbers, booleans and null when equal, lists when every item matches one of the
    value's, objects when every key does; missing keys of the pattern are not looked at.
    """
    if isinstance(pattern, Mapping):
        return isinstance(value, Mapping) and all(k in value and matches(p, value[k]) for k, p in pattern.items())
    if isinstance(pattern, list):
        return isinstance(value, list) and all(any(matches(item, one) for one in value) for item in pattern)
    if isinstance(pattern, str):
        return isinstance(value, str) and pattern in value
    if isinstance(pattern, bool) or isinstance(value, bool):
        return pattern is value
    return bool(pattern == value)


def unmet(
    conditions: Sequence[Mapping[str, Any]],
    sent: Sequence[Mapping[str, Any]],
    shown: Sequence[Mapping[str, Any]],
    output: str,
) -> list[Mapping[str, Any]]:
    """Return the conditions that do not hold."""
    return [condition for condition in conditions if not _holds(condition, sent, shown, output)]


def _holds(
    condition: Mapping[str, Any], sent: Sequence[Mapping[str, Any]], shown: Sequence[Mapping[str, Any]], output: str
) -> bool:
    if "sent" in condition:
        return any(matches(condition["sent"], message) for message in sent)
    if "not_sent" in condition:
        return not any(matches(condition["not_sent"], message) for message in sent)
    if "shown" in condition:
        return any(matches(condition["shown"], record) for record in shown)
    if "shown_count" in condition:
        return bool(len(shown) == condition["shown_count"])
    if "sent_count" in condition:
        to = condition.get("to")
        count = sum(to is None or to in (m.get("to"), m.get("group")) for m in sent)
        return bool(count == condition["sent_count"])
    return str(condition["output_contains"]) in output
