"""`genjin understand`: JSON lines in, what was understood out."""

from __future__ import annotations

import gc
from datetime import datetime
from pathlib import Path
from typing import TextIO

from nlp.understand import ABREAST, read_book, understand_lines

_SELDOM = 200_000
"""Objects made before rubbish is looked for: reading leaves no cycles behind, and looking costs a tenth of it."""


def run_understand(source: TextIO, out: TextIO, now: datetime, book: Path | None, explain: bool) -> int:
    """Answer every line in order, a line that is typed at once; a bad one gets an error and the run goes on."""
    names = read_book(book) if book is not None else []
    gc.set_threshold(_SELDOM)
    abreast = 1 if source.isatty() else ABREAST
    for line in understand_lines(source, now, names, explain, abreast):
        out.write(line + "\n")
    out.flush()
    return 0
