"""Draws a card as the variables of our one DingTalk template (`config/dingtalk_card_template.json`).

Vendor pages: 创建并投放卡片, 更新卡片. Every value is a string of at most 1024 bytes, lists are JSON in a string. All
variables are always given, empty ones too: an update by key then leaves nothing old behind.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from cards.card import Action, Card, Choice, Colour, Field, Input, InputKind, Style
from cards.controls import callbacks, menu_callbacks, page_links
from cards.markdown import plain, quoted
from cards.rendering import Rendering
from cards.text_limits import cut_bytes, size, split_bytes
from cards.token import Sign

BYTES = 1024
MARKDOWN = tuple(f"markdown{number}" for number in range(1, 9))
FIELDS = ("fields", "fields2", "fields3")
FORM = ("form", "form2", "form3")
BUTTONS = ("buttons", "buttons2", "buttons3")
VARIABLES = ("title", "subtitle", "status", *MARKDOWN, *FIELDS, "image", *FORM, *BUTTONS, "locked", "link")

Entry = dict[str, Any]
_KINDS: dict[InputKind, str] = {"text": "TEXT", "area": "TEXT_AREA", "number": "NUMBER", "date": "DATE"}
_BUTTON_COLOURS: dict[Style, str] = {"primary": "blue", "default": "gray", "danger": "red"}


def render(card: Card, sign: Sign) -> Rendering:
    """Return one message `{"cardParamMap": …}`. What has no room is named in `lost` and `查看全部` is put in."""
    fields, long_fields = _pack([_field(field) for field in card.fields], FIELDS)
    form, lost_form = _pack([*map(_choice, card.choices), *map(_input, card.inputs)], FORM)
    markdown, cut_off = _markdown(card, long_fields)
    lost = [str(entry["label"]) for entry in lost_form] + (["正文"] if cut_off else [])
    lost += ["图片"] if card.image and size(card.image) > BYTES else []
    buttons, lost_buttons = _buttons(card, sign, bool(lost))
    lost += lost_buttons
    texts = {
        "title": cut_bytes(card.title, BYTES),
        "subtitle": cut_bytes(card.subtitle, BYTES),
        "status": cut_bytes(card.status, BYTES),
        "image": card.image if card.image and size(card.image) <= BYTES else "",
        "locked": "true" if card.done else "false",
        "link": card.link or "",
    }
    values = {**texts, **markdown, **fields, **form, **buttons}
    return Rendering(({"cardParamMap": {name: values[name] for name in VARIABLES}},), tuple(lost))


def _markdown(card: Card, long_fields: Sequence[Entry]) -> tuple[dict[str, str], bool]:
    blocks = [plain(text) for text in (card.title, card.subtitle, card.status) if size(text) > BYTES]
    blocks += [plain(text) for text in (card.source, card.summary) if text]
    blocks += [quoted(card.quote)] if card.quote else []
    blocks += [_long_field(entry) for entry in long_fields]
    parts = split_bytes("\n\n".join([*blocks, card.body_md]), BYTES)
    room = len(MARKDOWN)
    return dict(zip(MARKDOWN, [*parts[:room], *[""] * room], strict=False)), len(parts) > room


def _long_field(entry: Entry) -> str:
    text = f"{plain(entry['k'])}：{plain(entry['v'])}"
    return f"{text}\n[打开]({entry['url']})" if "url" in entry else text


def _field(field: Field) -> Entry:
    colour: Colour | None = field.colour
    return {"k": field.label, "v": field.value} | _given("color", colour) | _given("url", field.link)


def _choice(choice: Choice) -> Entry:
    chosen = [option.id for option in choice.options if option.id in choice.selected]
    return {
        "name": choice.key,
        "label": choice.label,
        "type": "MULTI_SELECT" if choice.multi else "SELECT",
        "required": False,
        "defaultValue": chosen if choice.multi else "".join(chosen[:1]),
        "options": [{"value": option.id, "text": option.text} for option in choice.options],
    }


def _input(entry: Input) -> Entry:
    return {
        "name": entry.key,
        "label": entry.label,
        "type": _KINDS[entry.kind],
        "required": entry.required,
        "defaultValue": entry.initial,
    }


def _buttons(card: Card, sign: Sign, needs_page: bool) -> tuple[dict[str, str], list[str]]:
    """Return the button variables and the labels that found no room. The link to the page always finds room."""
    actions = [*callbacks(card), *page_links(card), *menu_callbacks(card)]
    view = [_button(Action("view", "查看全部", url=card.link), sign)] if card.link else []
    drawn = [_button(action, sign) for action in actions]
    packed, lost = _pack(drawn, BUTTONS)
    if not lost and not needs_page:
        return packed, []
    for kept in range(len(drawn), -1, -1):
        packed, lost = _pack(drawn[:kept] + view, BUTTONS)
        if not any(entry in lost for entry in view):
            break
    missing = [*(entry for entry in lost if entry not in view), *drawn[kept:]]
    return packed, [str(entry["text"]) for entry in missing]


def _button(action: Action, sign: Sign) -> Entry:
    shown = {"text": action.label, "color": _BUTTON_COLOURS[action.style]}
    if action.url is not None:
        return {**shown, "url": action.url}
    return {**shown, "id": action.key, "token": sign(action.key)}


def _pack(entries: Sequence[Entry], names: Sequence[str]) -> tuple[dict[str, str], list[Entry]]:
    """Fill the variables in order with as many entries as fit; return those that did not."""
    packed: list[list[Entry]] = [[] for _ in names]
    left, number = [], 0
    for entry in entries:
        if size(_json([entry])) > BYTES:
            left.append(entry)
            continue
        while number < len(names) and size(_json([*packed[number], entry])) > BYTES:
            number += 1
        if number < len(names):
            packed[number].append(entry)
        else:
            left.append(entry)
    return {name: _json(part) for name, part in zip(names, packed, strict=True)}, left


def _given(name: str, value: str | None) -> Entry:
    return {name: value} if value else {}


def _json(value: list[Entry]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
