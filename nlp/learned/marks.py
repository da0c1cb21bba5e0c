"""Which marks the tagger looks at, and the odd multiples that hash them."""

from __future__ import annotations

from typing import Any

import numpy as np

BITS = 18
GAP = 3
"""Characters to both sides that a mark may look at, and nothing between two messages."""
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
ROWS = [f"{kind}{at}" for kind in "cwf" for at in range(-GAP, GAP + 1)] + ["after", "before", "behind"]


def _parts() -> tuple[list[tuple[Any, Any]], Any]:
    """Return [(rows of codes, their odd multiples) for the first, second and third part of marks], and what is added.

    Marks of three parts stand first and marks of one part last: those that have a next part are always the first ones.
    """
    marks = [tuple(f"c{at}" for at in offsets) for offsets in _CHARS]
    marks += [tuple(f"w{at}" for at in offsets) for offsets in _WORDS]
    marks += [tuple(f"f{at}" for at in offsets) for offsets in _SEEN]
    marks += list(_MIXED)
    dice = np.random.Generator(np.random.PCG64(20261120))
    odd = dice.integers(1 << 62, 1 << 63, size=(len(marks), len(ROWS) + 1), dtype=np.uint64) * np.uint64(2)
    odd |= np.uint64(1)
    order = sorted(range(len(marks)), key=lambda at: -len(marks[at]))
    parts = []
    for place in range(len(marks[order[0]])):
        rows = [(at, ROWS.index(marks[at][place])) for at in order if len(marks[at]) > place]
        parts.append((np.array([row for _, row in rows]), np.array([[odd[at, row]] for at, row in rows])))
    return parts, odd[order, len(ROWS)].reshape(-1, 1)


PARTS, ADDED = _parts()
