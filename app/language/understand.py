"""`genjin understand`: JSON lines in, what was understood out."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TextIO

from nlp.understand import ABREAST, read_book, understand_batches

SELDOM = 200_000
"""Objects made before rubbish is looked for: reading leaves no cycles behind, and looking costs a tenth of it."""
_CHUNK = 1 << 16


def run_understand(source: int, out: TextIO, now: datetime, book: Path | None, explain: bool) -> int:
    """Answer every line of an open file in order, as soon as no more are there; a bad one gets an error."""
    names = read_book(book) if book is not None else []
    gc.set_threshold(SELDOM)
    for line in understand_batches(_arriving(source, out), now, names, explain):
        out.write(line + "\n")
    out.flush()
    return 0


def _arriving(source: int, out: TextIO) -> Iterator[list[str]]:
    """Yield the lines that have come, some at a time: who writes a line and waits for its answer gets it."""
    rest = b""
    while chunk := os.read(source, _CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        for at in range(0, len(lines), ABREAST):
            yield [_text(line) for line in lines[at : at + ABREAST]]
        out.flush()
    yield [_text(rest)]


def _text(line: bytes) -> str:
    return line.decode("utf-8-sig", "replace")
