"""What a clause says by its runs of characters: a linear model, trained by `python -m benchmarks.language.train`.

It stands beside the patterns and never alone where they are sure. A text is cut into clauses, a long clause into
overlapping stretches, and each label is heard in the stretch that speaks for it most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from nlp.learned.heard import Heard
from nlp.learned.talk_model import CHECK, LONGEST_RUN, ODD, ROW, ZERO, Model, places_of, shipped

_WINDOW, _STRIDE = 20, 10
_SIGN: Final = "|"
_EDGE = np.uint32(ord(_SIGN))
_ALIKE: Final = str.maketrans("123456789,;:!?。\n\r", "000000000" + _SIGN * 8)
_FOLDED = np.arange(max(_ALIKE) + 1, dtype=np.uint32)
_FOLDED[list(_ALIKE)] = list(_ALIKE.values())
_EVERY_OTHER, _NEXT = np.uint64(0x00FF00FF00FF00FF), np.uint64(8)

Said = dict[str, list[Heard]]
"""By kind of label, where each label is heard best."""


def edged(plain: str) -> str:
    """Return the text with every digit as 0 and one sign for every edge of a clause."""
    return _written(_edged([plain]))


def pieces_of(plain: str) -> list[str]:
    """Return what is heard of a text: its stretches, with the edges of clauses that they touch."""
    codes = _edged([plain])
    text = _written(codes)
    places = zip(*(ends.tolist() for ends in _with_edges(codes, *_stretches(codes))), strict=True)
    return [text[start:end] for start, end in places]


def runs_of(piece: str) -> Iterator[str]:
    """Yield the runs of one to three characters of a piece of `edged` text."""
    size = len(piece)
    for at in range(size):
        for end in range(at + 1, min(at + LONGEST_RUN, size) + 1):
            yield piece[at:end]


def listen(plain: str, model: Model | None = None) -> Said:
    """Return by kind of label (signals, actions, stages) where each label is heard best."""
    return listen_to([plain], model)[0]


def listen_to(plains: Sequence[str], model: Model | None = None) -> list[Said]:
    """Return for each of some texts by kind of label where each label is heard best."""
    model = model or shipped()
    said: list[Said] = [{} for _ in plains]
    codes = _edged(plains)
    starts, ends = _stretches(codes)
    if not len(starts):
        return said
    sizes = np.array([len(plain) for plain in plains])
    begins = (sizes + 2).cumsum() - sizes - 1
    many = np.bincount(begins.searchsorted(starts, side="right") - 1, minlength=len(plains))
    heard = many.nonzero()[0]
    many, begins = many[heard], begins[heard, None]
    total = _sums(model, codes, *_with_edges(codes, starts, ends))
    firsts = many.cumsum() - many
    high = np.maximum.reduceat(total, firsts, axis=0)
    left = np.arange(len(total), 0, -1)[:, None]
    best = len(total) - np.maximum.reduceat((total == high.repeat(many, axis=0)) * left, firsts, axis=0)
    chances = 1 / (1 + np.exp(-high.clip(-30, 30)))
    columns = (chances.tolist(), (starts.take(best) - begins).tolist(), (ends.take(best) - begins).tolist())
    for at, *row in zip(heard.tolist(), *columns, strict=True):
        said[at] = _heard(model, *row)
    return said


def _heard(model: Model, chances: list[float], starts: list[int], ends: list[int]) -> Said:
    """Return how sure each label is, and where it is heard best."""
    return {
        kind: [Heard(name, chances[column], starts[column], ends[column]) for column, name in labels]
        for kind, labels in model.labels.items()
    }


def _edged(plains: Sequence[str]) -> Any:
    """Return the characters of some texts, each between two signs, with what is heard alike as one."""
    text = "".join([f"{_SIGN}{plain}{_SIGN}" for plain in plains])
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.where(codes < len(_FOLDED), _FOLDED.take(codes, mode="clip"), codes)


def _written(codes: Any) -> str:
    """Return `edged` characters as text."""
    return str(codes.tobytes(), "utf-32-le", "surrogatepass")


def _stretches(codes: Any) -> tuple[Any, Any]:
    """Return where the clauses of `edged` texts begin and end; long ones are cut into stretches."""
    edges = (codes == _EDGE).nonzero()[0]
    some = (edges[1:] - edges[:-1] > 1).nonzero()[0]
    starts, ends = edges[some] + 1, edges[some + 1]
    cuts = np.maximum(ends - starts - _WINDOW - 1, 0) // _STRIDE
    pieces = cuts + 1
    place = np.arange(pieces.sum()) - (pieces.cumsum() - pieces).repeat(pieces)
    starts = starts.repeat(pieces) + place * _STRIDE
    return starts, np.where(place < cuts.repeat(pieces), starts + _WINDOW, ends.repeat(pieces))


def _with_edges(codes: Any, starts: Any, ends: Any) -> tuple[Any, Any]:
    """Return where stretches lie with the edges of clauses that they touch."""
    return starts - (codes[starts - 1] == _EDGE), ends + (codes[ends] == _EDGE)


def _sums(model: Model, codes: Any, starts: Any, ends: Any) -> Any:
    """Return what speaks for each label in each piece of a text: the sum over the runs that lie within it.

    The words of every run are added up from the first on, each half of their bytes for itself: what a piece holds is
    the difference between its end and its start, whatever was lost above on the way.
    """
    size = len(codes)
    shorter = np.arange(LONGEST_RUN)[:, None]
    lasts = np.maximum(ends - shorter, starts)
    words = model.words.take(_known(model, codes).ravel(), axis=1)
    wide = len(words)
    whole = np.zeros((2 * wide, LONGEST_RUN * size + 1), dtype=np.uint64)
    np.cumsum(words & _EVERY_OTHER, axis=1, out=whole[:wide, 1:])
    words >>= _NEXT
    words &= _EVERY_OTHER
    np.cumsum(words, axis=1, out=whole[wide:, 1:])
    rows = shorter * size
    held = np.add.reduce(whole[:, rows + lasts] - whole[:, rows + starts], axis=1)
    bytes_held = np.ascontiguousarray(held.T).astype("<u8", copy=False).view(np.uint16).astype(np.float32)
    runs = (lasts - starts).sum(axis=0)[:, None]
    return (bytes_held - np.float32(ZERO) * runs) * np.float32(model.scale) + model.bases


def _known(model: Model, codes: Any) -> Any:
    """Return the row of weights of each run of a text: all runs of one character, then all of two, and so on."""
    size = len(codes)
    padded = np.zeros(size + LONGEST_RUN - 1, dtype=np.uint32)
    padded[:size] = codes
    sums = ODD[:, LONGEST_RUN:].repeat(size, axis=1)
    for at in range(LONGEST_RUN):
        sums[at:] += ODD[at:, at : at + 1] * padded[at : at + size]
    spots, checks = places_of(sums)
    slots = model.slots.take(spots)
    return (slots & ROW) * (slots >> CHECK == checks)
