"""The controls inside blocks: what can be chosen, typed and pressed, and what the client reports of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.slack.workspace import Block

MANY = ("multi_static_select", "checkboxes")
ONE = ("static_select", "radio_buttons")
TYPED = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
_INITIAL = {
    "value": "initial_value",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
}


@dataclass(frozen=True, slots=True)
class Control:
    """One stateful element with the label a person reads beside it."""

    block: Block
    element: dict[str, Any]
    label: str

    @property
    def options(self) -> list[dict[str, Any]]:
        """The options to choose from, groups flattened."""
        groups = self.element.get("option_groups") or [self.element]
        return [option for group in groups for option in group.get("options") or []]

    def initial(self) -> dict[str, Any]:
        """Return the state before anybody touched it."""
        kind = self.element["type"]
        if kind in MANY:
            return {"type": kind, "selected_options": list(self.element.get("initial_options") or [])}
        if kind in ONE:
            return {"type": kind, "selected_option": self.element.get("initial_option")}
        name = TYPED[kind]
        return {"type": kind, name: self.element.get(_INITIAL[name])}

    def preset(self) -> str:
        """Return what stands there before anybody touched it, as a person reads it; empty when nothing does."""
        value = next(value for name, value in self.initial().items() if name != "type")
        chosen = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
        if chosen:
            return "、".join(str(option["text"]["text"]) for option in chosen)
        return str(value) if isinstance(value, str | int) else ""

    def set_to(self, wanted: str) -> dict[str, Any]:
        """Return the state after choosing or typing this. Raises LookupError when there is no such option."""
        kind = self.element["type"]
        if kind in MANY:
            chosen = [self._option(part) for part in re.split(r"[、,，]", wanted) if part.strip()]
            return {"type": kind, "selected_options": chosen}
        if kind in ONE:
            return {"type": kind, "selected_option": self._option(wanted)}
        return {"type": kind, TYPED[kind]: int(wanted) if kind == "datetimepicker" else wanted}

    def _option(self, wanted: str) -> dict[str, Any]:
        for option in self.options:
            if option["text"]["text"] == wanted.strip():
                return option
        there = "、".join(option["text"]["text"] for option in self.options)
        raise LookupError(f"“{self.label}”里没有“{wanted}”；可选：{there}")


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: a button, or one option of an overflow menu."""

    block: Block
    element: dict[str, Any]
    option: dict[str, Any] | None = None

    @property
    def text(self) -> str:
        """The visible text."""
        carrier = self.option or self.element
        return str(carrier["text"]["text"])

    @property
    def url(self) -> str | None:
        """The page it opens, if any."""
        return (self.option or self.element).get("url")

    def action(self, action_ts: str) -> dict[str, Any]:
        """Return the entry of `actions` for a press."""
        action = {
            "action_id": self.element["action_id"],
            "block_id": self.block["block_id"],
            "type": self.element["type"],
            "action_ts": action_ts,
        }
        if self.option is not None:
            return action | {"selected_option": self.option}
        kept = {name: self.element[name] for name in ("text", "value", "style") if name in self.element}
        return action | kept


def controls(blocks: list[Block]) -> list[Control]:
    """Return everything that can be chosen or typed, in order."""
    return [
        Control(block, element, label)
        for block, element, label in _elements(blocks)
        if element.get("type") in TYPED or element.get("type") in MANY + ONE
    ]


def buttons(blocks: list[Block]) -> list[Button]:
    """Return everything that can be pressed, in order."""
    found = []
    for block, element, _ in _elements(blocks):
        if element.get("type") in ("button", "workflow_button"):
            found.append(Button(block, element))
        elif element.get("type") == "overflow":
            found += [Button(block, element, option) for option in element["options"]]
    return found


def initial_state(blocks: list[Block]) -> dict[str, dict[str, Any]]:
    """Return `state.values` before anybody touched anything."""
    values: dict[str, dict[str, Any]] = {}
    for control in controls(blocks):
        values.setdefault(control.block["block_id"], {})[control.element["action_id"]] = control.initial()
    return values


def missing(blocks: list[Block], values: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the labels of required inputs that are still empty."""
    labels = []
    for control in controls(blocks):
        state = values[control.block["block_id"]][control.element["action_id"]]
        content = next(value for name, value in state.items() if name != "type")
        if control.block["type"] == "input" and not control.block.get("optional") and content in (None, "", []):
            labels.append(control.label)
    return labels


def _elements(blocks: list[Block]) -> Iterator[tuple[Block, dict[str, Any], str]]:
    for block in blocks:
        if block["type"] == "input":
            yield block, block["element"], str(block["label"]["text"])
        elif block["type"] == "actions":
            for element in block["elements"]:
                yield block, element, str((element.get("placeholder") or {}).get("text", ""))
        elif block["type"] == "section" and "accessory" in block:
            shown = re.sub(r"[*_~]", "", str((block.get("text") or {}).get("text", "")))
            yield block, block["accessory"], shown.strip().rstrip("：:")
