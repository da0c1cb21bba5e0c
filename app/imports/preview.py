"""`genjin import --preview`: what each row of a table would become, with the records as they stand; nothing is kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from app.dedup.command import whole_file
from app.doors.channels import Channels, open_channels
from app.imports.reading import judged
from app.imports.verdicts import HEAD, as_lines, verdict_cells
from app.keys import secret_key
from config.settings import Settings
from crm.intake.channel import TARGETS
from crm.intake.importing import ImportRow
from crm.intake.sheet import LINK, MORE, REFUSE, REPEAT, Plan
from crm.merging.golden_id import GoldenIds
from nlp.sheets.open import NotATable, open_sheet_rows
from storage.database import Database
from storage.intake.imports import ImportTable
from storage.intake.payloads import IntakeTable
from storage.migrate import upgrade

BAD_INPUT, STOPPED = 2, 130
SHOWN = 10


async def preview(
    settings: Settings, file: Path, channel: str, mapped: Mapping[str, str], verdicts: Path | None
) -> int:
    """Print one JSON object: columns, counts, the first rows that would be sent back. 2: no table."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database, settings.database_schema or None)
    try:
        await upgrade(database)
        channels = open_channels(settings)
        name = channels.name(channel)
        async with database.read() as session:
            added = await IntakeTable(session).mapped_keys(name)
        plan, rows = open_sheet_rows(file, channels.get(name, added), channels.common, dict(mapped))
        golden = GoldenIds(secret_key(settings))
        seen: set[int] = set()
        counts: dict[str, int] = {}
        back: list[ImportRow] = []
        with whole_file(verdicts) if verdicts else nullcontext(None) as out, _progress() as progress:
            task = progress.add_task("预览")
            _write(out, b"\xef\xbb\xbf" + as_lines([[*HEAD, *plan.headings]]))
            staged = 0
            while chunk := judged(rows, plan, golden, staged):
                staged += len(chunk)
                await _foretell(database, chunk, seen)
                for row in chunk:
                    counts[row.verdict] = counts.get(row.verdict, 0) + 1
                back += islice((row for row in chunk if row.verdict == REFUSE), SHOWN - len(back))
                _write(out, as_lines([verdict_cells(row) for row in chunk]))
                progress.update(task, description=f"预览 {staged}行")
    except NotATable as wrong:
        sys.stderr.write(f"{wrong}\n")
        return BAD_INPUT
    except OSError as wrong:
        sys.stderr.write(f"读不了文件：{wrong.strerror or wrong}\n")
        return BAD_INPUT
    finally:
        await database.close()
    _print(plan, counts, back, channels)
    return 0


async def _foretell(database: Database, chunk: list[ImportRow], seen: set[int]) -> None:
    phones, mails = [r.phone_key for r in chunk if r.phone_key], [r.mail_key for r in chunk if r.mail_key]
    async with database.read() as session:
        known = await ImportTable(session).known(phones, mails)
    for row in chunk:
        if row.verdict != REFUSE and ((row.phone_key and row.phone_key in known) or row.mail_key in known):
            row.verdict = LINK
        elif row.verdict != REFUSE and row.phone_key and hash(row.phone_key) in seen:
            row.verdict = REPEAT
        if row.phone_key:
            seen.add(hash(row.phone_key))


def _print(plan: Plan, counts: Mapping[str, int], back: list[ImportRow], channels: Channels) -> None:
    names = {**TARGETS, **MORE}
    columns = {
        h or f"第{n}列": names.get(t, "") for n, (h, t) in enumerate(zip(plan.headings, plan.targets, strict=True), 1)
    }
    shown = {
        "preview": True,
        "rows": sum(counts.values()),
        "counts": counts,
        "columns": columns,
        "unknown": list(plan.unknown),
        "twice": list(plan.twice),
        "sent_back": [{"row": row.number, "reason": row.reason} for row in back],
    }
    sys.stdout.write(json.dumps(shown, ensure_ascii=False) + "\n")


def _write(out: BinaryIO | None, data: bytes) -> None:
    if out is not None:
        out.write(data)


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
