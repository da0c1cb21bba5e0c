"""Functions said in English, with the words that narrow them (senior project engineer, VP of Procurement)."""

from __future__ import annotations

import re
from typing import Final

from nlp.lexicon import either, lines, phrases, wordset
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made

LATIN: Final = made("[A-Za-z]")
"""What every function in English holds; asked first, since asking for functions costs a hundred times as much."""
FIELD_REACH: Final = 5
"""Characters from where a function begins to its first letter: a field in Chinese may stand before it."""


def _titles() -> str:
    """Return the pattern of a function in English: fields and a rank, a rank of a field, or one of the list."""
    listed = sorted((line.replace("-", "[- ]?") for line in lines("english_functions")), key=len, reverse=True)
    made = phrases(
        "contacts",
        "english_rank",
        FIELDS=either(wordset("english_fields")),
        RANKS=either(wordset("english_ranks")),
        WEAK=either(wordset("english_ranks_weak")),
    )
    return phrases("contacts", "english_title", MADE=made, TITLES="|".join(listed))


ENGLISH_TITLE: Final = Opened(_titles, re.I | re.A)


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of English with the words of the same function around it (Global Sourcing|Director)."""
    for match in ENGLISH_TITLE.finditer(text, max(0, start - 40), min(len(text), end + 40)):
        if match.start() < end and start < match.end():
            return min(start, match.start()), max(end, match.end())
    return start, end
