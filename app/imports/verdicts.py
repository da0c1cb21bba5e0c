"""The verdict file of an import: every row of the file with what became of it, as CSV that runs no formula."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import TYPE_CHECKING

from crm.intake.importing import Import, ImportRow
from handlers.rights.export import harmless
from storage.intake.imports import ImportTable

if TYPE_CHECKING:
    from app.installation import Installation

HEAD = ("行号", "结论", "原因", "提醒", "线索编号")
AT_ONCE = 2000


async def verdict_lines(service: Installation, batch: Import) -> AsyncIterator[bytes]:
    """Yield the file in pieces: UTF-8 with a byte order mark, for Excel."""
    yield b"\xef\xbb\xbf" + as_lines([[*HEAD, *batch.headings]])
    if batch.reason:
        yield as_lines([["", "无法读取", batch.reason, "", ""]])
    place = 0
    while True:
        async with service.database.read() as session:
            rows = await ImportTable(session).rows(batch.id, place, AT_ONCE)
        if not rows:
            return
        yield as_lines([verdict_cells(row) for row in rows])
        place = rows[-1].place


def verdict_cells(row: ImportRow) -> list[str]:
    """Return a row's cells in the verdict file."""
    return [str(row.number), row.verdict, row.reason, "；".join(row.remarks), row.lead_id or "", *row.cells]


def as_lines(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows as CSV lines with every cell made harmless."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8", "replace")


def counted(rows: Iterable[ImportRow], counts: dict[str, int]) -> Mapping[str, int]:
    """Count rows by verdict into `counts`."""
    for row in rows:
        counts[row.verdict] = counts.get(row.verdict, 0) + 1
    return counts
