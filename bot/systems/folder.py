"""A system that drops tables into a folder (an SFTP server's, a shared disk) and takes changes from another one."""

from __future__ import annotations

import asyncio
import csv
import os
from collections.abc import AsyncIterator, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from bot.errors import Rejected, Unreachable
from bot.systems.reading import Names, read_row
from crm.intake.sheet import SheetRow
from handlers.systems.port import Page
from nlp.dedup.table import UnreadableTable
from nlp.sheets.csv_rows import csv_rows

AT_ONCE = 500
OUT = "out"


class FolderSystem:
    """Reads `*.csv` and `*.xlsx` in the order of their names; every file once, by name, size and time.

    A change is a file of its own under `out/`, complete as soon as it has its name. Headings are the system's own
    names of our fields.
    """

    def __init__(self, name: str, folder: Path, writes: bool, names: Names) -> None:
        self.name = name
        self.writes = writes
        self._folder = folder
        self._names = names

    async def pages(self, cursor: Mapping[str, str]) -> AsyncIterator[Page]:
        """Yield the rows of files that were not read yet; within a file from the row that was read last."""
        done = dict(cursor)
        for path, mark in await asyncio.to_thread(self._files):
            if done.get(path.name) == mark:
                continue
            begun, _, read = done.get(path.name, "").partition("#")
            start = int(read or 0) if begun == mark else 0
            rows = await asyncio.to_thread(self._open, path)
            await asyncio.to_thread(_skip, rows, start)
            while chunk := await asyncio.to_thread(_chunk, rows):
                start += len(chunk)
                done[path.name] = f"{mark}#{start}"
                good = [row for item in chunk if (row := read_row(item, self._names)) is not None]
                yield Page(tuple(good), dict(done), len(chunk) - len(good))
            done[path.name] = mark
            yield Page((), dict(done))

    async def holds(self, external_id: str, field: str, value: str) -> bool:
        """A file that was written is there: `write` answers only then."""
        return False

    async def write(self, external_id: str, field: str, value: str, key: str) -> None:
        """Leave the change as a file; the same key is the same file."""
        try:
            await asyncio.to_thread(self._leave, external_id, field, value, key)
        except OSError as wrong:
            raise Unreachable("folder", type(wrong).__name__) from wrong

    def _files(self) -> list[tuple[Path, str]]:
        try:
            found = [path for path in self._folder.iterdir() if path.suffix.lower() in (".csv", ".xlsx")]
        except OSError as wrong:
            raise Unreachable("folder", type(wrong).__name__) from wrong
        about = [(path, path.stat()) for path in sorted(found) if not path.name.startswith(".")]
        return [(path, f"{one.st_size}|{one.st_mtime_ns}") for path, one in about]

    def _open(self, path: Path) -> Any:
        try:
            rows = _rows(path)
            headings = [cell.strip() for cell in next(rows).cells]
        except StopIteration:
            return iter(())
        except UnreadableTable as wrong:
            raise Rejected("unreadable", wrong.reason) from wrong
        return (dict(zip(headings, row.cells, strict=False)) for row in rows if not row.fault)

    def _leave(self, external_id: str, field: str, value: str, key: str) -> None:
        folder = self._folder / OUT
        folder.mkdir(exist_ok=True)
        name = "".join(sign if sign.isalnum() else "-" for sign in key)[:120]
        part = folder / f".{name}.part"
        with part.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow([self._names.of("id"), self._names.of(field)])
            writer.writerow([_harmless(external_id), _harmless(value)])
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / f"{name}.csv")


def _skip(rows: Any, count: int) -> None:
    next(islice(rows, count, count), None)


def _chunk(rows: Any) -> list[Any]:
    return list(islice(rows, AT_ONCE))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _rows(path: Path) -> Iterator[SheetRow]:
    if path.suffix.lower() != ".xlsx":
        return csv_rows(path)
    # Here and not above: a service that reads no workbook does without openpyxl's memory.
    from nlp.sheets.excel_rows import excel_rows

    return excel_rows(path)
