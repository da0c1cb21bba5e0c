"""A recording cut into pieces that are recognised one by one, and their words joined to one line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from opencc import OpenCC

from nlp.speech.decode import RATE

LONGEST_PIECE = 28 * RATE
LONG_SILENCE = 3 * RATE
SOME_SILENCE = 5 * RATE
PAD = int(0.8 * RATE)
Spans = list[tuple[int, int]]


def pieces(speech: Spans, length: int) -> Spans:
    """Return the spans of samples to recognise one by one: all of a short clip, or stretches of up to 28 s.

    Silence inside a stretch stays, because cutting it out costs accuracy; only long silence between stretches goes.
    """
    merged: Spans = []
    for start, end in speech:
        if merged and end - merged[-1][0] <= LONGEST_PIECE and start - merged[-1][1] <= LONG_SILENCE:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    first, last = merged[0][0], merged[-1][1]
    if len(merged) == 1 and length <= LONGEST_PIECE and first <= SOME_SILENCE and length - last <= SOME_SILENCE:
        return [(0, length)]
    return [(max(0, start - PAD), min(length, end + PAD)) for start, end in merged]


def join_segments(texts: Sequence[str]) -> str:
    """Return one line; where two pieces meet without a mark, a comma keeps them apart."""
    line = ""
    for piece in texts:
        text = piece.strip()
        if line and text and line[-1].isalnum() and text[0].isalnum():
            line += "，"
        line += text
    return line


def simplified(text: str) -> str:
    """Return the text in simplified script."""
    return cast(str, _converter().convert(text))


@cache
def _converter() -> Any:
    return OpenCC("t2s")
