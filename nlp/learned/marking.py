"""What the tagger looks at: for each character its neighbours, the words around it and what the finders said, hashed.

Every mark is a sum of odd multiples of codes, mixed and cut to its highest bits; messages are marked some at a time.
Numbers of 32 bits are enough to tell marks apart, and are hashed in half the time of longer ones.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np

from nlp.learned.bits import GOES_ON, said_of
from nlp.learned.marks import ADDED, BITS, GAP, NEAR, PARTS, ROWS
from nlp.scan import Scan
from nlp.span import Span

KEYS: Final = 1 << BITS
_HALF, _CUT, _MIXED_BY = np.uint32(15), np.uint32(32 - BITS), np.uint32(0x9E3779B1)
_NOTHING, _OUTSIDE, _NO_WORDS = "\0" * GAP, [1 << 31] * GAP, (1, GAP - 1)
_WIDTH: Final = 2 * GAP + 1
_BEGUN: Final = np.uint32(0xFFFFFFFF - GOES_ON)
"""What is left of what the finders said when beginnings and what goes on are the same."""
Marked = tuple[Scan, Span | None, Sequence[Span], bool]
"""What was seen of a message, the prospect chosen by the rules, the rivals, and whether a customer speaks."""


def keys(marked: Marked) -> Any:
    """Return the hashed marks of each character of a message: one row for each kind of mark."""
    return keys_of([marked])[:, GAP:-GAP]


def keys_of(many: Sequence[Marked]) -> Any:
    """Return the hashed marks of each character of some messages, with `GAP` before, between and after them."""
    codes = _codes(many)
    hashed = ADDED.repeat(codes.shape[1], axis=1)
    for rows, multiples in PARTS:
        part = codes.take(rows, axis=0)
        part *= multiples
        hashed[: len(rows)] += part
    hashed ^= hashed >> _HALF
    hashed *= _MIXED_BY
    hashed >>= _CUT
    return hashed


def _codes(many: Sequence[Marked]) -> Any:
    """Return what marks are made of: `ROWS`, a column for each character."""
    text = _NOTHING.join(["", *[seen.plain for seen, _, _, _ in many], ""])
    size = len(text)
    padded = np.zeros((3, size + 2 * GAP), dtype=np.uint32)
    chars, classes, found = here = padded[:, GAP:-GAP]
    chars[:] = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    sizes: list[int] = [*_NO_WORDS]
    kinds: list[int] = [0, 0]
    bits: list[int] = [*_OUTSIDE]
    who: list[bool] = [False]
    lengths: list[int] = [GAP]
    for seen, chosen, rivals, customer in many:
        items = seen.tokens.items
        sizes += [end - start for start, end, _, _ in items]
        kinds += [_code(tag) for _, _, _, tag in items]
        sizes += _NO_WORDS
        kinds += (0, 0)
        bits += said_of(seen, chosen, rivals)
        bits += _OUTSIDE
        who.append(customer)
        lengths.append(len(seen.plain) + GAP)
    found[:] = array("I", bits)
    codes = np.empty((len(ROWS), size), dtype=np.uint32)
    codes[3 * _WIDTH : -4] = _words(chars, classes, np.array(array("q", sizes)), np.array(array("I", kinds)))
    codes[-4:-1] = _turns(chars, found)
    codes[-1] = np.array(who).repeat(lengths)
    padded[2, :GAP] = padded[2, -GAP:] = _OUTSIDE
    for at in range(_WIDTH):
        codes[at : 3 * _WIDTH : _WIDTH] = padded[:, at : at + here.shape[1]]
    return codes


@cache
def _code(tag: str) -> int:
    return (ord(tag[0]) * 7 + (ord(tag[1]) if len(tag) > 1 else 0)) * 4


def _words(chars: Any, classes: Any, sizes: Any, kinds: Any) -> Any:
    """Return the word of each character and those around it; write down its class, and where in the word it stands."""
    ends = sizes.cumsum()
    starts = ends - sizes
    classes[:] = kinds.repeat(sizes)
    classes[starts] += np.uint32(1) + (sizes == 1)
    mixed = chars * _MIXED_BY
    mixed ^= mixed >> _HALF
    mixed *= _MIXED_BY
    many = len(sizes)
    words = np.zeros(many + 2 * NEAR, dtype=np.uint32)
    words[NEAR:-NEAR] = np.add.reduceat(mixed, starts)
    around = np.empty((2 * NEAR + 1, many), dtype=np.uint32)
    for at in range(2 * NEAR + 1):
        around[at] = words[at : at + many]
    return around.repeat(sizes, axis=1)


def _turns(chars: Any, found: Any) -> Any:
    """Return what the finders said before and after the stretch of each character, and the characters there."""
    stretch = found & _BEGUN
    edges = (stretch[1:] != stretch[:-1]).nonzero()[0] + 1
    starts = np.zeros(len(edges) + 1, dtype=np.intp)
    starts[1:] = edges
    ends = np.full(len(starts), len(found))
    ends[:-1] = edges
    lasts = starts - 1
    out = np.empty((3, len(starts)), dtype=np.uint32)
    out[0] = stretch.take(lasts, mode="wrap")
    out[0] *= _MIXED_BY
    out[0] += stretch.take(ends, mode="wrap")
    out[1] = chars.take(ends, mode="wrap")
    out[2] = chars.take(lasts, mode="wrap")
    return out.repeat(ends - starts, axis=1)
