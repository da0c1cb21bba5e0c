"""Rows of an Excel file: values and never formulas, merged cells filled, the string table on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile
from zlib import error as ZlibError

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException

from crm.intake.sheet import SheetRow
from nlp.dedup.table import UnreadableTable
from nlp.sheets.scan import MergedCells, SheetFacts, scan
from nlp.sheets.strings import DiskStrings

DAMAGED = (BadZipFile, InvalidFileException, ZlibError, ParseError, KeyError, IndexError, ValueError, EOFError)
STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
MERGED, COMPUTED, UNCOMPUTED, ERROR = "合并单元格已补全", "公式取了结果值", "公式没有结果，按空处理", "单元格是错误值"
LARGEST_XML = 4 << 30


def excel_rows(path: Path) -> Iterator[SheetRow]:
    """Yield every row of the active sheet that is not blank. Raises `UnreadableTable` ("damaged") or `OSError`.

    Formulas are told apart from values only when the sheet holds any: then it is read twice, side by side.
    """
    try:
        with _book(path, values=True) as (sheet, facts):
            if not facts.formulas:
                yield from _rows(sheet.iter_rows(), None, facts)
                return
            with _book(path, values=False) as (written, _):
                yield from _rows(sheet.iter_rows(), written.iter_rows(), facts)
    except DAMAGED as problem:
        raise UnreadableTable("damaged") from problem


class _Reader(ExcelReader):
    """openpyxl's reader with its strings on disk."""

    shared_strings: Any
    package: Any

    def read_strings(self) -> None:
        found = self.package.find(STRINGS)
        if found is not None:
            with self.archive.open(found.PartName[1:]) as source:
                self.shared_strings = DiskStrings(source)


@contextmanager
def _book(path: Path, values: bool) -> Iterator[tuple[Any, SheetFacts]]:
    reader = _Reader(path, read_only=True, data_only=values, keep_links=False)
    try:
        if sum(entry.file_size for entry in reader.archive.infolist()) > LARGEST_XML:
            raise UnreadableTable("too large")
        reader.read()
        sheet: Any = reader.wb.active
        if sheet is None:
            raise UnreadableTable("empty")
        # The size a file claims is often wrong: rows beyond it would be lost.
        sheet.reset_dimensions()
        with sheet._get_source() as source:
            facts = scan(source)
        yield sheet, facts
    finally:
        reader.archive.close()
        if isinstance(reader.shared_strings, DiskStrings):
            reader.shared_strings.close()


def _rows(values: Iterator[Any], written: Iterator[Any] | None, facts: SheetFacts) -> Iterator[SheetRow]:
    merged = MergedCells(facts.merges)
    for number, row in enumerate(values, start=1):
        formulas = next(written) if written is not None else ()
        cells = [_text(cell.value) for cell in row]
        remarks = []
        for place, cell in enumerate(formulas):
            if cell.data_type == "f":
                remarks.append(COMPUTED if place < len(cells) and cells[place] else UNCOMPUTED)
        for place, cell in enumerate(row):
            if cell.data_type == "e":
                cells[place] = ""
                remarks.append(ERROR)
        if merged.fill(number, cells):
            remarks.append(MERGED)
        if any(cells):
            yield SheetRow(number, cells, "", tuple(dict.fromkeys(remarks)))


def _text(value: object) -> str:
    """Return a cell as a person reads it: 13812345678 and not 13812345678.0; a day without midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).replace("\0", "").strip()
