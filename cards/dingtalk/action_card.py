"""Draws a card as DingTalk action card or markdown: for robots without our template, and for custom robots.

Vendor pages: 机器人发送消息的消息类型, 自定义机器人. Buttons only open pages; 15,000 bytes for a whole message.
"""

from __future__ import annotations

from typing import Any

from cards.card import Action, Card, Colour, Field
from cards.controls import callbacks, menu_callbacks, page_links
from cards.field_text import MARKS, NOTHING
from cards.markdown import link, plain, quoted
from cards.rendering import Rendering
from cards.text_limits import cut, split_bytes

BYTES = 15_000
TEXT_BYTES = 4_000
TITLE = 60
LABEL = 20
BUTTONS = 5
VIEW = "查看全部"
_COLOURS: dict[Colour, str] = {"red": "#FF3B30", "green": "#07C160", "yellow": "#FA9D3B", "blue": "#10AEFF"}


def render(card: Card) -> Rendering:
    """Return messages for the robot API; an action card has one to five buttons, the last message carries them."""
    parts, buttons = _parts(card)
    messages: list[dict[str, Any]] = [_sample_markdown(card, part) for part in parts[:-1]]
    if not buttons:
        return Rendering((*messages, _sample_markdown(card, parts[-1])), _lost(card))
    param: dict[str, Any] = {"title": _title(card), "text": parts[-1]}
    if len(buttons) == 1:
        param |= {"singleTitle": cut(buttons[0].label, LABEL), "singleURL": buttons[0].url}
        return Rendering((*messages, {"msgKey": "sampleActionCard", "msgParam": param}), _lost(card))
    for number, action in enumerate(buttons, 1):
        param |= {f"actionTitle{number}": cut(action.label, LABEL), f"actionURL{number}": action.url}
    return Rendering((*messages, {"msgKey": f"sampleActionCard{len(buttons)}", "msgParam": param}), _lost(card))


def render_robot(card: Card) -> Rendering:
    """Return messages for a custom robot's webhook."""
    parts, buttons = _parts(card)
    messages: list[dict[str, Any]] = [_markdown(card, part) for part in parts[:-1]]
    if not buttons:
        return Rendering((*messages, _markdown(card, parts[-1])), _lost(card))
    body: dict[str, Any] = {"title": _title(card), "text": parts[-1]}
    if len(buttons) == 1:
        body |= {"singleTitle": cut(buttons[0].label, LABEL), "singleURL": buttons[0].url}
    else:
        shown = [{"title": cut(action.label, LABEL), "actionURL": action.url} for action in buttons]
        body |= {"btnOrientation": "0", "btns": shown}
    return Rendering((*messages, {"msgtype": "actionCard", "actionCard": body}), _lost(card))


def _parts(card: Card) -> tuple[list[str], list[Action]]:
    links = [*page_links(card)]
    if card.link and (_lost(card) or not links):
        links.append(Action("view", VIEW, url=card.link))
    buttons = [action for action in links if len(action.label) <= LABEL and len(action.url or "") <= 1000][:BUTTONS]
    in_text = "\n\n".join(link(action.label, action.url or "") for action in links if action not in buttons)
    top = [plain(text) for text in (card.subtitle, card.source, card.status, card.summary) if text]
    blocks = [f"### {plain(card.title)}", *top, *map(_line, card.fields)]
    blocks += [quoted(card.quote)] if card.quote else []
    blocks += [f"![]({card.image})"] if card.image else []
    return split_bytes("\n\n".join([*blocks, card.body_md, in_text]), TEXT_BYTES), buttons


def _line(field: Field) -> str:
    value = field.value or NOTHING
    label = f"**{plain(field.label)}**：" if field.label else ""
    if field.link:
        mark = f"{MARKS[field.colour]} " if field.colour else ""
        return label + mark + link(value, field.link)
    shown = plain(value)
    return label + (f"<font color={_COLOURS[field.colour]}>{shown}</font>" if field.colour else shown)


def _lost(card: Card) -> tuple[str, ...]:
    asked = (*(choice.label for choice in card.choices), *(entry.label for entry in card.inputs))
    return (*asked, *(action.label for action in (*callbacks(card), *menu_callbacks(card))))


def _title(card: Card) -> str:
    return cut(card.title or "通知", TITLE)


def _sample_markdown(card: Card, text: str) -> dict[str, Any]:
    return {"msgKey": "sampleMarkdown", "msgParam": {"title": _title(card), "text": text}}


def _markdown(card: Card, text: str) -> dict[str, Any]:
    return {"msgtype": "markdown", "markdown": {"title": _title(card), "text": text}}
