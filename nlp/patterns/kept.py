"""Patterns written where they are asked, made at the first question and kept."""

from __future__ import annotations

import re
from typing import Final

from nlp.patterns.stored import made

_KEPT: Final[dict[str, re.Pattern[str]]] = {}


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern ready to be asked; flags stand in the pattern itself."""
    found = _KEPT.get(pattern)
    if found is None:
        found = _KEPT[pattern] = made(pattern)
    return found
