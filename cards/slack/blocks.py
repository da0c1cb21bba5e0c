"""The parts of a card as Slack blocks, for messages and modals alike. Vendor page: Block Kit reference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from cards.card import Card, Choice, Field, Input
from cards.field_text import shown_value
from cards.slack.text import SECTION, escape, link, mrkdwn, plain_text, split_escaped
from cards.text_limits import cut

HEADER = 150
FIELDS = 10
FIELD = 2000
OPTION_TEXT = 75
OPTION_VALUE = 150
OPTIONS = 100
CHECKBOXES = 10
LABEL = 2000
QUOTE = 900
TYPED = 3000
URL = 3000
MARKDOWN = 12_000

Block = dict[str, Any]


def words(card: Card) -> list[Block]:
    """Return everything to read between the title and the questions."""
    top = "\n".join(text for text in (card.status, card.subtitle, card.summary) if text)
    if len(card.title) > HEADER:
        top = f"{card.title}\n{top}"
    blocks = [*_sections(top), *fields(card.fields)]
    blocks += [
        _section("\n".join(f"> {line}" for line in part.split("\n"))) for part in split_escaped(card.quote, QUOTE)
    ]
    if card.image and len(card.image) <= URL:
        blocks.append({"type": "image", "image_url": card.image, "alt_text": cut(card.title or "图片", 2000)})
    return blocks


def source(card: Card) -> list[Block]:
    """Return the small line that says where the card comes from."""
    return [{"type": "context", "elements": [mrkdwn(part)]} for part in split_escaped(card.source)]


def fields(entries: Sequence[Field]) -> list[Block]:
    """Return sections of at most ten short fields, a section of its own for each long one."""
    blocks: list[Block] = []
    for entry in entries:
        text = _field(entry)
        if text is None:
            blocks += _long_field(entry)
        elif blocks and len(blocks[-1].get("fields", ())) in range(1, FIELDS):
            blocks[-1]["fields"].append(mrkdwn(text))
        else:
            blocks.append({"type": "section", "fields": [mrkdwn(text)]})
    return blocks


def body(card: Card) -> list[Block]:
    """Return the markdown body in blocks of at most 12,000 characters, which is also the limit for one message."""
    text = card.body_md.strip()
    return [{"type": "markdown", "text": text[at : at + MARKDOWN]} for at in range(0, len(text), MARKDOWN)]


def choice(entry: Choice) -> list[Block]:
    """Return the question with its options in full, or nothing when Slack cannot carry it."""
    if not entry.options or len(entry.options) > OPTIONS * OPTIONS or len(entry.key) > 240:
        return []
    if any(len(option.id) > OPTION_VALUE for option in entry.options):
        return []
    options = _options(entry)
    chosen = [shown for shown in options if shown["value"] in entry.selected]
    element: Block = {"action_id": entry.key}
    if entry.multi:
        boxes = len(options) <= CHECKBOXES
        element |= {"type": "checkboxes" if boxes else "multi_static_select"}
        element |= {"initial_options": chosen} if chosen else {}
    else:
        element |= {"type": "static_select"}
        element |= {"initial_option": chosen[0]} if chosen else {}
    asked = {**element, **_listed(options), **_placeholder(element)}
    block = {"type": "input", "block_id": f"choice.{entry.key}", "optional": True, "element": asked}
    return [*_spelled(entry), {**block, "label": plain_text(cut(entry.label or "请选择", LABEL))}]


def typed(entry: Input) -> list[Block]:
    """Return the input block, with its first value spelled out before it when it is too long to stand inside."""
    element: Block = {"type": "plain_text_input", "action_id": entry.key}
    if entry.kind == "number":
        element |= {"type": "number_input", "is_decimal_allowed": True}
        element |= (
            {"initial_value": entry.initial} if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", entry.initial) else {}
        )
    elif entry.kind == "date":
        element |= {"type": "datepicker"}
        element |= {"initial_date": entry.initial} if _is_date(entry.initial) else {}
    else:
        element |= {"multiline": entry.kind == "area", "max_length": TYPED}
        element |= {"initial_value": entry.initial} if 0 < len(entry.initial) <= TYPED else {}
    kept = {"initial_value", "initial_date"} & element.keys()
    shown = [] if kept or not entry.initial else _sections(f"{entry.label}：{entry.initial}")
    block = {"type": "input", "block_id": f"input.{entry.key}", "optional": not entry.required, "element": element}
    return [*shown, {**block, "label": plain_text(cut(entry.label or "请填写", LABEL))}]


def _sections(text: str) -> list[Block]:
    return [_section(part) for part in split_escaped(text)]


def _section(text: str) -> Block:
    return {"type": "section", "text": mrkdwn(text)}


def _field(entry: Field) -> str | None:
    value = shown_value(entry)
    shown = link(value.replace("\n", " "), entry.link) if entry.link else escape(value)
    text = f"*{escape(entry.label)}*\n{shown}" if entry.label.strip() else shown
    return text if len(text) <= FIELD else None


def _long_field(entry: Field) -> list[Block]:
    blocks = _sections(f"{entry.label}：{shown_value(entry)}")
    if entry.link and len(opened := link("打开", entry.link)) <= SECTION:
        blocks.append(_section(opened))
    return blocks


def _options(entry: Choice) -> list[Block]:
    texts = [option.text for option in entry.options]
    if any(len(text) > OPTION_TEXT or not text for text in texts):
        texts = [cut(f"{number} {text}", OPTION_TEXT) for number, text in enumerate(texts, 1)]
    return [{"text": plain_text(t), "value": o.id} for t, o in zip(texts, entry.options, strict=True)]


def _listed(options: list[Block]) -> Block:
    if len(options) <= OPTIONS:
        return {"options": options}
    groups = [options[at : at + OPTIONS] for at in range(0, len(options), OPTIONS)]
    labelled = enumerate(groups)
    return {
        "option_groups": [
            {"label": plain_text(f"第 {n * OPTIONS + 1} 到 {n * OPTIONS + len(group)} 项"), "options": group}
            for n, group in labelled
        ]
    }


def _placeholder(element: Block) -> Block:
    return {} if element["type"] == "checkboxes" else {"placeholder": plain_text("请选择")}


def _spelled(entry: Choice) -> list[Block]:
    if all(len(option.text) <= OPTION_TEXT for option in entry.options):
        return []
    lines = (f"{number} {option.text}" for number, option in enumerate(entry.options, 1))
    return _sections("\n".join((f"{entry.label}：", *lines)))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) is not None
