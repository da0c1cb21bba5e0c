"""What on a card can be pressed, in the terms every renderer needs."""

from __future__ import annotations

from cards.card import Action, Card

SUBMIT = Action("submit", "提交", "primary")
OPEN_FORM = Action("open_form", "修改")


def callbacks(card: Card) -> tuple[Action, ...]:
    """Return the buttons that come back to us. A card that asks something but has none gets `提交`."""
    pressed = tuple(action for action in card.actions if action.url is None)
    if not pressed and (card.choices or card.inputs) and not card.done:
        return (SUBMIT,)
    return pressed


def page_links(card: Card) -> tuple[Action, ...]:
    """Return the buttons and menu entries that only open a page."""
    return tuple(action for action in (*card.actions, *card.menu) if action.url is not None)


def menu_callbacks(card: Card) -> tuple[Action, ...]:
    """Return the menu entries that come back to us."""
    return tuple(action for action in card.menu if action.url is None)


def primary(actions: tuple[Action, ...]) -> Action | None:
    """Return the action that sends what was chosen: the first primary one, else the first, else nothing."""
    return next((action for action in actions if action.style == "primary"), actions[0] if actions else None)
