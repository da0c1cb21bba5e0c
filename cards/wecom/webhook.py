"""Draws a card for a WeCom group webhook: notices only, nothing comes back, twenty messages a minute.

Vendor page: 消息推送配置说明. A digest comes out as one message, because one split in two is not read.
"""

from __future__ import annotations

from typing import Any

from cards.card import Action, Card, Field
from cards.controls import callbacks, menu_callbacks, page_links
from cards.markdown import link, plain, quoted
from cards.rendering import Rendering
from cards.text_limits import cut, split_bytes
from cards.wecom.buttons import FULL_VIEW
from cards.wecom.limits import JUMPS, QUOTE, ROWS, WEBHOOK
from cards.wecom.text import fill, head, line, linked_line, overlong, row


def render(card: Card) -> Rendering:
    """Return one `text_notice` when every word and link fits, otherwise markdown messages with links in the text."""
    lost = _lost(card)
    links = [*page_links(card), *([Action("view", FULL_VIEW, url=card.link)] if lost and card.link else [])]
    notice = _notice(card, links)
    if notice is None:
        text = _markdown(card, links)
        parts = split_bytes(text, WEBHOOK.markdown_bytes)
        return Rendering(
            (*_picture(card), *({"msgtype": "markdown", "markdown": {"content": part}} for part in parts)), lost
        )
    return Rendering((*_picture(card), {"msgtype": "template_card", "template_card": notice}), lost)


def _lost(card: Card) -> tuple[str, ...]:
    asked = (*(choice.label for choice in card.choices), *(entry.label for entry in card.inputs))
    return (*asked, *(action.label for action in (*callbacks(card), *menu_callbacks(card))))


def _notice(card: Card, links: list[Action]) -> dict[str, Any] | None:
    """Return the card, or None when it would lose something.

    Lines that do not fit under the title stand in the quotation, for which the vendor names no limit. Links stand
    in rows if all of them fit there, so that a digest is not shown half this way and half that way.
    """
    linked = [field for field in card.fields if field.link]
    in_rows = len(card.fields) <= ROWS and all(row(field, WEBHOOK) for field in linked)
    rows, lines, jumps = _place(card, in_rows)
    text, rest = fill([*overlong(card, WEBHOOK), *lines], WEBHOOK.text)
    quote = "\n".join(rest) or card.quote
    titles = _titles([*jumps, *links])
    page = card.link or next((url for url in (*(f.link for f in linked), *(a.url for a in links))), None)
    full = (rest and card.quote) or len(quote) > QUOTE or len(titles) > JUMPS
    if full or not page or card.body_md or any(len(action.label) > WEBHOOK.jump for action in links):
        return None
    parts: dict[str, Any] = {
        "sub_title_text": text,
        "horizontal_content_list": rows,
        "quote_area": {"type": 0, "quote_text": quote} if quote else {},
        "jump_list": [{"type": 1, "title": title, "url": url} for title, url in titles],
    }
    shown = {name: part for name, part in parts.items() if part}
    return {"card_type": "text_notice", **head(card, WEBHOOK), **shown, "card_action": {"type": 1, "url": page}}


def _place(card: Card, in_rows: bool) -> tuple[list[dict[str, Any]], list[str], list[Action]]:
    rows: list[dict[str, Any]] = []
    lines, jumps = [], []
    for field in card.fields:
        fitting = row(field, WEBHOOK) if len(rows) < ROWS and (in_rows or not field.link) else None
        if fitting:
            rows.append(fitting)
            continue
        lines.append(line(field))
        if field.link:
            jumps.append(Action("open", field.label or "打开", url=field.link))
    return rows, lines, jumps


def _titles(jumps: list[Action]) -> list[tuple[str, str]]:
    """Return short titles; when cutting makes two alike, their order tells them apart."""
    short = [cut(action.label, WEBHOOK.jump) for action in jumps]
    if len(set(short)) < len(short):
        short = [cut(f"{number} {action.label}", WEBHOOK.jump) for number, action in enumerate(jumps, 1)]
    return [(title, action.url or "") for title, action in zip(short, jumps, strict=True)]


def _markdown(card: Card, links: list[Action]) -> str:
    top = [f"**{plain(card.title or '通知')}**", *map(plain, (card.subtitle, card.source, card.status, card.summary))]
    blocks = [
        "\n".join(part for part in top if part),
        "\n".join(map(_lead_line, card.fields)),
        quoted(card.quote),
        card.body_md,
        "\n".join(link(action.label, action.url or "") for action in links),
    ]
    return "\n\n".join(block for block in blocks if block.strip())


def _lead_line(field: Field) -> str:
    """The label of a linked field is its name here: `[云杉样例](url)：…` is what people tap."""
    if not field.link or not field.label:
        return linked_line(field)
    return f"{link(field.label, field.link)}：{plain(line(Field('', field.value, colour=field.colour)))}"


def _picture(card: Card) -> tuple[dict[str, Any], ...]:
    if not card.image:
        return ()
    parts = {**head(card, WEBHOOK), "card_image": {"url": card.image, "aspect_ratio": 1.3}}
    action = {"type": 1, "url": card.link or card.image}
    return (
        {"msgtype": "template_card", "template_card": {"card_type": "news_notice", **parts, "card_action": action}},
    )
