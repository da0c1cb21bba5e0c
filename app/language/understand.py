"""`genjin understand`: JSON lines in, what was understood out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TextIO

from nlp.understand import read_book, understand_lines


def run_understand(source: TextIO, out: TextIO, now: datetime, book: Path | None, explain: bool) -> int:
    """Answer every line in order; a bad line gets an error of its own and the run goes on."""
    names = read_book(book) if book is not None else []
    for line in understand_lines(source, now, names, explain):
        out.write(line + "\n")
    out.flush()
    return 0
