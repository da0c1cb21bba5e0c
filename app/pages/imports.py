"""Fits `web.pages.imports.Imports`: imports as a browser shows them, with the rights of the person who looks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

from app.pages.unseen import note_unseen
from crm.intake.importing import (
    APPLIED,
    APPLYING,
    ARRIVING,
    READ,
    RECEIVED,
    SAID,
    UNDOING,
    Import,
    may_import,
    may_undo,
)
from crm.people import User
from handlers.context import SHANGHAI
from handlers.texts.import_texts import import_applying, import_reading, import_taking_back
from storage.intake.imports import ImportTable
from storage.people.people import PeopleTable
from web.pages.imports import ImportShown, RowShown

if TYPE_CHECKING:
    from app.installation import Installation

LISTED = 20
CELLS = 120
_BUSY = (ARRIVING, RECEIVED, APPLYING, UNDOING)


class ImportsOnPages:
    """Everything is asked of `StoredImports`; only who asks is decided here."""

    def __init__(self, service: Installation) -> None:
        self._service = service

    async def newest(self, person: str) -> Sequence[ImportShown] | None:
        """Return the last imports, None for who may not import."""
        if await self._importer(person, "imports") is None:
            return None
        async with self._service.database.read() as session:
            return [_shown(one) for one in await ImportTable(session).newest(LISTED)]

    async def channels(self) -> Sequence[tuple[str, str]]:
        """Return the channels with a mapping, by name and title."""
        return sorted((name, channel.title) for name, channel in self._service.intake.channels.known.items())

    async def one(self, person: str, import_id: str) -> ImportShown | None:
        """Return an import, None where there is none or for who may not import."""
        if await self._importer(person, f"import:{import_id}") is None:
            return None
        found = await self._service.imports.get(import_id)
        return _shown(found) if found is not None else None

    async def rows(self, import_id: str, verdict: str, after: int, most: int) -> Sequence[RowShown]:
        """Return the rows behind a place, of one verdict or of all."""
        async with self._service.database.read() as session:
            found = await ImportTable(session).rows(import_id, after, most, verdict)
        return [
            RowShown(
                row.place,
                row.number,
                row.verdict,
                "；".join(filter(None, (row.reason, *row.remarks))),
                _cells(row.cells),
            )
            for row in found
        ]

    async def accept(self, person: str, name: str, channel: str, ask: bool, data: AsyncIterator[bytes]) -> str:
        """Take a file. Raises ValueError when it is too large."""
        return await self._service.imports.accept(person, "page", name, channel, ask, {}, data)

    async def decide(self, person: str, import_id: str, act: str) -> bool:
        """`start` or `undo` with the rights of this moment; False when the import has moved on."""
        user = await self._importer(person, f"import:{import_id}")
        if user is None:
            return False
        try:
            return await self._service.imports.decide(user, import_id, act) is not None
        except ValueError:
            return False

    async def verdicts(self, import_id: str) -> AsyncIterator[bytes]:
        """Yield the verdict file."""
        batch = await self._service.imports.get(import_id)
        assert batch is not None
        async for piece in self._service.imports.verdicts(batch):
            yield piece

    async def _importer(self, person: str, subject: str) -> User | None:
        async with self._service.database.read() as session:
            user = await PeopleTable(session).get(person)
        if user is not None and user.active and may_import(user.role):
            return user
        await note_unseen(self._service, person, subject)
        return None


def _shown(one: Import) -> ImportShown:
    at = one.created_at.astimezone(SHANGHAI).strftime("%m-%d %H:%M")
    return ImportShown(
        one.id, one.name, SAID[one.state], at, dict(one.counts), _progress(one), one.reason, one.unknown,
        one.state in _BUSY, one.state == READ, one.state in (APPLYING, APPLIED) and may_undo(one.state),
    )  # fmt: skip


def _progress(one: Import) -> str:
    if one.state in (ARRIVING, RECEIVED):
        return import_reading(one.staged)
    if one.state == APPLYING:
        return import_applying(one.applied, one.staged)
    return import_taking_back(one.undone, one.staged) if one.state == UNDOING else ""


def _cells(cells: Sequence[str]) -> str:
    return "，".join(cell for cell in cells if cell.strip())[:CELLS]
