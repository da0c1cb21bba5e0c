"""Training of the tagger of names (`nlp/learned/tagging.py`): logistic regression on hashed marks, some left out.

`python -m benchmarks.language.names_training FIRST.npz SECOND.npz` writes the mean of two trainings to the weights.
"""

from __future__ import annotations

import random
import sys
from datetime import datetime
from typing import Any

import numpy as np

from benchmarks.language import frames
from benchmarks.language.exchange import exchanged, names_in, unpunctuated
from benchmarks.language.frames import Named
from benchmarks.language.sentences import NOW, Sentence
from nlp import fuse
from nlp.learned import marking
from nlp.lexicon import FOLDER
from nlp.normalize import normalize
from nlp.scan import scan

KINDS = {"firm": 1, "rival": 3, "person": 5, "title": 7}
LABELS = 9
_COPIES, _ROUNDS, _BATCH, _MOMENTS = 12, 2, 512, 100
_RATE, _LEFT_OUT, _LEAST, _TRUST = 0.1, 0.3, 3, 2.5
_TRAININGS = 2
_CUT_OFF = 1e-4
"""Share of the keys whose weights may be cut to what a byte holds, so that the others are held more finely."""


def rows_of(text: str, named: list[Named], now: datetime, *, customer: bool) -> tuple[Any, Any] | None:
    """Return (hashed marks of each character, its label); None when the text cannot be mapped."""
    plain = normalize(text)
    if plain.back is not None:
        inverse = {raw: at for at, raw in reversed(list(enumerate(plain.back)))}
        if any(start not in inverse or end - 1 not in inverse for start, end, _ in named):
            return None
        named = [(inverse[start], inverse[end - 1] + 1, kind) for start, end, kind in named]
    seen = scan(plain, now, [], [])
    labels = np.zeros(len(plain.plain), dtype=np.int64)
    for start, end, kind in named:
        labels[start:end] = KINDS[kind] + 1
        labels[start] = KINDS[kind]
    marked = (seen, *fuse.choose_company(seen, customer=customer), customer)
    return (marking.keys(marked).astype(np.int32).T, labels) if len(labels) else None


def material(hand: list[Sentence], notes: int, dice: random.Random) -> tuple[Any, Any, Any]:
    """Return marks, labels and the number of the note that each character comes from."""
    found: list[tuple[tuple[Any, Any], int]] = []
    for at, sentence in enumerate(hand):
        text, named = sentence.asked.text, names_in(sentence.asked.text, sentence.gold)
        for copy in range(_COPIES if named else 2):
            changed = exchanged(dice, text, named) if copy else (text, named)
            changed = unpunctuated(*changed) if copy % 4 == 3 else changed
            rows = rows_of(*changed, NOW, customer=sentence.asked.speaker == "customer")
            if rows:
                found.append((rows, at))
    for at in range(notes):
        rows = rows_of(*frames.note(dice), NOW, customer=False)
        if rows:
            found.append((rows, len(hand) + at))
    sources = [np.full(len(rows[1]), at, dtype=np.int64) for rows, at in found]
    return np.concatenate([r[0] for r, _ in found]), np.concatenate([r[1] for r, _ in found]), np.concatenate(sources)


def _common(marks: Any, sources: Any) -> Any:
    """Tell which keys are met in several notes; the others would only learn a note by heart."""
    counts = np.zeros(marking.KEYS, dtype=np.int64)
    for column in range(marks.shape[1]):
        pairs = np.unique(marks[:, column].astype(np.int64) << 24 | sources)
        counts += np.bincount(pairs >> 24, minlength=marking.KEYS)
    return counts >= _LEAST


def fit(marks: Any, labels: Any, sources: Any, hand: int, seed: int) -> Any:
    """Return the mean of the weights of several trainings, which differ in nothing but the order of what they see."""
    return sum(_fitted(marks, labels, sources, hand, seed + at) for at in range(_TRAININGS)) / _TRAININGS


def _fitted(marks: Any, labels: Any, sources: Any, hand: int, seed: int) -> Any:
    """Return the weights of every key and label. Sources below `hand` were written by people and weigh more.

    They are the mean of what they were at times after the first round: a single moment leans to its last notes.
    """
    known, dice = _common(marks, sources), np.random.default_rng(seed)
    weights = np.zeros((marking.KEYS, LABELS), dtype=np.float32)
    trust = np.where(sources < hand, _TRUST, 1.0).astype(np.float32)[:, None]
    seen, total, taken = np.full_like(weights, 0.1), np.zeros_like(weights, dtype=np.float64), 0
    for turn in range(_ROUNDS):
        order = dice.permutation(len(labels))
        for at in range(0, len(order), _BATCH):
            some = order[at : at + _BATCH]
            keys, gold = marks[some], labels[some]
            kept = (dice.random(keys.shape) > _LEFT_OUT) & known[keys]
            sums = (weights[keys] * kept[..., None]).sum(axis=1) / (1 - _LEFT_OUT)
            error = np.exp(sums - sums.max(axis=1, keepdims=True))
            error /= error.sum(axis=1, keepdims=True)
            error[np.arange(len(some)), gold] -= 1
            error *= trust[some]
            _descend(weights, seen, keys, kept, error.astype(np.float32))
            if turn and at // _BATCH % _MOMENTS == 0:
                total += weights
                taken += 1
    return total / taken


def _descend(weights: Any, seen: Any, keys: Any, kept: Any, error: Any) -> None:
    """Take one step of AdaGrad, the slopes of each key summed first."""
    flat = keys[kept]
    which, row = np.unique(flat, return_inverse=True)
    note = kept.nonzero()[0]
    slope = weights[which] * (_BATCH * 1e-5)
    for label in range(LABELS):
        slope[:, label] += np.bincount(row, weights=error[note, label], minlength=len(which))
    seen[which] += slope * slope
    weights[which] -= _RATE * slope / np.sqrt(seen[which])


def packed(weights: Any) -> dict[str, Any]:
    """Return what speaks for each label rather than for no name, in one byte each, and what one of them is worth."""
    more = weights[:, 1:] - weights[:, :1]
    scale = np.float32(np.quantile(np.abs(more).max(axis=1), 1 - _CUT_OFF) / 127)
    return {"weights": np.round(more / scale).clip(-127, 127).astype(np.int8), "scale": scale}


def mean(first: Any, second: Any) -> dict[str, Any]:
    """Return the mean of two trainings as they are shipped: what one learnt by heart says half, what both say whole."""
    more = sum(kept["weights"].astype(np.float64) * float(kept["scale"]) for kept in (first, second)) / 2
    return packed(np.concatenate([np.zeros((len(more), 1)), more], axis=1))


if __name__ == "__main__":
    np.savez_compressed(FOLDER / "weights" / "names.npz", **mean(*map(np.load, sys.argv[1:3])))
