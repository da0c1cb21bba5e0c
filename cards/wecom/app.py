"""Draws a card for the WeCom self-built app and, within tighter limits, for the intelligent robot.

Vendor pages: 模板卡片消息, 更新模版卡片消息. WeCom cards have no text input: a card that asks for words offers its
page and says that a reply in the chat does as well.
"""

from __future__ import annotations

from typing import Any

from cards.card import Action, Card
from cards.controls import callbacks, primary
from cards.markdown import link
from cards.rendering import Rendering
from cards.text_limits import cut
from cards.token import Sign
from cards.wecom.buttons import FULL_VIEW, Row, action_menu, arrange, button, full_labels
from cards.wecom.choices import Asked, drop_down, form_card, full_texts, sort_out, tick_card
from cards.wecom.limits import APP, BUTTON_TEXT, JUMPS, QUOTE, Limits
from cards.wecom.text import Layout, head, lay_out, markdown_messages, titled

REPLY_HINT = "也可以直接回复要改的内容"
_CONTENT = {"sub_title_text", "horizontal_content_list", "quote_area", "action_menu", "jump_list", "button_list"}


def render(card: Card, sign: Sign, limits: Limits = APP) -> Rendering:
    """Return markdown messages, then cards; the card with the buttons is the last one.

    Ticks and groups of drop-downs come on cards of their own, whose submit button is the primary action.
    """
    asked = sort_out(card)
    row = _row(card, asked, limits)
    layout = lay_out(card, limits, _notes(card, asked, row, limits))
    main = _main(card, asked, row, layout, sign, limits)
    if main is None:
        layout = lay_out(card, limits, _notes(card, asked, row, limits), quote_fits=False)
        layout = _all_in_markdown(layout, row)
    elif main["card_type"] == "button_interaction":
        layout = _with_links(layout, row.links)
    else:
        layout = _with_links(layout, row.links[JUMPS:])
    asking = _asking(card, asked, sign, limits)
    cards = [*_picture(card, limits), *_in_order(main, asking)]
    drawn = [{"msgtype": "template_card", "template_card": part} for part in _numbered(card, cards)]
    messages = (*markdown_messages(card, layout, limits), *drawn)
    if not messages:
        messages = ({"msgtype": "markdown", "markdown": {"content": titled(card, limits)}},)
    return Rendering(messages, _lost(asked, row))


def render_update(card: Card, sign: Sign, limits: Limits = APP) -> dict[str, Any]:
    """Return the `template_card` of this state for `update_template_card`: one card, so long words stay on the page."""
    asked = sort_out(card)
    row = _row(card, asked, limits)
    layout = lay_out(card, limits, _notes(card, asked, row, limits))
    if layout.markdown and FULL_VIEW not in {action.label for action in (*row.buttons, *row.links)}:
        row = arrange(card, _beside_buttons(card, asked), limits, full_view=True)
    main = _main(card, asked, row, layout, sign, limits) or _greyed(card, layout, sign, limits)
    return _numbered(card, [main])[0]


def _row(card: Card, asked: Asked, limits: Limits) -> Row:
    pressed = _beside_buttons(card, asked)
    row = arrange(card, pressed, limits, full_view=False)
    return arrange(card, pressed, limits, full_view=True) if _lost(asked, row) else row


def _beside_buttons(card: Card, asked: Asked) -> tuple[Action, ...]:
    pressed = callbacks(card)
    if asked.beside or not (asked.form or asked.ticks):
        return pressed
    submit = primary(pressed)
    return tuple(action for action in pressed if action is not submit)


def _notes(card: Card, asked: Asked, row: Row, limits: Limits) -> list[str]:
    notes = [*full_texts(asked, limits), *full_labels(row, limits)]
    submit = primary(callbacks(card)) if asked.form or asked.ticks else None
    if submit and submit not in row.buttons and len(submit.label) > BUTTON_TEXT:
        notes.append(f"按钮：{submit.label}")
    if card.inputs:
        shown = {field.label for field in card.fields}
        wanted = [entry for entry in card.inputs if entry.label not in shown]
        told = "、".join(entry.label + (f"（{entry.initial}）" if entry.initial else "") for entry in wanted)
        notes += [f"可填写：{told}", REPLY_HINT] if wanted else [REPLY_HINT]
    return notes


