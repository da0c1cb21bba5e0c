"""Buttons and the overflow menu of a Slack message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cards.card import Action, Card
from cards.controls import OPEN_FORM, SUBMIT, callbacks, menu_callbacks, page_links
from cards.slack.blocks import OPTION_VALUE, URL
from cards.slack.text import plain_text
from cards.text_limits import cut
from cards.token import Sign

TEXT = 75
ROW = 25
INPUTS = 3


def actions(card: Card, view: bool, sign: Sign) -> list[dict[str, Any]]:
    """Return the `actions` blocks. `view` adds the link to the card's page."""
    pressed = list(callbacks(card))
    if len(card.inputs) > INPUTS:
        label = OPEN_FORM.label if all(a.label != OPEN_FORM.label for a in card.actions) else "填写表单"
        pressed = [action for action in pressed if action is not SUBMIT] + [Action(OPEN_FORM.key, label)]
    pages = [action for action in page_links(card) if len(action.url or "") <= URL]
    if view and card.link:
        pages.append(Action("view", "查看全部", url=card.link))
    menu = menu_callbacks(card)
    overflow = _overflow(menu, sign)
    shown = [*pressed, *pages, *(() if overflow else menu)]
    elements = [*_buttons(shown, sign), *overflow]
    return [{"type": "actions", "elements": elements[at : at + ROW]} for at in range(0, len(elements), ROW)]


def _buttons(shown: Sequence[Action], sign: Sign) -> list[dict[str, Any]]:
    drawn, used = [], set()
    for number, action in enumerate(shown):
        name = f"card.{action.key}"
        if name in used:
            name = f"{name}.{number}"
        used.add(name)
        drawn.append(_button(action, name, sign))
    return drawn


def _button(action: Action, name: str, sign: Sign) -> dict[str, Any]:
    shown: dict[str, Any] = {"type": "button", "action_id": name, "text": plain_text(cut(action.label, TEXT))}
    if action.style != "default":
        shown["style"] = action.style
    if action.confirm:
        shown["confirm"] = {
            "title": plain_text(cut(action.label, 100)),
            "text": plain_text(cut(action.confirm, 300)),
            "confirm": plain_text("确定"),
            "deny": plain_text("取消"),
        }
    return {**shown, "url": action.url} if action.url is not None else {**shown, "value": sign(action.key)}


def _overflow(menu: Sequence[Action], sign: Sign) -> list[dict[str, Any]]:
    """Return the menu, or nothing when it must be buttons: one entry, more than five, a question, a long text."""
    values = [sign(action.key) for action in menu]
    if not 2 <= len(menu) <= 5 or any(len(value) > OPTION_VALUE for value in values):
        return []
    if any(action.confirm or len(action.label) > TEXT for action in menu):
        return []
    options = [{"text": plain_text(a.label), "value": value} for a, value in zip(menu, values, strict=True)]
    return [{"type": "overflow", "action_id": "card.menu", "options": options}]
