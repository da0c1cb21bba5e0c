"""The table of a model that hears runs of characters: found by their hashes, shipped with the house or trained anew."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from nlp.lexicon import FOLDER

LONGEST_RUN: Final = 3
_BITS: Final = 19
CHECK: Final = np.uint32(18)
"""Bits of a slot below its check: the number of a row."""
ROW: Final = np.uint32((1 << 18) - 1)
_CHECKED: Final = np.uint32((1 << 14) - 1)
_BYTES: Final = 8
ZERO: Final = 128
"""What a byte that says nothing holds."""


@dataclass(frozen=True, slots=True)
class Model:
    """Labels by kind (`actions`: `拜访`, …) with columns, and a table that finds the weights of a run by its hash.

    `bases` is what each label begins with; `slots` gives for a hash the row of `words`, 0 for none, below a check that
    tells runs of one hash apart: the run that says most has the slot. Each of the `words` holds eight weights of a
    byte, `ZERO` more than they are, so that all are added up at once; what a weight says is `scale` times as much.
    Columns are in the order of `columns_of`.
    """

    labels: dict[str, tuple[tuple[int, str], ...]]
    bases: Any
    slots: Any
    words: Any
    scale: float


def _multiples() -> Any:
    """Return one odd multiple for each character of a run and one for each length of run."""
    dice = np.random.Generator(np.random.PCG64(20261121))
    odd = dice.integers(1, 1 << 30, size=(LONGEST_RUN, LONGEST_RUN + 1), dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    for size in range(1, LONGEST_RUN + 1):
        odd[size - 1, size:LONGEST_RUN] = 0
    return odd


ODD: Final = _multiples()


def places_of(sums: Any) -> tuple[Any, Any]:
    """Return (place in the table, check) of hashed runs."""
    mixed = (sums ^ (sums >> np.uint32(15))) * np.uint32(0x9E3779B1)
    return mixed >> np.uint32(32 - _BITS), mixed & _CHECKED


def columns_of(many: int) -> Any:
    """Return where each label stands when words are parted into every other byte: first those, then the next ones."""
    wide = (many + _BYTES - 1) // _BYTES
    word, byte = np.divmod(np.arange(many), _BYTES)
    return (byte % 2 * wide + word) * (_BYTES // 2) + byte // 2


def model_of(labels: tuple[str, ...], bases: Any, codes: Any, weights: Any, scale: float) -> Model:
    """Return a model ready to listen; `codes` has the characters of each run, 0 after its end."""
    strongest = np.argsort(-np.abs(weights.astype(np.int16)).max(axis=1), kind="stable")[:ROW]
    codes, weights = codes[strongest], weights[strongest]
    odd = ODD[(codes > 0).sum(axis=1) - 1]
    spots, checks = places_of((codes * odd[:, :LONGEST_RUN]).sum(axis=1, dtype=np.uint32) + odd[:, LONGEST_RUN])
    slots = np.zeros(1 << _BITS, dtype=np.uint32)
    slots[spots[::-1]] = (checks << CHECK | np.arange(1, len(codes) + 1, dtype=np.uint32))[::-1]
    wide = (len(labels) + _BYTES - 1) // _BYTES
    table = np.full((len(weights) + 1, wide * _BYTES), ZERO, dtype=np.uint8)
    table[1:, : len(labels)] += weights.view(np.uint8)
    words = np.ascontiguousarray(table.view("<u8").astype(np.uint64).T)
    columns = columns_of(len(labels))
    begins = np.zeros(wide * _BYTES, dtype=np.float32)
    begins[columns] = bases
    named: dict[str, tuple[tuple[int, str], ...]] = {}
    for column, label in zip(columns.tolist(), labels, strict=True):
        kind, _, name = label.partition(" ")
        named[kind] = (*named.get(kind, ()), (column, name))
    return Model(named, begins, slots, words, float(scale))


@cache
def shipped() -> Model:
    """Return the model `config/lexicon/weights/talk.npz`, read at the first question."""
    kept = np.load(FOLDER / "weights" / "talk.npz")
    labels = tuple(str(label) for label in kept["labels"])
    return model_of(labels, kept["bases"], kept["runs"], kept["weights"], kept["scale"])
