"""Precision, recall and F1 over pairs of rows, after closure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence


def pairwise(groups: Iterable[Sequence[int]], truth: Sequence[int]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the pairs that groups of rows put together."""
    possible = sum(count * (count - 1) // 2 for count in Counter(truth).values())
    said = right = 0
    for group in groups:
        said += len(group) * (len(group) - 1) // 2
        right += sum(count * (count - 1) // 2 for count in Counter(truth[row] for row in group).values())
    precision, recall = right / max(said, 1), right / max(possible, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)
