"""A signer of buttons, and the proof that nothing of a card is lost on WeCom."""

from __future__ import annotations

from datetime import UTC, datetime

from cards import html
from cards.card import Card
from cards.field_text import MARKS
from cards.rendering import Rendering
from cards.token import signer
from tests.cards.random_cards import PAGES, seen, squeezed

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
SIGN = signer("c1", 3, datetime(2026, 12, 20, tzinfo=UTC), b"secret")


def check_nothing_lost(card: Card, rendering: Rendering) -> None:
    """Every word stands in the messages; what `lost` names stands on the page, and the messages link to it."""
    shown = seen(list(rendering.messages))
    page = squeezed(html.render(card, SIGN, "/press"))
    for field in card.fields:
        assert squeezed(field.label) in shown
        assert squeezed(field.value) in shown, (field, shown)
        assert not field.link or squeezed(field.link) in shown
        assert not field.colour or MARKS[field.colour] in shown
    for text in (card.title, card.subtitle, card.status, card.summary, card.quote, card.source):
        assert squeezed(text) in shown
    for action in (*card.actions, *card.menu):
        assert squeezed(action.label) in shown or action.label in rendering.lost
        assert not action.url or squeezed(action.url) in shown
        assert squeezed(action.label) in page
    for choice in card.choices:
        for option in choice.options:
            assert choice.label in rendering.lost or squeezed(option.text) in shown
            assert squeezed(option.text) in page
    assert not rendering.lost or squeezed(f"{PAGES}/cards/c1") in shown
