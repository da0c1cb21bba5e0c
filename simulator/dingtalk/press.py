"""What a DingTalk client sends when somebody presses a button of a card."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from simulator.dingtalk.template import FORM
from simulator.message import Message


def press_content(card: Message, press: str, choose: Mapping[str, str], fill: Mapping[str, str]) -> dict[str, Any]:
    """Return the callback's `content`. Raises LookupError when the button, field or option is not there."""
    button = card.hooks.get(press) if press in card.buttons else None
    if button is None:
        there = "、".join(text for text in card.buttons if text in card.hooks) or "没有可按的按钮"
        reason = "打开网页，不回调" if press in card.links else "不在卡片上"
        raise LookupError(f"按钮“{press}”{reason}；卡片“{card.title}”上的按钮：{there}")
    params: dict[str, Any] = {"action": str(button.get("id", ""))}
    if button.get("token"):
        params["token"] = str(button["token"])
    form = _form_values(card, choose, fill)
    if card.hooks[FORM]:
        params["form"] = form
    return {"cardPrivateData": {"actionIds": [str(button.get("id", ""))], "params": params}}


def _form_values(card: Message, choose: Mapping[str, str], fill: Mapping[str, str]) -> dict[str, Any]:
    given = {**choose, **fill}
    values: dict[str, Any] = {}
    for field in card.hooks[FORM]:
        label = str(field.get("label") or field["name"])
        wanted = given.pop(label, None)
        value = _value(field, label, wanted)
        if value is not None:
            values[str(field["name"])] = value
    if given:
        there = "、".join([*card.inputs, *card.choices]) or "没有可填的项"
        raise LookupError(f"卡片“{card.title}”上没有“{'、'.join(given)}”；可填的项：{there}")
    return values


def _value(field: Mapping[str, Any], label: str, wanted: str | None) -> Any:
    kind = field.get("type")
    if kind == "SELECT":
        options = [str(option["value"]) for option in field.get("options") or []]
        index = _index(field, label, wanted) if wanted is not None else _position(options, field.get("defaultValue"))
        return None if index is None else {"index": index, "value": options[index]}
    if kind == "MULTI_SELECT":
        return _several(field, label, wanted)
    value = field.get("defaultValue") if wanted is None else wanted
    if kind == "NUMBER" and isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return json.loads(value) if not re.match(r"-?0\d", value) else value
    return value


def _several(field: Mapping[str, Any], label: str, wanted: str | None) -> dict[str, list[Any]] | None:
    options = [str(option["value"]) for option in field.get("options") or []]
    if wanted is not None:
        indexes = [_index(field, label, part) for part in re.split(r"[、,，]", wanted) if part.strip()]
    else:
        default = field.get("defaultValue") or []
        chosen = re.split(r"[、,，]", default) if isinstance(default, str) else default
        indexes = [options.index(value) for value in chosen if value in options]
    return {"index": indexes, "value": [options[index] for index in indexes]} if indexes else None


def _index(field: Mapping[str, Any], label: str, wanted: str) -> int:
    texts = [str(option["text"]) for option in field.get("options") or []]
    if wanted.strip() in texts:
        return texts.index(wanted.strip())
    raise LookupError(f"“{label}”里没有“{wanted}”；可选：{'、'.join(texts)}")


def _position(options: list[str], value: Any) -> int | None:
    return options.index(str(value)) if value is not None and str(value) in options else None
