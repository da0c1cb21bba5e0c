"""What a clause says by its runs of characters: a linear model, trained by `python -m benchmarks.language.train`.

It stands beside the patterns and never alone where they are sure. A text is cut into clauses, a long clause into
overlapping stretches, and each label is heard in the stretch that speaks for it most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from nlp.learned.heard import Heard
from nlp.lexicon import FOLDER

LONGEST_RUN = 4
_WINDOW, _STRIDE, _BITS = 20, 10, 17
_CLAUSE = re.compile(r"[^,;:!?。\n\r]+")
_EDGE = "|"
_ALIKE = str.maketrans("123456789,;:!?。\n\r", "000000000" + _EDGE * 8)


@dataclass(frozen=True, slots=True)
class Model:
    """Labels (`actions`, `拜访`), their base, and a table that finds the weights of a run by its hash.

    `rows` gives the row of `weights` for a hash, 0 for none; `checks` tells runs of one hash apart. What a weight
    says is `scale` times as much.
    """

    labels: tuple[tuple[str, str], ...]
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


_ODD = _multiples()


def _places(sums: Any) -> tuple[Any, Any]:
    """Return (place in the table, check) of hashed runs."""
    mixed = (sums ^ (sums >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
    return mixed >> np.uint64(64 - _BITS), (mixed >> np.uint64(20)).astype(np.uint16)


def model_of(labels: tuple[str, ...], bases: Any, codes: Any, weights: Any, scale: float = 1.0) -> Model:
    """Return a model ready to listen; `codes` has the characters of each run, 0 after its end."""
    rows = np.zeros(1 << _BITS, dtype=np.int32)
    checks = np.zeros(1 << _BITS, dtype=np.uint16)
    wide = codes.astype(np.uint64)
    odd = _ODD[(codes > 0).sum(axis=1) - 1]
    spots, checked = _places((wide * odd[:, :LONGEST_RUN]).sum(axis=1, dtype=np.uint64) + odd[:, LONGEST_RUN])
    rows[spots[::-1]] = np.arange(len(codes), 0, -1)
    checks[spots[::-1]] = checked[::-1]
    table = np.vstack([np.zeros((1, len(labels)), dtype=weights.dtype), weights])
    named = tuple((kind, name) for kind, _, name in (label.partition(" ") for label in labels))
    return Model(named, np.asarray(bases, dtype=np.float32), rows, checks, table, float(scale))


@cache
def shipped() -> Model:
    """Return the model `config/lexicon/weights/talk.npz`, read at the first question."""
    kept = np.load(FOLDER / "weights" / "talk.npz")
    labels = tuple(str(label) for label in kept["labels"])
    return model_of(labels, kept["bases"], kept["runs"], kept["weights"], kept["scale"])


def edged(plain: str) -> str:
    """Return the text with every digit as 0 and one sign for every edge of a clause."""
    return f"{_EDGE}{plain.translate(_ALIKE)}{_EDGE}"


def stretches(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a text; a long one as stretches that overlap by half."""
    for match in _CLAUSE.finditer(plain):
        start, end = match.span()
        while end - start > _WINDOW + _STRIDE:
            yield start, start + _WINDOW
            start += _STRIDE
        yield start, end


def within(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a stretch lies in its `edged` text, with the edges of clauses that it touches."""
    return start + (text[start] != _EDGE), end + 1 + (text[end + 1] == _EDGE)


def runs_of(piece: str) -> Iterator[str]:
    """Yield the runs of one to four characters of a piece of `edged` text."""
    size = len(piece)
    for at in range(size):
        for end in range(at + 1, min(at + LONGEST_RUN, size) + 1):
            yield piece[at:end]


def listen(plain: str, model: Model | None = None) -> dict[str, list[Heard]]:
    """Return by kind of label (signals, actions, stages) where each label is heard best."""
    model = model or shipped()
    text, places = edged(plain), list(stretches(plain))
    heard: dict[str, list[Heard]] = {}
    if not places:
        return heard
    size = len(text)
    codes = np.zeros(size + LONGEST_RUN - 1, dtype=np.uint64)
    codes[:size] = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    shifted = np.ones((LONGEST_RUN + 1, size), dtype=np.uint64)
    for at in range(LONGEST_RUN):
        shifted[at] = codes[at : at + size]
    spots, checks = _places(_ODD @ shifted)
    found = model.rows[spots] * (model.checks[spots] == checks)
    for shorter in range(1, LONGEST_RUN):
        found[shorter, size - shorter :] = 0
    runs = model.weights.take(found.ravel(), axis=0)
    sums = np.add.reduceat(runs, _edges(text, places), axis=0, dtype=np.float32)
    total = sums[::2].reshape(LONGEST_RUN, len(places), -1).sum(axis=0) * model.scale + model.bases
    best = total.argmax(axis=0).tolist()
    chances = (1 / (1 + np.exp(-total.max(axis=0).clip(-30, 30)))).tolist()
    for (kind, name), chance, at in zip(model.labels, chances, best, strict=True):
        heard.setdefault(kind, []).append(Heard(name, chance, *places[at]))
    return heard


def _edges(text: str, places: list[tuple[int, int]]) -> list[int]:
    """Return for each length of run and each stretch where its runs begin and end; where none is when it has none.

    They are in order, so that nothing long lies between one stretch and the next, which would be added up as well.
    """
    size = len(text)
    pieces = [within(text, *place) for place in places]
    out: list[int] = []
    for shorter in range(LONGEST_RUN):
        row, none = size * shorter, size * (shorter + 1) - shorter
        for start, end in pieces:
            out += (row + start, row + end - shorter) if start < end - shorter else (none, none)
    return out
