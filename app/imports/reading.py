"""Reading an import: every row judged and stored with its verdict, then the preview, or straight on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from crm.intake.channel import Channel
from crm.intake.importing import APPLYING, READ, RECEIVED, UNUSABLE, Import, ImportRow
from crm.intake.sheet import ID_NUMBER, LINK, MAKE, REFUSE, REPEAT, Plan, SheetRow, judge_row
from crm.merging.golden_id import GoldenIds
from handlers.context import Work
from handlers.imports.card import show_import
from handlers.imports.chat import order
from handlers.leads.intake import alarm_unmapped
from handlers.texts.import_texts import import_unusable
from nlp.sheets.open import NotATable, open_sheet_rows
from storage.intake.payloads import IntakeTable

if TYPE_CHECKING:
    from app.installation import Installation

AT_ONCE = 1000


async def read_pass(service: Installation, batch: Import, path: Path) -> None:
    """Judge every row and store it with its verdict; then show the preview, or go on."""
    if batch.state != RECEIVED:
        return
    channel = await channel_of(service, batch)
    try:
        plan, rows = await asyncio.to_thread(
            open_sheet_rows, path, channel, service.intake.channels.common, dict(batch.mapped)
        )
    except NotATable as wrong:
        await _unusable(service, batch, str(wrong))
        return
    golden, staged = GoldenIds(service.secret), batch.staged
    await asyncio.to_thread(lambda: next(islice(rows, staged, staged), None))
    while chunk := await asyncio.to_thread(judged, rows, plan, golden, staged):
        async with service.database.begin() as session:
            work = service.work(session, f"import:{batch.id}:read:{staged}")
            await _foretell(work, batch, chunk)
            if not await work.records.imports.stage(batch.id, RECEIVED, staged, chunk):
                return
        staged += len(chunk)
    async with service.engine.transaction() as session:
        work = service.work(session, f"import:{batch.id}:read")
        await _read(work, replace(batch, staged=staged), channel, plan)


def judged(rows: Iterator[SheetRow], plan: Plan, golden: GoldenIds, staged: int) -> list[ImportRow]:
    found = []
    for place, row in enumerate(islice(rows, AT_ONCE), start=staged + 1):
        verdict = judge_row(row, plan)
        values = {key: golden.seal(value) for key, value in verdict.values.items()}
        gid = golden.of(values.get("phone", ""), values.get(ID_NUMBER, ""))
        cells = [golden.seal(cell[:2000]) for cell in row.cells[:600]]
        found.append(
            ImportRow(
                place, row.number, cells, values, [golden.seal(remark) for remark in verdict.remarks],
                verdict.phone_key, verdict.mail_key, gid.id if gid else "", REFUSE if verdict.reason else MAKE,
                verdict.reason[:64],
            )
        )  # fmt: skip
    return found


async def _foretell(work: Work, batch: Import, chunk: list[ImportRow]) -> None:
    """Say of each row what it will be as far as that is known now; applying decides."""
    phones, mails = [r.phone_key for r in chunk if r.phone_key], [r.mail_key for r in chunk if r.mail_key]
    known = await work.records.imports.known(phones, mails)
    before = await work.records.imports.phones_before(batch.id, phones)
    for row in chunk:
        if row.verdict == REFUSE:
            continue
        if (row.phone_key and row.phone_key in known) or (row.mail_key and row.mail_key in known):
            row.verdict = LINK
        elif row.phone_key in before:
            row.verdict = REPEAT
        if row.phone_key:
            before.add(row.phone_key)


async def _read(work: Work, batch: Import, channel: Channel, plan: Plan) -> None:
    counts = await work.records.imports.counts(batch.id)
    state = READ if batch.ask else APPLYING
    done = replace(batch, state=state, counts=counts, headings=plan.headings, unknown=plan.unknown, rev=batch.rev + 1)
    values = {"headings": list(plan.headings), "unknown": list(plan.unknown[:200]), "counts": counts, "rev": done.rev}
    if not await work.records.imports.change(batch.id, (RECEIVED,), state=state, **values):
        return
    if batch.channel:
        await alarm_unmapped(work, channel, plan.unknown)
    if batch.ask:
        await show_import(work, done)
    else:
        await order(work, batch.id, "apply", done.rev)


async def _unusable(service: Installation, batch: Import, reason: str) -> None:
    async with service.engine.transaction() as session:
        work = service.work(session, f"import:{batch.id}:unusable")
        done = replace(batch, state=UNUSABLE, reason=reason[:255], rev=batch.rev + 1)
        values = {"state": UNUSABLE, "reason": done.reason, "rev": done.rev, "done_at": work.now}
        if await work.records.imports.change(batch.id, (RECEIVED,), **values):
            await show_import(work, done, import_unusable(batch.name, reason))


async def channel_of(service: Installation, batch: Import) -> Channel:
    """Return the mapping of an import's channel with what was mapped since; a table without one has the aliases."""
    async with service.database.read() as session:
        added = await IntakeTable(session).mapped_keys(batch.channel)
    return service.intake.channels.get(batch.channel, added)
