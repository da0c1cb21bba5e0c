"""What makes the API refuse a template card: list sizes, keys, required parts (platforms.md 1.4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from simulator.wecom.answers import Refusal
from simulator.wecom.card_fields import INTERACTIVE, NOTICES, PARTS, CardBody, check_known
from simulator.wecom.corp import first_repeated

TASK_ID = re.compile(r"[0-9A-Za-z_\-@]{1,128}")
LONGEST_KEY = 1024
LONGEST_OPTION_ID = 128
LONGEST_URL = 2048


def check_card(card: CardBody) -> None:
    """Raise 40058 with the reason when the platform would not take this card."""
    kind = card.get("card_type")
    _require(kind in PARTS, f"card_type {kind!r}")
    check_known(card)
    interactive = kind in INTERACTIVE
    task_id = card.get("task_id")
    _require(not (interactive or "action_menu" in card) or task_id, "task_id missing")
    _require(task_id is None or (isinstance(task_id, str) and TASK_ID.fullmatch(task_id)), "task_id")
    _require(kind == "text_notice" or card.get("main_title", {}).get("title"), "main_title.title missing")
    _check_content(card)
    _CHECKS[str(kind)](card)


def _require(holds: Any, what: str) -> None:
    if not holds:
        raise Refusal(40058, what)


def _count(items: Any, least: int, most: int, what: str) -> None:
    _require(isinstance(items, list) and least <= len(items) <= most, f"{what} needs {least} to {most} entries")


def _key(value: Any, what: str) -> None:
    _require(isinstance(value, str) and 0 < len(value.encode()) <= LONGEST_KEY, what)


def _url(value: Any, what: str) -> None:
    fits = isinstance(value, str) and len(value.encode()) <= LONGEST_URL
    _require(fits and value.startswith(("http://", "https://")), what)


def _check_content(card: CardBody) -> None:
    for name, most in (("horizontal_content_list", 6), ("vertical_content_list", 4), ("jump_list", 3)):
        if name in card:
            _count(card[name], 0, most, name)
    for entry in card.get("horizontal_content_list", []):
        kind = entry.get("type", 0)
        _require(kind in (0, 1, 2, 3) and entry.get("keyname"), "horizontal_content_list")
        _require(kind != 1 or entry.get("url"), "horizontal_content_list.url missing")
        _require(kind != 2 or entry.get("media_id"), "horizontal_content_list.media_id missing")
        _require(kind != 3 or entry.get("userid"), "horizontal_content_list.userid missing")
    for entry in card.get("vertical_content_list", []):
        _require(entry.get("title"), "vertical_content_list.title missing")
    jumps: Iterable[Any] = [*card.get("jump_list", []), card.get("quote_area"), card.get("image_text_area")]
    for entry in [*jumps, card.get("card_action")]:
        if entry and entry.get("type", 0) == 1:
            _url(entry.get("url"), "url missing where type is 1")
    if "action_menu" in card:
        actions = card["action_menu"].get("action_list")
        _count(actions, 1, 3, "action_list")
        for action in actions:
            _require(action.get("text"), "action_list.text")
            _key(action.get("key"), "action_list.key")


def _check_notice(card: CardBody) -> None:
    _require(card.get("card_action", {}).get("type") in (1, 2), "card_action must have type 1 or 2")
    if card["card_type"] == "text_notice":
        told = card.get("main_title", {}).get("title") or card.get("sub_title_text")
        _require(told, "text_notice needs main_title.title or sub_title_text")
        return
    image = card.get("card_image")
    _require(image or card.get("image_text_area"), "news_notice needs card_image or image_text_area")
    if image:
        _url(image.get("url"), "card_image.url")
        _require(1.3 <= image.get("aspect_ratio", 1.3) <= 2.25, "card_image.aspect_ratio")


def _check_buttons(card: CardBody) -> None:
    _count(card.get("button_list"), 1, 6, "button_list")
    for button in card["button_list"]:
        _require(button.get("text"), "button_list.text")
        if button.get("type", 0) == 1:
            _url(button.get("url"), "button_list.url")
        else:
            _key(button.get("key"), "button_list.key")
    keys = [button["key"] for button in card["button_list"] if button.get("type", 0) == 0]
    _require(first_repeated(keys) is None, "button_list.key repeated")
    if "button_selection" in card:
        _check_question(card["button_selection"], 10, "button_selection")


def _check_question(question: Any, most: int, what: str) -> None:
    _key(question.get("question_key"), f"{what}.question_key")
    _count(question.get("option_list"), 1, most, f"{what}.option_list")
    ids = [option.get("id") for option in question["option_list"]]
    for option in question["option_list"]:
        _require(option.get("text"), f"{what}.option_list.text")
        _require(isinstance(option.get("id"), str) and 0 < len(option["id"].encode()) <= LONGEST_OPTION_ID, "option id")
    _require(first_repeated(ids) is None, f"{what}.option_list.id repeated")


def _check_submit(card: CardBody) -> None:
    submit = card.get("submit_button", {})
    _require(submit.get("text"), "submit_button.text")
    _key(submit.get("key"), "submit_button.key")


def _check_vote(card: CardBody) -> None:
    _require("checkbox" in card, "checkbox missing")
    _require(card["checkbox"].get("mode", 0) in (0, 1), "checkbox.mode")
    _check_question(card["checkbox"], 20, "checkbox")
    _check_submit(card)


def _check_selects(card: CardBody) -> None:
    _count(card.get("select_list"), 1, 3, "select_list")
    for question in card["select_list"]:
        _check_question(question, 10, "select_list")
    _require(first_repeated(q["question_key"] for q in card["select_list"]) is None, "question_key repeated")
    _check_submit(card)


_CHECKS: dict[str, Callable[[CardBody], None]] = {
    **dict.fromkeys(NOTICES, _check_notice),
    "button_interaction": _check_buttons,
    "vote_interaction": _check_vote,
    "multiple_interaction": _check_selects,
}
