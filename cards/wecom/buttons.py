"""Buttons, the menu and page links of one WeCom card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cards.card import Action, Card, Style
from cards.controls import menu_callbacks, page_links
from cards.text_limits import cut
from cards.token import Sign
from cards.wecom.limits import BUTTON_TEXT, BUTTONS, JUMPS, MENU, Limits

STYLES: dict[Style, int] = {"primary": 1, "default": 2, "danger": 3}
FILL = "填写"
FULL_VIEW = "查看全部"


@dataclass(frozen=True, slots=True)
class Row:
    """`buttons` in order, `menu` behind the dots, `links` that only markdown can carry, `lost` on the page only."""

    buttons: tuple[Action, ...]
    menu: tuple[Action, ...]
    links: tuple[Action, ...]
    lost: tuple[Action, ...]


def arrange(card: Card, pressed: Sequence[Action], limits: Limits, full_view: bool) -> Row:
    """Place the actions: six buttons, then three menu entries, then links. `full_view` adds a link to the page."""
    pages = [*page_links(card)]
    if card.inputs and card.link:
        pages.append(Action("fill", FILL, url=card.link))
    if full_view and card.link:
        pages.append(Action("view", FULL_VIEW, url=card.link))
    buttons = list(pressed[:BUTTONS])
    menu = [*menu_callbacks(card), *pressed[BUTTONS:]]
    if not buttons and not card.link:
        buttons, menu = menu[:BUTTONS], menu[BUTTONS:]
    room = BUTTONS - len(buttons) if limits.url_buttons and buttons else 0
    return Row((*buttons, *pages[:room]), tuple(menu[:MENU]), tuple(pages[room:]), tuple(menu[MENU:]))


def button(action: Action, sign: Sign) -> dict[str, Any]:
    """Return one entry of `button_list`."""
    shown: dict[str, Any] = {"text": cut(action.label, BUTTON_TEXT), "style": STYLES[action.style]}
    if action.url is not None:
        return {**shown, "type": 1, "url": action.url}
    return {**shown, "type": 0, "key": sign(action.key)}


def action_menu(actions: Sequence[Action], sign: Sign) -> dict[str, Any]:
    """Return `{"action_menu": …}`, or nothing when there is nothing in it."""
    if not actions:
        return {}
    entries = [{"text": cut(action.label, BUTTON_TEXT), "key": sign(action.key)} for action in actions]
    return {"action_menu": {"desc": "更多", "action_list": entries}}


def full_labels(row: Row, limits: Limits) -> list[str]:
    """Return a line for every button, menu entry or jump whose label is cut."""
    pressed = [a for a in (*row.buttons, *row.menu) if len(a.label) > BUTTON_TEXT]
    jumps = [] if row.buttons else [a for a in row.links[:JUMPS] if len(a.label) > limits.jump]
    return [f"按钮：{action.label}" for action in (*pressed, *jumps)]
