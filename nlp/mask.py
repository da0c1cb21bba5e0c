"""Sensitive words and numbers made unreadable before a chat clip is stored (F07)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp.normalize import normalize
from nlp.numbers import ids, phones
from nlp.span import Span


def mask(text: str, listed: Iterable[str] = (), *, numbers: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return (text with private parts as `*`, the kinds that were hidden).

    Identity cards, bank cards and tax codes are always hidden, `listed` words wherever they stand, phones too when
    `numbers` is set. The length of the text does not change.
    """
    read = normalize(text)
    found: list[Span] = ids.find_private(read.plain)
    if numbers:
        found += phones.find_phones(read.plain)[0]
    for word in listed:
        plain = normalize(word).plain
        if plain:
            found += [Span(m.start(), m.end(), word, "listed") for m in re.finditer(re.escape(plain), read.plain)]
    chars = list(text)
    for span in found:
        start, end = read.place(span.start, span.end)
        keep = 0 if span.rule == "listed" else min(3, (end - start) // 4)
        chars[start + keep : end - keep] = "*" * (end - start - 2 * keep)
    return "".join(chars), tuple(dict.fromkeys(span.rule for span in found))
