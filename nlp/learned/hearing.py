"""What a clause says by its runs of characters: a linear model, trained by `python -m benchmarks.language.train`.

It stands beside the patterns and never alone where they are sure. A text is cut into clauses, a long clause into
overlapping stretches, and each label is heard in the stretch that speaks for it most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from nlp.learned.heard import Heard
from nlp.learned.talk_model import CHECK, LONGEST_RUN, ODD, ZERO, Model, places_of, shipped
from nlp.patterns.stored import made

_WINDOW, _STRIDE = 20, 10
_CLAUSE: Final = made(r"[^,;:!?。\n\r]+")
_EDGE: Final = "|"
_EVERY_OTHER, _NEXT, _ROW = np.uint64(0x00FF00FF00FF00FF), np.uint64(8), np.uint32(0xFFFF)
_MAKE: Final = tuple.__new__
"""Makes a named tuple without its own constructor, which is a Python function and takes twice the time."""
_ALIKE: Final = str.maketrans("123456789,;:!?。\n\r", "000000000" + _EDGE * 8)


Said = dict[str, list[Heard]]
"""By kind of label, where each label is heard best."""


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
    texts = [edged(plain) for plain in plains]
    places = [list(stretches(plain)) for plain in plains]
    counts = [len(here) for here in places if here]
    if not counts:
        return [{} for _ in plains]
    total = _sums(model, "".join(texts), _pieces(texts, places))
    many = np.array(counts)
    firsts = many.cumsum() - many
    high = np.maximum.reduceat(total, firsts, axis=0)
    left = np.arange(len(total), 0, -1)[:, None]
    best = len(total) - np.maximum.reduceat((total == high.repeat(many, axis=0)) * left, firsts, axis=0)
    best -= firsts[:, None]
    rows = zip((1 / (1 + np.exp(-high.clip(-30, 30)))).tolist(), best.tolist(), strict=True)
    return [_heard(model, *next(rows), here) if here else {} for here in places]


def _sums(model: Model, text: str, pieces: tuple[list[int], list[int]]) -> Any:
    """Return what speaks for each label in each piece of a text: the sum over the runs that lie within it.

    The words of every run are added up from the first on, each half of their bytes for itself: what a piece holds is
    the difference between its end and its start, whatever was lost above on the way.
    """
    size = len(text)
    starts, ends = np.array(pieces)
    shorter = np.arange(LONGEST_RUN)[:, None]
    lasts = np.maximum(ends - shorter, starts)
    words = model.words.take(_known(model, text).ravel(), axis=1)
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


def _known(model: Model, text: str) -> Any:
    """Return the row of weights of each run of a text: all runs of one character, then all of two, and so on."""
    size = len(text)
    codes = np.zeros(size + LONGEST_RUN - 1, dtype=np.uint32)
    codes[:size] = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    sums = ODD[:, LONGEST_RUN:].repeat(size, axis=1)
    for at in range(LONGEST_RUN):
        sums[at:] += ODD[at:, at : at + 1] * codes[at : at + size]
    spots, checks = places_of(sums)
    slots = model.slots.take(spots)
    return (slots & _ROW) * (slots >> CHECK == checks)


def _heard(model: Model, chances: list[float], best: list[int], places: list[tuple[int, int]]) -> Said:
    """Return how sure each label is, and where it is heard best."""
    return {
        kind: [_MAKE(Heard, (name, chances[column], *places[best[column]])) for column, name in labels]
        for kind, labels in model.labels.items()
    }


def _pieces(texts: list[str], places: list[list[tuple[int, int]]]) -> tuple[list[int], list[int]]:
    """Return where each stretch begins and ends in all texts together."""
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for text, here in zip(texts, places, strict=True):
        for place in here:
            start, end = within(text, *place)
            starts.append(at + start)
            ends.append(at + end)
        at += len(text)
    return starts, ends
