"""Draws a card as a Slack modal: the form for what does not fit into a message. Vendor page: Modals."""

from __future__ import annotations

from typing import Any

from cards.card import Action, Card
from cards.slack.blocks import HEADER, body, choice, source, typed, words
from cards.slack.text import plain_text
from cards.text_limits import cut
from cards.token import Sign

BLOCKS = 100
TITLE = 24


def render(card: Card, sign: Sign, submit: Action) -> dict[str, Any]:
    """Return the view for `views.open`. Sending it comes back as `submit`; errors go to block `input.{key}`."""
    asked = [block for entry in card.choices for block in choice(entry)]
    asked += [block for entry in card.inputs for block in typed(entry)]
    shown = [*words(card), *body(card)[:1], *source(card)]
    if TITLE < len(card.title) <= HEADER or not (shown or asked):
        shown.insert(0, {"type": "section", "text": plain_text(card.title or "表单")})
    return {
        "type": "modal",
        "callback_id": "card",
        "private_metadata": sign(submit.key),
        "title": plain_text(cut(card.title or "表单", TITLE)),
        "submit": plain_text(cut(submit.label, TITLE)),
        "close": plain_text("取消"),
        "blocks": [*shown[: max(0, BLOCKS - len(asked))], *asked][:BLOCKS],
    }
