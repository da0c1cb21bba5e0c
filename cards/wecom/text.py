"""Lays the words of a card out for WeCom: labelled rows on the card, lines under them, the rest as markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cards.card import Card, Field
from cards.field_text import shown_value
from cards.markdown import link, plain, quoted
from cards.text_limits import cut, split_bytes
from cards.wecom.limits import LABEL, QUOTE, ROWS, Limits


@dataclass(frozen=True, slots=True)
class Layout:
    """`rows` and `text` stand on the card, `markdown` goes out in messages before it."""

    rows: tuple[dict[str, Any], ...]
    text: str
    markdown: str


def line(field: Field) -> str:
    """Return `标签：值`."""
    return f"{field.label}：{shown_value(field)}" if field.label else shown_value(field)


def linked_line(field: Field) -> str:
    """Return `标签：[值](url)`, or `标签：值` for markdown when the field opens nothing."""
    if not field.link:
        return plain(line(field))
    return (f"{plain(field.label)}：" if field.label else "") + link(shown_value(field), field.link)


def head(card: Card, limits: Limits) -> dict[str, Any]:
    """Return `source` and `main_title`. What does not fit is repeated in full by `lay_out`."""
    title: dict[str, Any] = {"title": cut(card.title or "通知", limits.title)}
    if card.subtitle:
        title["desc"] = cut(card.subtitle, limits.desc)
    parts: dict[str, Any] = {"main_title": title}
    if card.source:
        parts["source"] = {"desc": cut(card.source, limits.source)}
    return parts


def lay_out(card: Card, limits: Limits, extra: Sequence[str] = (), quote_fits: bool = True) -> Layout:
    """Place every word of the card. `extra` are lines about its buttons. Lines keep their order across the border."""
    rows: list[dict[str, Any]] = []
    lines, linked = overlong(card, limits), []
    for field in card.fields:
        if len(rows) < ROWS and (fitting := row(field, limits)):
            rows.append(fitting)
        elif field.link:
            linked.append(linked_line(field))
        else:
            lines.append(line(field))
    lines += extra
    text, rest = fill(lines, limits.text)
    blocks = ["\n".join(map(plain, rest)), "\n".join(linked), card.body_md]
    if card.quote and not (quote_fits and len(card.quote) <= QUOTE):
        blocks.insert(0, quoted(card.quote))
    return Layout(tuple(rows), text, "\n\n".join(block for block in blocks if block.strip()))


def titled(card: Card, limits: Limits) -> str:
    """Return the heading of a markdown message."""
    return f"**{plain(cut(card.title or '通知', limits.title))}**"


def markdown_messages(card: Card, layout: Layout, limits: Limits) -> list[dict[str, Any]]:
    """Return what does not stand on the card as markdown messages, headed by the card's title."""
    parts = split_bytes(
        f"{titled(card, limits)}\n\n{layout.markdown}" if layout.markdown else "", limits.markdown_bytes
    )
    return [{"msgtype": "markdown", "markdown": {"content": part}} for part in parts]


def overlong(card: Card, limits: Limits) -> list[str]:
    """Return the lines under the title: status, what the head cuts, summary."""
    lines = [card.status] if card.status else []
    for text, room in ((card.title, limits.title), (card.subtitle, limits.desc), (card.source, limits.source)):
        if len(text) > room:
            lines.append(text)
    return [*lines, card.summary] if card.summary else lines


def row(field: Field, limits: Limits) -> dict[str, Any] | None:
    """Return an entry of `horizontal_content_list`, or None when label or value would be cut."""
    value = shown_value(field)
    if not field.label.strip() or len(field.label) > LABEL or len(value) > limits.value or "\n" in value:
        return None
    shown: dict[str, Any] = {"keyname": field.label, "value": value}
    return {**shown, "type": 1, "url": field.link} if field.link else shown


def fill(lines: list[str], room: int) -> tuple[str, list[str]]:
    """Return the first lines that fit together into `room` characters, and the lines after them."""
    text = ""
    for number, following in enumerate(lines):
        longer = f"{text}\n{following}" if text else following
        if len(longer) > room:
            return text, lines[number:]
        text = longer
    return text, []