def _main(card: Card, asked: Asked, row: Row, layout: Layout, sign: Sign, limits: Limits) -> dict[str, Any] | None:
    parts = head(card, limits)
    if layout.text:
        parts["sub_title_text"] = layout.text
    if layout.rows:
        parts["horizontal_content_list"] = list(layout.rows)
    if card.quote and len(card.quote) <= QUOTE:
        parts["quote_area"] = {"type": 0, "quote_text": card.quote}
    parts |= action_menu(row.menu, sign)
    page = _page(card)
    if row.buttons:
        if asked.beside:
            parts["button_selection"] = drop_down(asked.beside, limits.option)
        if page:
            parts["card_action"] = {"type": 1, "url": page}
        return {"card_type": "button_interaction", **parts, "button_list": [button(a, sign) for a in row.buttons]}
    if not page:
        return None
    jumps = [{"type": 1, "title": cut(a.label, limits.jump), "url": a.url} for a in row.links[:JUMPS]]
    if jumps:
        parts["jump_list"] = jumps
    return {"card_type": "text_notice", **parts, "card_action": {"type": 1, "url": page}}


def _greyed(card: Card, layout: Layout, sign: Sign, limits: Limits) -> dict[str, Any]:
    """Without any page to open a notice is not allowed; a button that cannot be pressed says the status."""
    status = card.status or "已处理"
    parts = head(card, limits) | {"sub_title_text": layout.text or status}
    if layout.rows:
        parts["horizontal_content_list"] = list(layout.rows)
    shown = button(Action("done", status), sign)
    return {"card_type": "button_interaction", **parts, "button_list": [shown], "replace_text": cut(status, 10)}


def _asking(card: Card, asked: Asked, sign: Sign, limits: Limits) -> list[dict[str, Any]]:
    submit = primary(callbacks(card))
    if submit is None:
        return []
    forms = [form_card(card, asked.form, submit, sign, limits)] if asked.form else []
    return forms + [tick_card(card, choice, submit, sign, limits) for choice in asked.ticks]


def _in_order(main: dict[str, Any] | None, asking: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if main is None or (asking and not _says_more(main, asking)):
        return asking
    return [*asking, main] if main["card_type"] == "button_interaction" else [main, *asking]


def _says_more(main: dict[str, Any], asking: list[dict[str, Any]]) -> bool:
    """Ticks show the title only; a form shows the subtitle as well."""
    told = any(part["main_title"].get("desc") == main["main_title"].get("desc", "") for part in asking)
    return bool(_CONTENT & main.keys()) or ("desc" in main["main_title"] and not told)


def _picture(card: Card, limits: Limits) -> list[dict[str, Any]]:
    if not card.image:
        return []
    notice = {"card_type": "news_notice", **head(card, limits), "card_image": {"url": card.image, "aspect_ratio": 1.3}}
    return [{**notice, "card_action": {"type": 1, "url": card.link or card.image}}]


def _numbered(card: Card, cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the last card the plain id: it is the one whose press changes the card. A menu needs an id as well."""
    task = f"{card.id}@v{card.rev}"
    first = [{**part, "task_id": f"{task}-menu"} if "action_menu" in part else part for part in cards[:-1]]
    return [*first, {**cards[-1], "task_id": task}] if cards else []


def _page(card: Card) -> str | None:
    urls = [card.link, *(action.url for action in (*card.actions, *card.menu)), *(field.link for field in card.fields)]
    return next((url for url in urls if url), None)


def _with_links(layout: Layout, links: tuple[Action, ...]) -> Layout:
    lines = "\n".join(link(action.label, action.url or "") for action in links)
    return Layout(layout.rows, layout.text, "\n\n".join(part for part in (layout.markdown, lines) if part))


def _all_in_markdown(layout: Layout, row: Row) -> Layout:
    rows = "\n".join(f"{entry['keyname']}：{entry['value']}" for entry in layout.rows)
    parts = (layout.text, rows, layout.markdown)
    return _with_links(Layout((), "", "\n\n".join(part for part in parts if part)), row.links)


def _lost(asked: Asked, row: Row) -> tuple[str, ...]:
    return (*(choice.label for choice in asked.lost), *(action.label for action in row.lost))
