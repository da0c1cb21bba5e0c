"""One door for every kind of table file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from crm.intake.channel import Channel
from crm.intake.sheet import (
    LOOK_FOR_HEADINGS,
    NO_HEADINGS,
    NO_PHONE_COLUMN,
    Plan,
    SheetRow,
    heading_place,
    read_headings,
)
from nlp.dedup.table import UnreadableTable
from nlp.sheets.csv_rows import csv_rows

TEXT, BOOKS = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm")
REASONS = {
    "empty": "文件是空的",
    "binary": "不是文本表格，请另存为CSV（UTF-8或GBK）",
    "damaged": "Excel文件不完整、已损坏或有密码",
    "too large": "Excel文件展开后太大，请分成几个文件",
    "kind": "只认CSV和Excel（.csv .tsv .txt .xlsx .xlsm）",
}


class NotATable(ValueError):
    """The file gives no rows at all; the text is for people."""


def open_sheet_rows(
    path: Path, channel: Channel, common: dict[str, str], mapped: dict[str, str] | None = None
) -> tuple[Plan, Iterator[SheetRow]]:
    """Return what the columns are and the rows below the headings. Raises `NotATable` or `OSError`.

    Without `mapped` a heading row must name a phone; with it, the row that holds the mapped names is taken.
    """
    try:
        rows = _rows(path)
        first = list(islice(rows, LOOK_FOR_HEADINGS))
    except UnreadableTable as problem:
        raise NotATable(REASONS.get(problem.reason, problem.reason)) from problem
    if not first:
        raise NotATable(REASONS["empty"])
    place = _place(first, channel, common, mapped or {})
    if place is None:
        shown = "、".join(cell.strip()[:20] for cell in first[0].cells if cell.strip())[:120]
        raise NotATable(f"{NO_PHONE_COLUMN}，第一行是：{shown}" if shown else NO_HEADINGS)
    return read_headings(first[place].cells, channel, common, mapped), _guarded(chain(first[place + 1 :], rows))


def _rows(path: Path) -> Iterator[SheetRow]:
    suffix = path.suffix.lower()
    if suffix in BOOKS:
        # Here and not above: a service that reads no workbook does without openpyxl's memory.
        from nlp.sheets.excel_rows import excel_rows

        return excel_rows(path)
    if suffix not in TEXT:
        raise UnreadableTable("kind")
    if path.stat().st_size == 0:
        raise UnreadableTable("empty")
    return csv_rows(path)


def _place(first: list[SheetRow], channel: Channel, common: dict[str, str], mapped: dict[str, str]) -> int | None:
    if not mapped:
        return heading_place([row.cells for row in first], channel, common)
    best = max(range(len(first)), key=lambda at: len([t for t in _targets(first[at], channel, common, mapped) if t]))
    return best if "phone" in _targets(first[best], channel, common, mapped) else None


def _targets(row: SheetRow, channel: Channel, common: dict[str, str], mapped: dict[str, str]) -> tuple[str, ...]:
    return read_headings(row.cells, channel, common, mapped).targets


def _guarded(rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    """Rows already read stay read when a file breaks off in the middle; the break is a row of its own."""
    number = 0
    try:
        for row in rows:
            number = row.number
            yield row
    except UnreadableTable as problem:
        yield SheetRow(number + 1, [], REASONS.get(problem.reason, problem.reason))
