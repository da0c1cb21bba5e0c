"""The first sheet of an Excel file as a table: values, never formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from nlp.dedup.table import Table, UnreadableTable

_NOW_AND_THEN = 1000


def open_sheet(path: Path) -> Table:
    """Return the table of the active sheet. Raises `UnreadableTable` ("damaged", "no headings") or `OSError`."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.active
        size = (sheet.max_row or 0) if sheet is not None else 0
        book.close()
        headings = next(_rows(path), [])
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as problem:
        raise UnreadableTable("damaged") from problem
    if not any(headings):
        raise UnreadableTable("no headings")

    def rows(progress: Callable[[int], None]) -> Iterator[list[str]]:
        for number, row in enumerate(_rows(path)):
            if number % _NOW_AND_THEN == 0:
                progress(number)
            if number:
                yield row

    return Table(tuple(headings), rows, size, "xlsx")


def _rows(path: Path) -> Iterator[list[str]]:
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        if book.active is not None:
            for row in book.active.iter_rows(values_only=True):
                yield [_text(value) for value in row]
    finally:
        book.close()


def _text(value: object) -> str:
    """Return a cell as a person reads it: 13812345678 and not 13812345678.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).strip()
