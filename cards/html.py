"""Draws a card as an HTML fragment: the one view that shows everything, and works without JavaScript.

Every form posts `token` (the sealed text of the pressed button) and `value.{key}` for each choice and input.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from types import MappingProxyType

from cards.card import Action, Card, Choice, Field, Input, InputKind
from cards.controls import callbacks, menu_callbacks, page_links
from cards.token import Sign

_NOTHING_HIDDEN: Mapping[str, str] = MappingProxyType({})
_KINDS: dict[InputKind, str] = {"text": "text", "area": "text", "number": "number", "date": "date"}


def render(card: Card, sign: Sign, post_to: str, hidden: Mapping[str, str] = _NOTHING_HIDDEN) -> str:
    """Return the fragment. `hidden` are further form values, such as the page's CSRF token."""
    parts = [
        f"<h1>{escape(card.title)}</h1>",
        _words("status", card.status),
        _words("subtitle", card.subtitle),
        _words("summary", card.summary),
        _fields(card.fields),
        f"<blockquote>{escape(card.quote)}</blockquote>" if card.quote else "",
        f'<img class="picture" alt="{escape(card.title)}" src="{address(card.image)}">' if card.image else "",
        f'<div class="body">{_markdown(card.body_md)}</div>' if card.body_md else "",
        "" if card.done else _form(card, sign, post_to, hidden),
        _links(page_links(card)),
        _words("source", card.source),
    ]
    state = "card done" if card.done else "card"
    return f'<article class="{state}" id="card-{escape(card.id)}">{"".join(parts)}</article>'


def address(url: str) -> str:
    """Return an escaped address that is safe to open; anything but http, https and our own paths becomes `#`."""
    safe = re.match(r"https?://|/(?![/\\])", url, re.IGNORECASE)
    return escape(url if safe else "#")


def _words(name: str, text: str) -> str:
    return f'<p class="{name}">{escape(text)}</p>' if text else ""


def _fields(entries: Iterable[Field]) -> str:
    rows = "".join(_field(entry) for entry in entries)
    return f'<dl class="fields">{rows}</dl>' if rows else ""


def _field(entry: Field) -> str:
    value = escape(entry.value) or "—"
    if entry.link:
        value = f'<a href="{address(entry.link)}">{value}</a>'
    mark = f' class="{entry.colour}"' if entry.colour else ""
    return f"<div><dt>{escape(entry.label)}</dt><dd{mark}>{value}</dd></div>"


def _form(card: Card, sign: Sign, post_to: str, hidden: Mapping[str, str]) -> str:
    pressed = (*callbacks(card), *menu_callbacks(card))
    if not pressed:
        return ""
    kept = "".join(f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in hidden.items())
    asked = "".join((*map(_choice, card.choices), *map(_input, card.inputs)))
    buttons = "".join(_button(action, sign) for action in pressed)
    start = f'<form method="post" action="{escape(post_to)}" accept-charset="utf-8">'
    return f'{start}{kept}{asked}<div class="buttons">{buttons}</div></form>'


def _choice(entry: Choice) -> str:
    name = f"value.{escape(entry.key)}"
    if entry.multi:
        ticks = "".join(
            f'<label><input type="checkbox" name="{name}" value="{escape(option.id)}"'
            f"{' checked' if option.id in entry.selected else ''}>{escape(option.text)}</label>"
            for option in entry.options
        )
        return f'<fieldset class="ticks"><legend>{escape(entry.label)}</legend>{ticks}</fieldset>'
    nothing = "" if entry.selected else '<option value="">请选择</option>'
    options = nothing + "".join(
        f'<option value="{escape(option.id)}"{" selected" if option.id in entry.selected else ""}>'
        f"{escape(option.text)}</option>"
        for option in entry.options
    )
    return f'<label class="asked">{escape(entry.label)}<select name="{name}">{options}</select></label>'


def _input(entry: Input) -> str:
    name, needed = f"value.{escape(entry.key)}", " required" if entry.required else ""
    if entry.kind == "area":
        typed = f'<textarea name="{name}" rows="4"{needed}>\n{escape(entry.initial)}</textarea>'
    else:
        step = ' step="any"' if entry.kind == "number" else ""
        typed = f'<input type="{_KINDS[entry.kind]}" name="{name}" value="{escape(entry.initial)}"{step}{needed}>'
    return f'<label class="asked">{escape(entry.label)}{typed}</label>'


def _button(action: Action, sign: Sign) -> str:
    skip = "" if action.style == "primary" else " formnovalidate"
    shown = f'<button class="{action.style}" name="token" value="{escape(sign(action.key))}"{skip}>'
    pressed = f"{shown}{escape(action.label)}</button>"
    if action.confirm is None:
        return pressed
    question = f"<summary>{escape(action.label)}</summary><p>{escape(action.confirm)}</p>"
    return f'<details class="confirm">{question}{pressed}</details>'


def _links(actions: Iterable[Action]) -> str:
    shown = "".join(f'<a href="{address(action.url or "")}">{escape(action.label)}</a>' for action in actions)
    return f'<nav class="links">{shown}</nav>' if shown else ""


def _markdown(text: str) -> str:
    """Show links and bold; everything else stays as it was written."""
    shown = re.sub(r"\[([^\[\]]+)\]\(([^()\s]+)\)", _link, escape(text))
    return re.sub(r"\*\*([^*\n]+)\*\*", r"<strong>\1</strong>", shown)


def _link(found: re.Match[str]) -> str:
    url = found[2]
    return f'<a href="{url}">{found[1]}</a>' if re.match(r"https?://|/(?!/)", url) else found[0]
