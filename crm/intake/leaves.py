"""A payload as a channel nests it, read as plain pairs of key and text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_NAMES = ("column_id", "fieldName", "field_name", "field", "name", "key", "label", "question", "title", "type")
_VALUES = ("string_value", "value", "values", "field_value", "answer", "text")
_DEPTH = 12
_MOST = 2000


def flatten(payload: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every leaf as path and text, at most 2,000; a list of name-and-value pairs counts as an object."""
    for count, leaf in enumerate(_leaves(payload, path, 0)):
        if count >= _MOST:
            return
        yield leaf


def _leaves(value: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _DEPTH:
        yield path, ""
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, list) and any(isinstance(item, (Mapping, list)) for item in value):
        for place, item in enumerate(value):
            pair = _pair(item)
            yield from _leaves(pair[1] if pair else item, f"{path}.{pair[0] if pair else place}", depth + 1)
    elif isinstance(value, list):
        yield path, "、".join(_text(item) for item in value)
    else:
        yield path, _text(value)


def _pair(item: Any) -> tuple[str, Any] | None:
    if not isinstance(item, Mapping):
        return None
    name = next((key for key in _NAMES if isinstance(item.get(key), str)), None)
    value = next((key for key in _VALUES if key in item), None)
    return (str(item[name]), item[value]) if name is not None and value is not None and name != value else None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
