"""Which names prime the recogniser. A dozen in view beat sixty: more of them cost accuracy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.reading import BookEntry

LIMIT = 12
SMALL_BOOK = 24
MAX_LENGTH = 12

_LEGAL_SUFFIX = re.compile(
    r"(?:[(（].{1,6}[)）])?(?:股份|集团|控股)?(?:有限责任公司|有限公司|股份公司|总公司|分公司|公司)$"
)
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,3}?[省市](?=[\u4e00-\u9fff]{4})")


def spoken_form(name: str) -> str:
    """Return a company name as people say it: no legal suffix, no leading city."""
    short = _LEGAL_SUFFIX.sub("", name.strip())
    return _PLACE.sub("", short) or name


def ranked_hotwords(names: Sequence[BookEntry], limit: int = LIMIT) -> tuple[str, ...]:
    """Return up to `limit` spoken names in the order given, without doubles. `names` come most likely first."""
    chosen: dict[str, None] = {}
    for entry in names:
        word = spoken_form(entry.name) if entry.kind == "company" else entry.name.strip()
        if 2 <= len(word) <= MAX_LENGTH:
            chosen.setdefault(word)
        if len(chosen) == limit:
            break
    return tuple(chosen)


def whole_book(names: Sequence[BookEntry]) -> tuple[str, ...]:
    """Return all spoken names of a book in no order, if they are few enough to help; else none."""
    return ranked_hotwords(names, SMALL_BOOK) if len(names) <= SMALL_BOOK else ()
