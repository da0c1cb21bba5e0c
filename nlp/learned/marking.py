"""What the tagger looks at: for each character its neighbours, its word class and what the finders said of it, hashed.

Every mark is a sum of odd multiples of codes, mixed and cut to its highest bits; messages are marked some at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from nlp.firms.slots import FUNCTIONS
from nlp.learned.marks import ADDED, BITS, GAP, PARTS, ROWS
from nlp.scan import Scan
from nlp.span import Span

KEYS = 1 << BITS
_NOTHING, _BLANK = "\0" * GAP, [0] * GAP
_HALF, _KEPT, _MIXED_BY = np.uint64(31), np.uint64(64 - BITS), np.uint64(0x9E3779B97F4A7C15)
_RULES = {
    name: at
    for at, name in enumerate(
        (
            "slot", "verb_slot", "place", "brand", "ending", "label", "english", "english_slot", "rival_slot",
            "position", "book",
        ),
        1,
    )
}  # fmt: skip
_ROLES = {"prospect": 0, "competitor": 1, "own": 2, "referrer": 3, "other": 4}


Marked = tuple[Scan, Span | None, Sequence[Span]]
"""What was seen of a message, the prospect chosen by the rules, and the rivals."""


def keys(seen: Scan, chosen: Span | None, rivals: Sequence[Span]) -> Any:
    """Return the hashed marks of each character of a message: one row for each kind of mark."""
    return keys_of([(seen, chosen, rivals)])[:, : len(seen.plain)]


def keys_of(many: Sequence[Marked]) -> Any:
    """Return the hashed marks of each character of some messages, one after the other with `GAP` between them."""
    text = _NOTHING.join([seen.plain for seen, _, _ in many])
    size, width = len(text), 2 * GAP + 1
    padded = np.zeros((3, size + 2 * GAP), dtype=np.uint64)
    here = padded[:, GAP:-GAP]
    here[0] = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    words: list[int] = []
    found: list[int] = []
    turns: tuple[list[int], list[int], list[int]] = ([], [], [])
    for seen, chosen, rivals in many:
        if words:
            for column in (words, found, *turns):
                column += _BLANK
        _add_words(seen, words)
        bits = _found(seen, chosen, rivals)
        _add_turns(seen.plain, bits, *turns)
        found += bits
    here[1], here[2] = words, found
    codes = np.empty((len(ROWS), size), dtype=np.uint64)
    for at in range(width):
        codes[at : 3 * width : width] = padded[:, at : at + size]
    codes[3 * width :] = turns
    hashed = ADDED.repeat(size, axis=1)
    for rows, multiples in PARTS:
        part = codes.take(rows, axis=0)
        part *= multiples
        hashed[: len(rows)] += part
    hashed ^= hashed >> _HALF
    hashed *= _MIXED_BY
    hashed >>= _KEPT
    return hashed


def _add_words(seen: Scan, out: list[int]) -> None:
    """Add the class of each character's word, told apart by where in the word it stands."""
    for start, end, _, tag in seen.tokens.items:
        code = _code(tag)
        if end - start == 1:
            out.append(code + 3)
        else:
            out.append(code + 2)
            out += [code + 1] * (end - start - 1)


@cache
def _code(tag: str) -> int:
    return (ord(tag[0]) * 7 + (ord(tag[1]) if len(tag) > 1 else 0)) * 4


def _found(seen: Scan, chosen: Span | None, rivals: Sequence[Span]) -> list[int]:
    """Return what the finders said of each character, as bits."""
    plain = seen.plain
    out = [0] * len(plain)

    def mark(start: int, end: int, bits: int) -> None:
        """Add bits to a stretch; the lowest of them stands for going on and not for the first character."""
        out[start] |= bits << 1
        for at in range(start + 1, end):
            out[at] |= bits | bits << 1

    for match in FUNCTIONS.finditer(plain):
        mark(match.start(), match.end(), 1)
    for person in seen.people:
        mark(person.start, person.end, 1 << 2)
    for amount in seen.amounts:
        mark(amount.start, amount.end, 1 << 4)
    for number in seen.phones + seen.numbers + seen.emails + seen.wechats:
        mark(number.start, number.end, 1 << 6)
    for when in seen.times:
        mark(when.start, when.end, 1 << 8)
    for firm in seen.firms:
        mark(firm.start, firm.end, 1 << 10)
        rule = "book" if firm.rule.startswith("book") else "rival_slot" if firm.rule == "rival_sure" else firm.rule
        kind = _RULES.get(rule, 0) << 12 | _ROLES[seen.role(firm)] << 16
        for at in range(firm.start, firm.end):
            out[at] |= kind
    for rival in rivals:
        mark(rival.start, rival.end, 1 << 20)
    if chosen:
        mark(chosen.start, chosen.end, 1 << 22)
    return out


def _add_turns(plain: str, found: list[int], after: list[int], before: list[int], behind: list[int]) -> None:
    """Add for each character what the finders said after its stretch and before it, and the character after it."""
    size = len(found)
    start, left = 0, 1 << 41
    while start < size:
        same = found[start] | 1 << 23
        end = start + 1
        while end < size and found[end] | 1 << 23 == same:
            end += 1
        many = end - start
        after += [found[end] if end < size else 1 << 40] * many
        before += [left] * many
        behind += [ord(plain[end]) if end < size else 0] * many
        start, left = end, found[end - 1]
