"""A template card as a person sees it: title, values, questions, buttons, links, colours."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from simulator.message import Message, MessageKind
from simulator.wecom.card_fields import CardBody
from simulator.wecom.corp import ON
from simulator.wecom.reading import Reading

SOURCE_COLOURS = {1: "black", 2: "red", 3: "green"}
BUTTON_COLOURS = {1: "blue", 3: "red"}
OPEN = "查看"
FILE, MEMBER = 2, 3

_REVISION = re.compile(r"@v.*$", re.DOTALL)


def card_id(task_id: str | None) -> str | None:
    """Return the part of a task_id that stays the same over the revisions of one card."""
    return None if task_id is None else _REVISION.sub("", task_id)


def view(
    card: CardBody, name_of: Callable[[str], str], at: datetime, kind: MessageKind = "card", replaced: str = ""
) -> Message:
    """Return the card as a message without a receiver. `replaced` is the text that took the place of the buttons."""
    reading = Reading()
    _read_parts(card, reading, name_of)
    closed = replaced or card.get("replace_text", "")
    reading.add_text(closed)
    hooks = _hooks(card, bool(closed))
    return Message(
        on=ON,
        to=None,
        group=None,
        at=at,
        kind=kind,
        card=card_id(card.get("task_id")),
        title=card.get("main_title", {}).get("title", ""),
        text=reading.text,
        fields=reading.fields,
        choices={title: texts for title, texts in _choices(card).items() if hooks},
        buttons=list(hooks),
        links=reading.links,
        colours=_colours(card, closed) | reading.colours,
        done=not hooks,
        hooks=hooks,
    )


def questions(card: CardBody) -> list[tuple[str, dict[str, Any]]]:
    """Return every question with the title the person sees above it."""
    main = card.get("main_title", {})
    found = [(q.get("title") or q["question_key"], q) for q in card.get("select_list", [])]
    if "button_selection" in card:
        selection = card["button_selection"]
        found.append((selection.get("title") or selection["question_key"], selection))
    if "checkbox" in card:
        found.append((main.get("title") or card["checkbox"]["question_key"], card["checkbox"]))
    return found


def _choices(card: CardBody) -> dict[str, list[str]]:
    shown = [(title, question) for title, question in questions(card) if not question.get("disable")]
    return {title: [option["text"] for option in question["option_list"]] for title, question in shown}


def _hooks(card: CardBody, closed: bool) -> dict[str, dict[str, str]]:
    """Return what each button that comes back to the bot sends, in the order they stand on the card."""
    hooks: dict[str, dict[str, str]] = {}
    if not closed:
        for button in card.get("button_list", []):
            if button.get("type", 0) == 0:
                hooks[button["text"]] = {"event": "template_card_event", "key": button["key"]}
    for action in card.get("action_menu", {}).get("action_list", []):
        hooks[action["text"]] = {"event": "template_card_menu_event", "key": action["key"]}
    greyed = all(question.get("disable") for _, question in questions(card))
    if "submit_button" in card and not closed and not greyed:
        submit = card["submit_button"]
        hooks[submit["text"]] = {"event": "template_card_event", "key": submit["key"]}
    return hooks


def _read_parts(card: CardBody, reading: Reading, name_of: Callable[[str], str]) -> None:
    reading.add_text(card.get("main_title", {}).get("desc"))
    emphasis = card.get("emphasis_content", {})
    if emphasis.get("desc") and emphasis.get("title"):
        reading.add_field(emphasis["desc"], emphasis["title"])
    else:
        reading.add_text(emphasis.get("title") or emphasis.get("desc"))
    reading.add_text(card.get("sub_title_text"))
    for area, words in (("quote_area", ("title", "quote_text")), ("image_text_area", ("title", "desc"))):
        part = card.get(area, {})
        for word in words:
            reading.add_text(part.get(word))
        if part.get("type") == 1:
            reading.add_link(part.get("title") or OPEN, part["url"])
    for entry in card.get("vertical_content_list", []):
        if entry.get("desc"):
            reading.add_field(entry["title"], entry["desc"])
        reading.add_text("\n".join(filter(None, [entry["title"], entry.get("desc")])))
    for entry in card.get("horizontal_content_list", []):
        _read_horizontal(entry, reading, name_of)
    _read_links(card, reading)


def _read_horizontal(entry: dict[str, Any], reading: Reading, name_of: Callable[[str], str]) -> None:
    kind = entry.get("type", 0)
    value = str(entry.get("value") or (name_of(entry["userid"]) if kind == MEMBER else ""))
    reading.add_field(entry["keyname"], value)
    if kind == 1:
        # The whole row is pressed: label and value are both the link's words.
        reading.add_link(value or entry["keyname"], entry["url"], entry["keyname"])
        reading.add_link(entry["keyname"], entry["url"], value)


def _read_links(card: CardBody, reading: Reading) -> None:
    for button in card.get("button_list", []):
        if button.get("type", 0) == 1:
            reading.add_link(button["text"], button["url"])
    for jump in card.get("jump_list", []):
        if jump.get("type", 0) == 1:
            reading.add_link(jump["title"], jump["url"])
    action = card.get("card_action", {})
    if action.get("type") == 1:
        reading.add_link(OPEN, action["url"], "卡片")


def _colours(card: CardBody, closed: str) -> dict[str, str]:
    source = SOURCE_COLOURS.get(card.get("source", {}).get("desc_color", 0))
    colours = {"source": source} if source else {}
    for button in [] if closed else card.get("button_list", []):
        if button.get("style") in BUTTON_COLOURS:
            colours[button["text"]] = BUTTON_COLOURS[button["style"]]
    return colours
