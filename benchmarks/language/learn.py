"""Logistic weights for bags of stretches: a label is learnt from the stretch that speaks for it most."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from nlp.learned.hearing import runs_of

Array = np.ndarray


@dataclass(frozen=True, slots=True)
class Bag:
    """A text as stretches, the labels that are true of at least one of them, and its weight."""

    stretches: tuple[str, ...]
    labels: frozenset[str]
    weight: float = 1.0


def _rows(bag: Bag, index: dict[str, int]) -> tuple[Any, Any, Any]:
    """Return the known runs of every stretch one after another, where each stretch begins, and whose each run is."""
    found = [sorted({index[run] for run in runs_of(stretch) if run in index}) for stretch in bag.stretches]
    found = [row for row in found if row] or [[]]
    sizes = np.array([len(row) for row in found])
    flat = np.array([at for row in found for at in row], dtype=np.int64)
    return flat, sizes.cumsum() - sizes, np.arange(len(found)).repeat(sizes)


def learn(
    bags: list[Bag], labels: tuple[str, ...], rounds: int, seed: int, decay: float, least: int, left_out: float
) -> tuple[Any, dict[str, Any]]:
    """Return (bases, {run: weights}) by AdaGrad with a soft threshold; the same bags and seed give the same weights.

    Runs met in fewer than `least` stretches are left out, and of the others each time a share of `left_out`: what
    several runs say together is surer than what one says alone.

    What is returned is the mean over the second half of the rounds: the last one alone leans to whatever came last.
    """
    counts = Counter(run for bag in bags for stretch in bag.stretches for run in set(runs_of(stretch)))
    index = {run: at for at, run in enumerate(sorted(run for run, count in counts.items() if count >= least))}
    rows = [_rows(bag, index) for bag in bags]
    gold = np.array([[label in bag.labels for label in labels] for bag in bags], dtype=np.float64)
    weights, seen = np.zeros((len(index), len(labels))), np.full((len(index), len(labels)), 1e-6)
    bases, base_seen = np.full(len(labels), -2.0), np.full(len(labels), 1.0)
    order, dice, holes = list(range(len(bags))), random.Random(seed), np.random.default_rng(seed)
    sum_weights, sum_bases = np.zeros_like(weights), np.zeros_like(bases)
    for turn in range(rounds):
        dice.shuffle(order)
        for at in order:
            flat, starts, owner = rows[at]
            if not flat.size:
                continue
            here = holes.random(flat.size) >= left_out
            sums = np.add.reduceat(weights[flat] * here[:, None], starts, axis=0) / (1 - left_out) + bases
            best = sums.argmax(axis=0)
            high = np.take_along_axis(sums, best[None], axis=0)[0]
            error = (1 / (1 + np.exp(-np.clip(high, -30, 30))) - gold[at]) * bags[at].weight
            _descend(weights.ravel(), seen.ravel(), flat, here, owner, best, error, decay)
            base_seen += error**2
            bases -= 0.1 * error / np.sqrt(base_seen)
        if turn >= rounds // 2:
            sum_weights += weights
            sum_bases += bases
    mean = sum_weights / (rounds - rounds // 2)
    kept = {run: mean[at] for run, at in index.items() if np.abs(mean[at]).max() >= 0.05}
    return sum_bases / (rounds - rounds // 2), kept


def _descend(weights: Any, seen: Any, flat: Any, here: Any, owner: Any, best: Any, error: Any, decay: float) -> None:
    """Take one step for the runs of those stretches that speak for a label most."""
    size = np.maximum(1.0, np.sqrt(np.bincount(owner, weights=here, minlength=1)) / 4)
    place, label = ((owner[:, None] == best) & here[:, None]).nonzero()
    rate = (error / size[best])[label]
    spot = flat[place] * len(error) + label
    grown = seen[spot] + rate**2
    seen[spot] = grown
    step = weights[spot] - 0.12 * rate / np.sqrt(grown)
    weights[spot] = np.sign(step) * np.maximum(np.abs(step) - decay, 0)
