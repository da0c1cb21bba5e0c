"""Training of the choosers (`nlp/learned/chooser.py`): which of several readings a person would take."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

_ROUNDS, _RATE, _PULL, _LEAST = 30, 0.08, 0.004, 2


@dataclass(frozen=True, slots=True)
class Choice:
    """Readings with their marks, and the places of those that are right."""

    readings: tuple[tuple[str, ...], ...]
    right: frozenset[int]
    weight: float = 1.0


def fit(choices: list[Choice], seed: int) -> dict[str, float]:
    """Return what each mark is worth; marks met once are left out. The same choices and seed give the same worth.

    It is the mean over the second half of the rounds: the last one alone leans to whatever came last.
    """
    counts = Counter(mark for choice in choices for reading in choice.readings for mark in set(reading))
    index = {mark: at for at, mark in enumerate(sorted(mark for mark, count in counts.items() if count >= _LEAST))}
    rows = [
        [np.array(sorted({index[m] for m in reading if m in index}), dtype=np.int64) for reading in choice.readings]
        for choice in choices
    ]
    worth, seen = np.zeros(len(index)), np.full(len(index), 1e-3)
    order, dice = list(range(len(choices))), random.Random(seed)
    total = np.zeros_like(worth)
    for turn in range(_ROUNDS):
        dice.shuffle(order)
        for at in order:
            if choices[at].right:
                _step(worth, seen, rows[at], choices[at])
        if turn >= _ROUNDS // 2:
            total += worth
    worth = total / (_ROUNDS - _ROUNDS // 2)
    return {mark: round(float(worth[at]), 4) for mark, at in index.items() if abs(worth[at]) > 0.01}


def _step(worth: Any, seen: Any, rows: list[Any], choice: Choice) -> None:
    sums = np.array([worth[row].sum() for row in rows])
    now = np.exp(sums - sums.max())
    now /= now.sum()
    wanted = now * np.array([at in choice.right for at in range(len(rows))])
    wanted /= wanted.sum()
    for row, gap in zip(rows, (now - wanted) * choice.weight, strict=True):
        if abs(gap) > 1e-4:
            slope = gap + _PULL * worth[row]
            seen[row] += slope * slope
            worth[row] -= _RATE * slope / np.sqrt(seen[row])
