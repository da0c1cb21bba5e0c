"""The generic card template: its variables, all strings, and how a client shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from simulator.dingtalk.markdown import read
from simulator.message import Message

INSTANCE = "#instance"
FORM = "#form"
SELECTS = ("SELECT", "MULTI_SELECT")


def draw(message: Message, params: Mapping[str, str]) -> Message:
    """Fill the message with what a client shows for these variables and return it."""
    message.title = params.get("title", "")
    lines = [params.get("status", ""), params.get("subtitle", "")]
    lines += [read(params.get(f"markdown{number}", ""), message) for number in range(1, 9)]
    message.text = "\n".join(line for line in lines if line)
    for entry in _entries(params, "fields"):
        _draw_field(message, entry)
    if params.get("image"):
        message.links["图片"] = params["image"]
    if params.get("link"):
        message.links["查看全部"] = params["link"]
    locked = params.get("locked") == "true"
    _draw_form(message, [] if locked else _entries(params, "form"))
    callbacks = _draw_buttons(message, _entries(params, "buttons"), locked)
    message.done = locked or not (callbacks or message.hooks[FORM])
    return message


def _draw_field(message: Message, entry: Mapping[str, Any]) -> None:
    label, value = str(entry.get("k", "")), str(entry.get("v", ""))
    message.fields[label] = value
    if entry.get("color"):
        message.colours[label] = str(entry["color"])
    if entry.get("url"):
        taken = message.links.get(value, entry["url"]) != entry["url"]
        message.links[f"{label} {value}" if taken else value or label] = str(entry["url"])
        message.links.setdefault(label, str(entry["url"]))


def _draw_form(message: Message, form: list[dict[str, Any]]) -> None:
    message.hooks[FORM] = form
    for field in form:
        label = str(field.get("label") or field["name"])
        if field.get("type") in SELECTS:
            message.choices[label] = [str(option["text"]) for option in field.get("options") or []]
        else:
            message.inputs.append(label)


def _draw_buttons(message: Message, buttons: list[dict[str, Any]], locked: bool) -> int:
    """Show the buttons and return how many of them report a press."""
    callbacks = 0
    for button in buttons:
        text = str(button["text"])
        if button.get("url"):
            message.links[text] = str(button["url"])
        elif locked:
            continue
        else:
            callbacks += 1
            message.hooks[text] = button
        message.buttons.append(text)
    return callbacks


def _entries(params: Mapping[str, str], name: str) -> list[dict[str, Any]]:
    """Return a list variable; long ones go on in `name2` and `name3`, as lists of their own or cut anywhere."""
    parts = [text for text in (params.get(name), params.get(f"{name}2"), params.get(f"{name}3")) if text]
    try:
        lists = [json.loads(part) for part in parts]
    except ValueError:
        try:
            lists = [json.loads("".join(parts))]
        except ValueError:
            return []
    return [entry for found in lists if isinstance(found, list) for entry in found if isinstance(entry, dict)]
