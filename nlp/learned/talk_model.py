"""The table of a model that hears runs of characters: found by their hashes, shipped with the house or trained anew."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from nlp.lexicon import FOLDER

LONGEST_RUN = 4
_BITS = 17


@dataclass(frozen=True, slots=True)
class Model:
    """Labels by kind (`actions`: `拜访`, …) with columns, and a table that finds the weights of a run by its hash.

    `bases` is what each label begins with, `rows` gives the row of `weights` for a hash, 0 for none; `checks` tells
    runs of one hash apart. What a weight says is `scale` times as much.
    """

    labels: dict[str, tuple[tuple[int, str], ...]]
    bases: Any
    rows: Any
    checks: Any
    weights: Any
    scale: float


def _multiples() -> Any:
    """Return one odd multiple for each character of a run and one for each length of run."""
    dice = np.random.Generator(np.random.PCG64(20261121))
    odd = dice.integers(1, 1 << 62, size=(LONGEST_RUN, LONGEST_RUN + 1), dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    for size in range(1, LONGEST_RUN + 1):
        odd[size - 1, size:LONGEST_RUN] = 0
    return odd


ODD = _multiples()


def places_of(sums: Any) -> tuple[Any, Any]:
    """Return (place in the table, check) of hashed runs."""
    mixed = (sums ^ (sums >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
    return mixed >> np.uint64(64 - _BITS), (mixed >> np.uint64(20)).astype(np.uint16)


def model_of(labels: tuple[str, ...], bases: Any, codes: Any, weights: Any, scale: float = 1.0) -> Model:
    """Return a model ready to listen; `codes` has the characters of each run, 0 after its end."""
    rows = np.zeros(1 << _BITS, dtype=np.int32)
    checks = np.zeros(1 << _BITS, dtype=np.uint16)
    wide = codes.astype(np.uint64)
    odd = ODD[(codes > 0).sum(axis=1) - 1]
    spots, checked = places_of((wide * odd[:, :LONGEST_RUN]).sum(axis=1, dtype=np.uint64) + odd[:, LONGEST_RUN])
    rows[spots[::-1]] = np.arange(len(codes), 0, -1)
    checks[spots[::-1]] = checked[::-1]
    table = np.vstack([np.zeros((1, len(labels)), dtype=weights.dtype), weights])
    named: dict[str, tuple[tuple[int, str], ...]] = {}
    for column, label in enumerate(labels):
        kind, _, name = label.partition(" ")
        named[kind] = (*named.get(kind, ()), (column, name))
    return Model(named, np.asarray(bases, dtype=np.float32), rows, checks, table, float(scale))


@cache
def shipped() -> Model:
    """Return the model `config/lexicon/weights/talk.npz`, read at the first question."""
    kept = np.load(FOLDER / "weights" / "talk.npz")
    labels = tuple(str(label) for label in kept["labels"])
    return model_of(labels, kept["bases"], kept["runs"], kept["weights"], kept["scale"])
