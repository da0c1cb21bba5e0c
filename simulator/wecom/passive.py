"""A card inside a passive XML reply: names in PascalCase, lists as repeated siblings (platforms.md 1.5)."""

from __future__ import annotations

import re
from typing import Any

from simulator.wecom.card_fields import CardBody

LISTS = {
    "action_list",
    "button_list",
    "horizontal_content_list",
    "jump_list",
    "option_list",
    "select_list",
    "vertical_content_list",
}
NUMBERS = {"type", "style", "desc_color", "mode"}
FLAGS = {"disable", "is_checked"}
JOINED = {
    "key_name": "keyname",
    "user_id": "userid",
    "app_id": "appid",
    "page_path": "pagepath",
    "check_box": "checkbox",
}

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def card_from_xml(element: dict[str, Any]) -> CardBody:
    """Return the card in the form the API takes. Raises `ValueError` for a number that is none."""
    return {name: _value(name, value) for name, value in ((_name(key), value) for key, value in element.items())}


def _name(pascal: str) -> str:
    snake = _WORD.sub("_", pascal).lower()
    return JOINED.get(snake, snake)


def _value(name: str, value: Any) -> Any:
    if name in LISTS:
        entries = value if isinstance(value, list) else [value]
        return [card_from_xml(entry or {}) for entry in entries]
    if isinstance(value, dict):
        return card_from_xml(value)
    text = value or ""
    if name in NUMBERS:
        return int(text)
    if name in FLAGS:
        return text in ("1", "true")
    return float(text) if name == "aspect_ratio" else text
