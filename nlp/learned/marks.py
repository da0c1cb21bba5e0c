"""Which marks the tagger looks at, and the odd multiples that hash them."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

BITS: Final = 18
GAP: Final = 3
"""Characters to both sides that a mark may look at, and nothing between two messages."""
NEAR: Final = 2
"""Words to both sides that a mark may look at."""
_CHARS: Final = ((0,), (-1,), (1,), (-2,), (2,), (-3,), (3,), (-1, 0), (0, 1), (-2, -1), (1, 2))
_CLASSES: Final = ((-1, 0, 1),)
_SEEN: Final = ((-1, 0, 1), (-2,), (2,), (-3,), (3,))
_WORDS: Final = ((-1,), (1,), (-2,), (2,), (-2, -1), (1, 2))
_MIXED: Final = (
    ("c0", "w0"), ("t0", "f0"), ("f0", "turn"), ("f0", "behind"), ("f0", "ahead"),
    ("f0", "who"), ("w0", "who"), ("c-1", "who"), ("c1", "who"),
)  # fmt: skip
ROWS = [f"{kind}{at}" for kind in "ctf" for at in range(-GAP, GAP + 1)]
ROWS += [f"w{at}" for at in range(-NEAR, NEAR + 1)] + ["turn", "behind", "ahead", "who"]
"""Characters, classes of words, what the finders saw, words, what stands around a stretch that they saw, who speaks."""


def _parts() -> tuple[list[tuple[Any, Any]], Any]:
    """Return [(rows of codes, their odd multiples) for the first, second and third part of marks], and what is added.

    Marks of three parts stand first and marks of one part last: those that have a next part are always the first ones.
    """
    marks: list[tuple[str, ...]] = list(_MIXED)
    for kind, places in (("c", _CHARS), ("t", _CLASSES), ("f", _SEEN), ("w", _WORDS)):
        marks += [tuple(f"{kind}{at}" for at in offsets) for offsets in places]
    dice = np.random.Generator(np.random.PCG64(20261122))
    odd = dice.integers(1 << 30, 1 << 31, size=(len(marks), len(ROWS) + 1), dtype=np.uint32) * np.uint32(2)
    odd |= np.uint32(1)
    order = sorted(range(len(marks)), key=lambda at: -len(marks[at]))
    parts = []
    for place in range(len(marks[order[0]])):
        rows = [(at, ROWS.index(marks[at][place])) for at in order if len(marks[at]) > place]
        parts.append((np.array([row for _, row in rows]), np.array([[odd[at, row]] for at, row in rows])))
    return parts, odd[order, len(ROWS)].reshape(-1, 1)


PARTS, ADDED = _parts()
