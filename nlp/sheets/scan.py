"""What the XML of an Excel sheet says beside its cells: merged ranges, and whether there are formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO

from openpyxl.utils import range_boundaries

_CHUNK = 1 << 20
_OVERLAP = 256
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]{0,100}?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
MOST_MERGES = 200_000


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, from 1: its value stands in the top left cell and is meant for all."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Merged ranges by their first row, and whether any cell computes."""

    merges: tuple[Merge, ...]
    formulas: bool


def scan(source: IO[bytes]) -> SheetFacts:
    """Read a sheet's XML once, in pieces."""
    merges: set[Merge] = set()
    formulas, rest = False, b""
    while chunk := source.read(_CHUNK):
        piece = rest + chunk
        formulas = formulas or _FORMULA.search(piece) is not None
        for found in _MERGED.finditer(piece):
            if len(merges) < MOST_MERGES:
                merges.add(Merge(*(int(side or 0) for side in range_boundaries(found[1].decode()))))
        rest = piece[-_OVERLAP:]
    return SheetFacts(tuple(sorted(merges, key=lambda merge: merge.top)), formulas)


class MergedCells:
    """Gives every cell of a merged range the value of its first one, while rows pass by."""

    def __init__(self, merges: tuple[Merge, ...]) -> None:
        self._coming = list(reversed(merges))
        self._open: list[tuple[Merge, str]] = []

    def fill(self, number: int, cells: list[str]) -> bool:
        """Fill this row, in place; tell whether anything was."""
        if not self._coming and not self._open:
            return False
        while self._coming and self._coming[-1].top <= number:
            merge = self._coming.pop()
            value = cells[merge.left - 1] if merge.left <= len(cells) else ""
            if value and merge.bottom >= number:
                self._open.append((merge, value))
        self._open = [(merge, value) for merge, value in self._open if merge.bottom >= number]
        filled = False
        for merge, value in self._open:
            for column in range(merge.left - 1, min(merge.right, max(len(cells), merge.left))):
                if column >= len(cells):
                    cells.append("")
                if not cells[column]:
                    cells[column], filled = value, True
        return filled
