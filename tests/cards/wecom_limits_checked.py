"""The vendor's table of template-card limits, checked on a payload. Written from the table, not from the renderer."""

from __future__ import annotations

import re
from typing import Any

COLUMNS = {
    "app": {
        "source": 20,
        "title": 36,
        "desc": 44,
        "sub": 160,
        "value": 30,
        "jump": 18,
        "vote": 16,
        "option": 16,
        "tick": 17,
    },
    "aibot": {
        "source": 13,
        "title": 26,
        "desc": 30,
        "sub": 112,
        "value": 26,
        "jump": 13,
        "vote": 26,
        "option": 10,
        "tick": 11,
    },
}
TYPES = {"text_notice", "news_notice", "button_interaction", "vote_interaction", "multiple_interaction"}


def check_card(card: dict[str, Any], column: str) -> None:
    """Assert every limit and every demand of the card's type."""
    room = COLUMNS[column]
    kind = card["card_type"]
    assert kind in TYPES
    vote, form = kind == "vote_interaction", kind == "multiple_interaction"
    assert 0 < len(card["main_title"]["title"]) <= (room["vote"] if vote else room["title"])
    wide = 160 if (vote or form) and column == "app" else room["desc"]
    assert len(card["main_title"].get("desc", "")) <= wide
    assert len(card.get("source", {}).get("desc", "")) <= room["source"]
    assert len(card.get("sub_title_text", "")) <= room["sub"]
    rows = card.get("horizontal_content_list", [])
    assert len(rows) <= 6
    for row in rows:
        assert 1 <= len(row["keyname"]) <= 5
        assert len(row["value"]) <= room["value"]
        assert row.get("type", 0) in {0, 1}
        assert (row.get("type") == 1) == ("url" in row)
    jumps = card.get("jump_list", [])
    assert len(jumps) <= 3
    assert all(len(jump["title"]) <= room["jump"] and jump["url"] for jump in jumps)
    check_pressed(card, room, column)
    if kind in {"text_notice", "news_notice"}:
        assert card["card_action"]["type"] == 1
        assert card["card_action"]["url"]
    if kind == "news_notice":
        assert 1.3 <= card["card_image"]["aspect_ratio"] <= 2.25
    if vote or form:
        assert not card.keys() & {"sub_title_text", "horizontal_content_list", "quote_area", "button_list"}


def check_pressed(card: dict[str, Any], room: dict[str, int], column: str) -> None:
    """Assert the limits of what can be pressed or chosen."""
    buttons = card.get("button_list", [])
    assert len(buttons) <= 6
    assert (card["card_type"] == "button_interaction") == bool(buttons)
    for button in buttons:
        assert 1 <= len(button["text"]) <= 10
        assert button["style"] in {1, 2, 3, 4}
        assert ("url" in button) == (button["type"] == 1)
        assert column == "app" or button["type"] == 0
        assert len(button.get("key", "").encode()) <= 1024
    menu = card.get("action_menu", {}).get("action_list", [])
    assert len(menu) <= 3
    assert "action_menu" not in card or (menu and "task_id" in card)
    if buttons or "submit_button" in card or menu:
        assert re.fullmatch(r"[0-9A-Za-z_\-@]{1,128}", card["task_id"])
    for select in (*card.get("select_list", []), *filter(None, [card.get("button_selection")])):
        check_options(select["option_list"], 10, room["option"])
        assert "selected_id" not in select or select["selected_id"] in {o["id"] for o in select["option_list"]}
    assert len(card.get("select_list", [])) <= 3
    if "checkbox" in card:
        check_options(card["checkbox"]["option_list"], 20, room["tick"])
        ticked = sum(option["is_checked"] for option in card["checkbox"]["option_list"])
        assert card["checkbox"]["mode"] == 1 or ticked <= 1
    assert len(card.get("submit_button", {}).get("text", "")) <= 10


def check_options(options: list[dict[str, Any]], most: int, room: int) -> None:
    """Assert number, length and uniqueness of options."""
    assert 1 <= len(options) <= most
    assert all(0 < len(option["text"]) <= room and len(option["id"].encode()) <= 128 for option in options)
    assert len({option["id"] for option in options}) == len(options)
