"""Patterns written where they are asked, compiled at the first question and kept.

The regular expressions of the standard library keep theirs, too, but looking one up costs ten times as much.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern ready to be asked."""
    return re.compile(pattern, flags)
