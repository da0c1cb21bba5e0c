"""How a field's value reads on surfaces that have no colours of their own."""

from __future__ import annotations

from cards.card import Colour, Field

MARKS: dict[Colour, str] = {"red": "🔴", "green": "🟢", "yellow": "🟡", "blue": "🔵"}
NOTHING = "—"


def shown_value(field: Field) -> str:
    """Return the value, `—` when empty, with its colour as a leading mark."""
    value = field.value or NOTHING
    return f"{MARKS[field.colour]} {value}" if field.colour else value
