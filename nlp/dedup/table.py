"""Tables of rows from files as people send them: CSV in GBK or UTF-8 with any usual separator, and Excel sheets."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_PROBE = 1 << 20
_LARGEST_CELL = 1 << 20


class UnreadableTable(ValueError):
    """The file holds no table: empty, no heading row, or bytes that are no text. `reason` is a short code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be read again and again, one row at a time; memory does not grow with the file."""

    headings: tuple[str, ...]
    rows: Callable[[Callable[[int], None]], Iterator[list[str]]]
    """Call with a function that is told now and then how many of `size` units are read."""
    size: int
    encoding: str = ""


def open_table(path: Path) -> Table:
    """Return the table of a `.csv`, `.tsv`, `.txt` or `.xlsx` file. Raises `UnreadableTable` or `OSError`."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        from nlp.dedup.sheet import open_sheet

        return open_sheet(path)
    with path.open("rb") as source:
        head = source.read(_PROBE)
    if not head.strip():
        raise UnreadableTable("empty")
    encoding = encoding_of(head, path)
    delimiter = _delimiter(head.decode(encoding, errors="ignore"))

    def rows(progress: Callable[[int], None]) -> Iterator[list[str]]:
        csv.field_size_limit(_LARGEST_CELL)
        with path.open("rb") as source:
            text = io.TextIOWrapper(source, encoding=encoding, errors="replace", newline="")
            for number, row in enumerate(csv.reader(_without_nul(text), delimiter=delimiter)):
                if number & 0xFFF == 0:
                    progress(source.tell())
                if number and row:
                    yield row
        progress(path.stat().st_size)

    headings = _first(path, encoding, delimiter)
    return Table(tuple(headings), rows, path.stat().st_size, encoding)


def encoding_of(head: bytes, path: Path) -> str:
    """Return the encoding of a file: a mark at its beginning, else UTF-8 if all of it is, else GB18030."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.count(0) > len(head) // 8:
        raise UnreadableTable("binary")
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as source:
            while chunk := source.read(_PROBE):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        # A file cut off in the middle of its last character is still UTF-8.
        return "utf-8" if error.reason == "unexpected end of data" else "gb18030"
    return "utf-8"


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line.replace("\0", "") if "\0" in line else line


def _delimiter(text: str) -> str:
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    return max(",\t;|", key=first.count) if any(mark in first for mark in ",\t;|") else ","


def _first(path: Path, encoding: str, delimiter: str) -> Sequence[str]:
    with path.open(encoding=encoding, errors="replace", newline="") as source:
        headings = next(csv.reader(_without_nul(source), delimiter=delimiter), [])
    if not any(heading.strip() for heading in headings):
        raise UnreadableTable("no headings")
    return [heading.strip().lstrip("\ufeff") for heading in headings]
