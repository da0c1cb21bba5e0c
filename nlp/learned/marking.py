"""What the tagger looks at: for each character its neighbours, its word class and what the finders said of it, hashed.

Every mark is a sum of odd multiples of codes, cut to its highest bits; one product of matrices makes all of them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from nlp.firms.slots import FUNCTIONS
from nlp.scan import Scan
from nlp.span import Span

BITS = 18
KEYS = 1 << BITS
_REACH = 3
_CHARS = (
    (0,), (-1,), (1,), (-2,), (2,), (-1, 0), (0, 1), (-2, -1), (1, 2), (-1, 0, 1), (-2, -1, 0), (0, 1, 2),
    (-3, -2, -1), (1, 2, 3),
)  # fmt: skip
_WORDS = ((0,), (-1, 0), (0, 1), (-1, 0, 1))
_SEEN = ((0,), (-1, 0), (0, 1), (-1, 0, 1), (-2, -1, 0), (0, 1, 2))
_MIXED = (
    ("f0", "c0"), ("f0", "c-1"), ("f0", "c1"), ("f0", "after"), ("f0", "before"), ("f0", "before", "after"),
    ("f0", "behind"), ("w0", "c-1"), ("w0", "f0"), ("f0", "after", "behind"), ("c0", "before"),
)  # fmt: skip
_ROWS = [f"{kind}{at}" for kind in "cwf" for at in range(-_REACH, _REACH + 1)] + ["after", "before", "behind"]
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


def _parts() -> tuple[Any, Any]:
    """Return for each kind of mark the rows of codes that it is made of (the last row is 0) and their odd multiples."""
    marks = [tuple(f"c{at}" for at in offsets) for offsets in _CHARS]
    marks += [tuple(f"w{at}" for at in offsets) for offsets in _WORDS]
    marks += [tuple(f"f{at}" for at in offsets) for offsets in _SEEN]
    marks += list(_MIXED)
    dice = np.random.Generator(np.random.PCG64(20261120))
    odd = dice.integers(1 << 62, 1 << 63, size=(len(marks), len(_ROWS) + 1), dtype=np.uint64) * np.uint64(2)
    odd |= np.uint64(1)
    rows = np.full((4, len(marks)), len(_ROWS) + 1)
    multiples = np.zeros((4, len(marks), 1), dtype=np.uint64)
    for at, mark in enumerate(marks):
        for place, row in enumerate([*(_ROWS.index(part) for part in mark), len(_ROWS)]):
            rows[place, at], multiples[place, at] = row, odd[at, row]
    return rows, multiples


_PARTS, _MULTIPLES = _parts()
MARKS = _PARTS.shape[1]


def keys(seen: Scan, chosen: Span | None, rivals: list[Span]) -> Any:
    """Return the hashed marks of each character: one row for each kind of mark."""
    plain = seen.plain
    size, pad = len(plain), _REACH
    codes = np.zeros((len(_ROWS) + 2, size), dtype=np.uint64)
    found = _found(seen, chosen, rivals)
    padded = np.zeros((3, size + 2 * pad), dtype=np.uint64)
    padded[0, pad : pad + size] = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    padded[1, pad : pad + size] = _words(seen)
    padded[2, pad : pad + size] = found
    width = 2 * pad + 1
    for at in range(width):
        codes[at : 3 * width : width] = padded[:, at : at + size]
    codes[-5:-2] = _turns(plain, found)
    codes[-2] = 1
    hashed = (codes[_PARTS] * _MULTIPLES).sum(axis=0, dtype=np.uint64)
    hashed ^= hashed >> np.uint64(31)
    return (hashed * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - BITS)


def _words(seen: Scan) -> list[int]:
    """Return the class of each character's word, told apart by where in the word it stands."""
    out: list[int] = []
    for start, end, _, tag in seen.tokens.items:
        code = (ord(tag[0]) * 7 + (ord(tag[1]) if len(tag) > 1 else 0)) * 4
        length = end - start
        out += [code + 3] if length == 1 else [code + 2, *[code + 1] * (length - 1)]
    return out


def _found(seen: Scan, chosen: Span | None, rivals: list[Span]) -> list[int]:
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
        rule = "book" if firm.rule.startswith("book") else firm.rule
        kind = _RULES.get(rule, 0) << 12 | _ROLES[seen.role(firm)] << 16
        for at in range(firm.start, firm.end):
            out[at] |= kind
    for rival in rivals:
        mark(rival.start, rival.end, 1 << 20)
    if chosen:
        mark(chosen.start, chosen.end, 1 << 22)
    return out


def _turns(plain: str, found: list[int]) -> tuple[list[int], list[int], list[int]]:
    """Return for each character what the finders said after its stretch and before it, and the character after it."""
    size = len(found)
    after, before, behind = [0] * size, [0] * size, [0] * size
    start = 0
    while start < size:
        end = start + 1
        while end < size and found[end] | 1 << 23 == found[start] | 1 << 23:
            end += 1
        for at in range(start, end):
            after[at] = found[end] if end < size else 1 << 40
            before[at] = found[start - 1] if start else 1 << 41
            behind[at] = ord(plain[end]) if end < size else 0
        start = end
    return after, before, behind
