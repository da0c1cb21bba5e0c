"""Which fields a template card has, how much of each fits on the screen, and the card as it is shown.

From the table of platforms.md 1.4. Lengths are the vendor's advice: longer text is cut on screen, not refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from simulator.wecom.answers import Refusal

CardBody = dict[str, Any]
Place = Literal["app", "webhook"]

INTERACTIVE = ("button_interaction", "vote_interaction", "multiple_interaction")
NOTICES = ("text_notice", "news_notice")

_ALWAYS = {"card_type", "task_id", "source", "main_title", "replace_text"}
_NOTICE = {"action_menu", "quote_area", "horizontal_content_list", "card_action"}
PARTS: dict[str, set[str]] = {
    "text_notice": _ALWAYS | _NOTICE | {"emphasis_content", "sub_title_text", "jump_list"},
    "news_notice": _ALWAYS | _NOTICE | {"card_image", "image_text_area", "vertical_content_list", "jump_list"},
    "button_interaction": _ALWAYS | _NOTICE | {"sub_title_text", "button_selection", "button_list"},
    "vote_interaction": _ALWAYS | {"checkbox", "submit_button"},
    "multiple_interaction": _ALWAYS | {"select_list", "submit_button"},
}
_JUMP = ("type", "url", "appid", "pagepath")
_OPTION = ("option_list[].id", "option_list[].text")
_LEAVES = {
    "source": ("icon_url", "desc", "desc_color"),
    "action_menu": ("desc", "action_list[].text", "action_list[].key"),
    "main_title": ("title", "desc"),
    "emphasis_content": ("title", "desc"),
    "quote_area": (*_JUMP, "title", "quote_text"),
    "horizontal_content_list[]": ("keyname", "value", "type", "url", "media_id", "userid"),
    "vertical_content_list[]": ("title", "desc"),
    "jump_list[]": (*_JUMP, "title"),
    "card_action": _JUMP,
    "card_image": ("url", "aspect_ratio"),
    "image_text_area": (*_JUMP, "title", "desc", "image_url"),
    "button_selection": ("question_key", "title", "selected_id", "disable", *_OPTION),
    "button_list[]": ("type", "text", "style", "key", "url"),
    "checkbox": ("question_key", "mode", "disable", "option_list[].is_checked", *_OPTION),
    "select_list[]": ("question_key", "title", "selected_id", "disable", *_OPTION),
    "submit_button": ("text", "key"),
}
KNOWN = {"card_type", "task_id", "sub_title_text", "replace_text"} | {
    f"{part}.{leaf}" for part, leaves in _LEAVES.items() for leaf in leaves
}
FITS: dict[Place, dict[str, int]] = {
    "app": {
        "source.desc": 20,
        "main_title.title": 36,
        "main_title.desc": 44,
        "emphasis_content.title": 14,
        "emphasis_content.desc": 22,
        "sub_title_text": 160,
        "horizontal_content_list[].keyname": 5,
        "horizontal_content_list[].value": 30,
        "vertical_content_list[].title": 38,
        "vertical_content_list[].desc": 160,
        "jump_list[].title": 18,
        "button_list[].text": 10,
        "button_selection.option_list[].text": 16,
        "select_list[].option_list[].text": 16,
        "checkbox.option_list[].text": 17,
        "submit_button.text": 10,
    },
    "webhook": {
        "source.desc": 13,
        "main_title.title": 26,
        "main_title.desc": 30,
        "emphasis_content.title": 10,
        "emphasis_content.desc": 15,
        "sub_title_text": 112,
        "horizontal_content_list[].keyname": 5,
        "horizontal_content_list[].value": 26,
        "vertical_content_list[].title": 26,
        "vertical_content_list[].desc": 112,
        "jump_list[].title": 13,
    },
}
FITS_FORM = {
    "vote_interaction": {"main_title.title": 16, "main_title.desc": 160},
    "multiple_interaction": {"main_title.title": 36, "main_title.desc": 160},
}


def check_known(card: CardBody) -> None:
    """Raise 40058 for a field no template card has: most likely a misspelt one."""
    unknown = card.keys() - set().union(*PARTS.values()) or {path for path in _leaves(card, "") if path not in KNOWN}
    if unknown:
        raise Refusal(40058, f"unknown field {min(unknown)}")


def as_shown(card: CardBody, place: Place, report: Callable[[str, int, str], None]) -> CardBody:
    """Return the card as the screen shows it; `report(field, limit, text)` hears of everything that does not fit.

    A part that this type of card does not have is not shown at all (limit 0).
    """
    kind = card["card_type"]
    fits = FITS[place] | (FITS_FORM.get(kind, {}) if place == "app" else {})
    for part in card.keys() - PARTS[kind]:
        report(part, 0, str(card[part]))
    return {part: _cut(value, part, fits, report) for part, value in card.items() if part in PARTS[kind]}


def _cut(value: Any, path: str, fits: dict[str, int], report: Callable[[str, int, str], None]) -> Any:
    if isinstance(value, dict):
        return {key: _cut(item, f"{path}.{key}", fits, report) for key, item in value.items()}
    if isinstance(value, list):
        return [_cut(item, f"{path}[]", fits, report) for item in value]
    limit = fits.get(path)
    if limit is None or not isinstance(value, str) or len(value) <= limit:
        return value
    report(path, limit, value)
    return value[:limit] + "…"


def _leaves(value: Any, path: str) -> Iterator[str]:
    """Yield where the values stand, as `part.list[].name`."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, f"{path}[]")
    else:
        yield path
