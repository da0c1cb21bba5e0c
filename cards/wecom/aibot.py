"""Draws a card for the WeCom intelligent robot: the app's drawing within the robot's limits, no page buttons."""

from __future__ import annotations

from typing import Any

from cards.card import Card
from cards.rendering import Rendering
from cards.token import Sign
from cards.wecom import app as wecom_app
from cards.wecom.limits import AIBOT


def render(card: Card, sign: Sign) -> Rendering:
    """Return markdown and template-card messages for `aibot_respond_msg` and `aibot_send_msg`."""
    return wecom_app.render(card, sign, AIBOT)


def render_update(card: Card, sign: Sign) -> dict[str, Any]:
    """Return the card for `aibot_respond_update_msg`, which must reach WeCom within 5 s of the press."""
    return wecom_app.render_update(card, sign, AIBOT)
