"""Cards as JSON for storage. Reading back what was written gives an equal card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from cards.card import Action, Card, Choice, Field, Input, Option


def to_json(card: Card) -> dict[str, Any]:
    """Return plain JSON values only: objects, lists, strings, numbers, booleans, null."""
    plain: dict[str, Any] = asdict(card)
    for name in ("fields", "inputs", "actions", "menu"):
        plain[name] = list(plain[name])
    plain["choices"] = [
        {**choice, "options": list(choice["options"]), "selected": list(choice["selected"])}
        for choice in plain["choices"]
    ]
    plain["expires_at"] = card.expires_at.isoformat() if card.expires_at else None
    return plain


def from_json(data: Mapping[str, Any]) -> Card:
    """Return the card. Parts that older rows lack take their defaults; raises KeyError or TypeError for other data."""
    expires = data.get("expires_at")
    parts = {
        "fields": tuple(Field(**entry) for entry in data.get("fields", ())),
        "choices": tuple(map(_choice, data.get("choices", ()))),
        "inputs": tuple(Input(**entry) for entry in data.get("inputs", ())),
        "actions": tuple(Action(**entry) for entry in data.get("actions", ())),
        "menu": tuple(Action(**entry) for entry in data.get("menu", ())),
        "expires_at": datetime.fromisoformat(expires) if expires else None,
    }
    return Card(**{**data, **parts})


def _choice(entry: Mapping[str, Any]) -> Choice:
    options = tuple(Option(**option) for option in entry["options"])
    return Choice(**{**entry, "options": options, "selected": tuple(entry.get("selected", ()))})
