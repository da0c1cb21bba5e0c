"""Rows of a CSV: any usual separator, cells over several lines, and quotes that nobody closed."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from crm.intake.sheet import BAD_QUOTES, CUT_OFF, SheetRow
from nlp.sheets.lines import MENDED, Line, read_lines

MOST_LINES = 50  # of one cell; more means that a quote was never closed
SEPARATORS = ",\t;|"


def csv_rows(path: Path) -> Iterator[SheetRow]:
    """Yield every row that is not blank, numbered as a spreadsheet shows it. Raises `UnreadableTable` or `OSError`.

    A quote without its pair costs its own line and not the rest of the file; a last line that breaks off is named.
    """
    lines = _Lines(read_lines(path))
    separator = ""
    number = width = 0
    while (line := lines.take()) is not None:
        separator = separator or _separator(line.text)
        if '"' not in line.text:
            rows, last, fault = [line.text.split(separator)], line, ""
        else:
            rows, last, fault = _quoted(line, lines, separator, width)
        for cells in rows:
            number += 1
            if not any(cell.strip() for cell in cells):
                continue
            if not last.ended and (len(cells) < width or last.mended):
                fault = CUT_OFF
            width = max(width, len(cells))
            yield SheetRow(number, cells, fault, (MENDED,) if last.mended else ())


class _Lines:
    """Lines that can be put back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._back: deque[Line] = deque()

    def take(self) -> Line | None:
        return self._back.popleft() if self._back else next(self._lines, None)

    def put_back(self, lines: list[Line]) -> None:
        self._back.extendleft(reversed(lines))


def _quoted(first: Line, lines: _Lines, separator: str, width: int) -> tuple[list[list[str]], Line, str]:
    """Return the rows that begin with this line, the last line they reach, and a fault when a quote stays open.

    A quote that meets a stray one further down has swallowed whole rows: they are given back.
    """
    taken = [first]
    quotes = first.text.count('"')
    while quotes % 2 and len(taken) < MOST_LINES and (line := lines.take()) is not None:
        taken.append(line)
        quotes += line.text.count('"')
    if quotes % 2 == 0:
        rows = _parsed([line.text for line in taken], separator)
        swallowed = [line for line in taken[1:] if line.text.count(separator) == width - 1]
        if not swallowed or width < 2 or all(len(cells) == width for cells in rows):
            return rows, taken[-1], ""
    lines.put_back(taken[1:])
    inch = _parsed([first.text], separator)
    # 27" stands in the middle of a cell and opens nothing.
    opened = any(part.lstrip().startswith('"') for part in first.text.split(separator))
    return inch, first, BAD_QUOTES if opened else ""


def _parsed(texts: list[str], separator: str) -> list[list[str]]:
    csv.field_size_limit(1 << 21)
    return [cells or [""] for cells in csv.reader([f"{text}\n" for text in texts], delimiter=separator)]


def _separator(text: str) -> str:
    return max(SEPARATORS, key=text.count) if any(mark in text for mark in SEPARATORS) else ","
