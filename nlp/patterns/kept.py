"""Patterns written where they are asked, compiled at the first question and kept.

The regular expressions of the standard library keep theirs, too, but looking one up costs ten times as much.
"""

from __future__ import annotations

import re

_KEPT: dict[str, re.Pattern[str]] = {}


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern ready to be asked; flags stand in the pattern itself."""
    found = _KEPT.get(pattern)
    if found is None:
        found = _KEPT[pattern] = re.compile(pattern)
    return found
