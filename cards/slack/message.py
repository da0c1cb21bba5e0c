"""Draws a card as Slack messages. Vendor pages: Block Kit reference, chat.postMessage."""

from __future__ import annotations

from typing import Any

from cards.card import Card
from cards.rendering import Rendering
from cards.slack.blocks import HEADER, URL, Block, body, choice, source, typed, words
from cards.slack.buttons import INPUTS, actions
from cards.slack.text import plain_text, split_escaped
from cards.text_limits import cut
from cards.token import Sign

BLOCKS = 50
FALLBACK = 1000


def render(card: Card, sign: Sign) -> Rendering:
    """Return messages `{"text", "blocks"}`, normally one; of more than fifty blocks the questions come last.

    More than three inputs do not stand in the chat: a button with the key `open_form` asks for the modal.
    """
    header = {"type": "header", "text": plain_text(cut(card.title or "通知", HEADER))}
    asked, lost = _questions(card)
    buttons = actions(card, bool(lost), sign)
    room = BLOCKS - 1 - len(buttons)
    if len(asked) > room:
        lost = (*lost, "更多问题")
        buttons = actions(card, True, sign)
        asked = asked[: BLOCKS - 1 - len(buttons)]
    shown = [*words(card), *_menu_texts(card), *source(card)]
    last = [*asked, *buttons]
    pages = _pages(header, shown, body(card), last)
    return Rendering(tuple({"text": _fallback(card), "blocks": page} for page in pages), lost)


def _questions(card: Card) -> tuple[list[Block], tuple[str, ...]]:
    blocks: list[Block] = []
    lost: list[str] = []
    for entry in card.choices:
        drawn = choice(entry)
        blocks += drawn
        lost += [] if drawn else [entry.label]
    if len(card.inputs) <= INPUTS:
        blocks += [block for entry in card.inputs for block in typed(entry)]
    lost += ["图片"] if card.image and len(card.image) > URL else []
    links = [*card.actions, *card.menu]
    lost += [action.label for action in links if action.url and len(action.url) > URL]
    return blocks, tuple(lost)


def _pages(header: Block, shown: list[Block], bodies: list[Block], last: list[Block]) -> list[list[Block]]:
    """Return the blocks of each message; the last one has all questions and buttons and at most one body block."""
    if len(bodies) <= 1 and 1 + len(shown) + len(bodies) + len(last) <= BLOCKS:
        return [[header, *shown, *bodies, *last]]
    head = [header, *shown]
    before = [head[at : at + BLOCKS] for at in range(0, len(head), BLOCKS)]
    return [*before, *([block] for block in bodies), *([[header, *last]] if last else [])]


def _menu_texts(card: Card) -> list[dict[str, Any]]:
    """Return the labels that are cut on their buttons, in full."""
    lines = "\n".join(f"按钮：{action.label}" for action in (*card.actions, *card.menu) if len(action.label) > 75)
    return [{"type": "section", "text": {"type": "mrkdwn", "text": part}} for part in split_escaped(lines)]


def _fallback(card: Card) -> str:
    """Return what notifications show."""
    told = card.status or card.summary or card.subtitle
    return cut(f"{card.title}：{told}" if told else card.title or "通知", FALLBACK)
