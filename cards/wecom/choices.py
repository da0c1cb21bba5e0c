"""Drop-downs and ticks on WeCom: which card carries which choice, and what no card can carry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from cards.card import Action, Card, Choice
from cards.text_limits import cut, size
from cards.token import Sign
from cards.wecom.limits import BUTTON_TEXT, SELECT_OPTIONS, SELECTS, TICKS, Limits
from cards.wecom.text import head


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the choices of a card go. `beside` stands with the buttons, `form` on one card with its own submit
    button, each of `ticks` on a card of its own, `lost` only on the card's page."""

    beside: Choice | None
    form: tuple[Choice, ...]
    ticks: tuple[Choice, ...]
    lost: tuple[Choice, ...]


def sort_out(card: Card) -> Asked:
    """Decide by number and size: one drop-down goes with the buttons, two or three form a card."""
    fitting = [c for c in card.choices if c.options and len(c.options) <= TICKS and _ids_fit(c)]
    single = [c for c in fitting if not c.multi and len(c.options) <= SELECT_OPTIONS]
    ticks = tuple(c for c in fitting if c not in single)
    kept = single[:SELECTS]
    lost = tuple(c for c in card.choices if c not in kept and c not in ticks)
    if len(kept) == 1:
        return Asked(kept[0], (), ticks, lost)
    return Asked(None, tuple(kept), ticks, lost)


def drop_down(choice: Choice, room: int) -> dict[str, Any]:
    """Return a `button_selection` or an entry of `select_list`."""
    options = [{"id": o.id, "text": text} for o, text in zip(choice.options, _texts(choice, room), strict=True)]
    chosen = [o.id for o in choice.options if o.id in choice.selected]
    parts = {"question_key": choice.key, "title": choice.label, "option_list": options}
    return {**parts, "selected_id": chosen[0]} if chosen else parts


def form_card(card: Card, choices: tuple[Choice, ...], submit: Action, sign: Sign, limits: Limits) -> dict[str, Any]:
    """Return the `multiple_interaction` card for two or three drop-downs."""
    title = {"title": cut(card.title or "通知", limits.title), "desc": cut(card.subtitle, limits.form_desc)}
    return {
        **head(card, limits),
        "card_type": "multiple_interaction",
        "main_title": title,
        "task_id": f"{card.id}@v{card.rev}-form",
        "select_list": [drop_down(choice, limits.option) for choice in choices],
        "submit_button": {"text": cut(submit.label, BUTTON_TEXT), "key": sign(submit.key)},
    }


def tick_card(card: Card, choice: Choice, submit: Action, sign: Sign, limits: Limits) -> dict[str, Any]:
    """Return the `vote_interaction` card for ticks, or for a drop-down too long for the other cards."""
    texts = _texts(choice, limits.tick)
    title = {"title": cut(choice.label or "请选择", limits.vote_title), "desc": cut(card.title, limits.form_desc)}
    suffix = choice.key if re.fullmatch(r"[0-9A-Za-z_\-@]{1,40}", choice.key) else str(card.choices.index(choice))
    options = [
        {"id": option.id, "text": text, "is_checked": option.id in choice.selected}
        for option, text in zip(choice.options, texts, strict=True)
    ]
    return {
        **head(card, limits),
        "card_type": "vote_interaction",
        "main_title": title,
        "task_id": f"{card.id}@v{card.rev}-{suffix}",
        "checkbox": {"question_key": choice.key, "mode": int(choice.multi), "option_list": options},
        "submit_button": {"text": cut(submit.label, BUTTON_TEXT), "key": sign(submit.key)},
    }


def full_texts(asked: Asked, limits: Limits) -> list[str]:
    """Return a line for every choice whose words are cut on its card."""
    ticks = [c for c in asked.ticks if len(c.label) > limits.vote_title or _cut(c, limits.tick)]
    singles = [c for c in (asked.beside, *asked.form) if c and _cut(c, limits.option)]
    return [_spelled(choice) for choice in (*ticks, *singles)]


def _texts(choice: Choice, room: int) -> list[str]:
    if not _cut(choice, room):
        return [option.text for option in choice.options]
    return [cut(f"{number} {option.text}", room) for number, option in enumerate(choice.options, 1)]


def _cut(choice: Choice, room: int) -> bool:
    return any(len(option.text) > room or not option.text for option in choice.options)


def _spelled(choice: Choice) -> str:
    return f"{choice.label}：" + "；".join(f"{number} {o.text}" for number, o in enumerate(choice.options, 1))


def _ids_fit(choice: Choice) -> bool:
    return size(choice.key) <= 1024 and all(size(option.id) <= 128 for option in choice.options)
