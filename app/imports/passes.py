"""Applying an import and taking it back: each step is one transaction that moves the import's counter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.imports.reading import channel_of
from crm.intake.importing import APPLIED, APPLYING, UNDOING, UNDONE, Import
from crm.intake.sheet import KEPT, LINK, MAKE
from handlers.context import Work
from handlers.imports.apply import apply_rows
from handlers.imports.card import show_import
from handlers.imports.undo import undo_rows
from handlers.texts.import_texts import import_for_owner, import_undone

if TYPE_CHECKING:
    from app.installation import Installation

AT_ONCE = 200


async def apply_pass(service: Installation, batch: Import) -> None:
    """Make leads of the rows, some at a time, until none is left or somebody takes the import back."""
    channel = await channel_of(service, batch)
    applied = batch.applied
    while applied < batch.staged:
        async with service.database.begin() as session:
            work = service.work(session, f"import:{batch.id}:apply:{applied}")
            rows = await work.records.imports.rows(batch.id, applied, AT_ONCE)
            to = applied + len(rows)
            if not rows or not await work.records.imports.advance(batch.id, APPLYING, "applied", applied, to):
                return
            await apply_rows(work, batch, rows, channel.source)
        applied = to
    async with service.engine.transaction() as session:
        work = service.work(session, f"import:{batch.id}:applied")
        counts = await work.records.imports.counts(batch.id)
        done = replace(batch, state=APPLIED, counts=counts, rev=batch.rev + 1)
        if not await work.records.imports.change(
            batch.id, (APPLYING,), state=APPLIED, counts=counts, rev=done.rev, done_at=work.now
        ):
            return
        await work.records.imports.drop_pieces(batch.id)
        await show_import(work, done)
        await _tell_owners(work, done)


async def undo_pass(service: Installation, batch: Import) -> None:
    """Take away what the rows made, the last rows first."""
    undone, end = batch.undone, batch.applied
    while undone < end:
        async with service.database.begin() as session:
            work = service.work(session, f"import:{batch.id}:undo:{undone}")
            first = max(0, end - undone - AT_ONCE)
            rows = await work.records.imports.rows(batch.id, first, end - undone - first)
            if not await work.records.imports.advance(batch.id, UNDOING, "undone", undone, undone + len(rows)):
                return
            await undo_rows(work, batch, rows)
        undone += len(rows)
    async with service.engine.transaction() as session:
        work = service.work(session, f"import:{batch.id}:undone")
        counts = await work.records.imports.counts(batch.id)
        done = replace(batch, state=UNDONE, counts=counts, rev=batch.rev + 1)
        if await work.records.imports.change(
            batch.id, (UNDOING,), state=UNDONE, counts=counts, rev=done.rev, done_at=work.now
        ):
            await work.records.imports.drop_pieces(batch.id)
            kept = counts.get(KEPT, 0)
            await show_import(work, done, import_undone(counts.get(MAKE, 0), kept))


async def _tell_owners(work: Work, batch: Import) -> None:
    for owner, counts in sorted((await work.records.imports.by_owner(batch.id, batch.staged)).items()):
        person = await work.records.people.get(owner)
        new, again = counts.get(MAKE, 0), counts.get(LINK, 0)
        if person is not None and person.active and (new or again):
            await work.tell(person, import_for_owner(batch.name, new, again))
