"""What a clause says by its runs of characters: a linear model, trained by `python -m benchmarks.language.train`.

It stands beside the patterns and never alone where they are sure. A text is cut into clauses, a long clause into
overlapping stretches, and each label is heard in the stretch that speaks for it most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from nlp.learned.heard import Heard
from nlp.learned.talk_model import LONGEST_RUN, ODD, Model, places_of, shipped

_WINDOW, _STRIDE = 20, 10
_CLAUSE = re.compile(r"[^,;:!?。\n\r]+")
_EDGE = "|"
_MAKE = tuple.__new__
"""Makes a named tuple without its own constructor, which is a Python function and takes twice the time."""
_ALIKE = str.maketrans("123456789,;:!?。\n\r", "000000000" + _EDGE * 8)


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
    """Yield the runs of one to four characters of a piece of `edged` text."""
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
    edges, empty = _edges(texts, places)
    if not edges:
        return [{} for _ in plains]
    rows = _known(model, "".join(texts))
    rows[empty] = 0
    runs = model.weights.take(rows, axis=0)
    sums = np.add.reduceat(runs, edges, axis=0, dtype=np.float32)[::2]
    total = np.add.reduce(sums.reshape(LONGEST_RUN, -1, sums.shape[1]), axis=0) * model.scale + model.bases
    firsts = np.cumsum([0, *[len(here) for here in places if here][:-1]])
    high = np.maximum.reduceat(total, firsts, axis=0)
    chances = iter((1 / (1 + np.exp(-high.clip(-30, 30)))).tolist())
    out: list[Said] = []
    at = 0
    for here in places:
        out.append(_heard(model, total[at : at + len(here)], next(chances), here) if here else {})
        at += len(here)
    return out


def _known(model: Model, text: str) -> Any:
    """Return the row of weights of each run of a text: all runs of one character, then all of two, and so on."""
    size = len(text)
    codes = np.zeros(size + LONGEST_RUN - 1, dtype=np.uint64)
    codes[:size] = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    shifted = np.ones((LONGEST_RUN + 1, size), dtype=np.uint64)
    for at in range(LONGEST_RUN):
        shifted[at] = codes[at : at + size]
    spots, checks = places_of(ODD @ shifted)
    found = model.rows[spots] * (model.checks[spots] == checks)
    return found.ravel()


def _heard(model: Model, total: Any, chances: list[float], places: list[tuple[int, int]]) -> Said:
    """Return where each label is heard best, by what speaks for each in each stretch."""
    best = [places[at] for at in total.argmax(axis=0).tolist()] if len(places) > 1 else places * len(chances)
    return {
        kind: [_MAKE(Heard, (name, chances[column], *best[column])) for column, name in labels]
        for kind, labels in model.labels.items()
    }


def _edges(texts: list[str], places: list[list[tuple[int, int]]]) -> tuple[list[int], list[int]]:
    """Return (where the runs of each length and stretch begin and end, where runs stand in for a stretch without any).

    The edges are in order, so that nothing long lies between one stretch and the next, which would be added up as well.
    """
    size = sum(map(len, texts))
    pieces: list[tuple[int, int]] = []
    at = 0
    for text, here in zip(texts, places, strict=True):
        for place in here:
            start, end = within(text, *place)
            pieces.append((at + start, at + end))
        at += len(text)
    out: list[int] = []
    empty: list[int] = []
    for shorter in range(LONGEST_RUN):
        row = size * shorter
        for start, end in pieces:
            first, last = row + start, row + end - shorter
            if first >= last:
                empty.append(first)
                last = first
            out += (first, last)
    return out, empty
