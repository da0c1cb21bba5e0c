"""Imports joined: files come in sealed pieces, and durable passes read them, apply their rows, or take them back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.imports.files import PieceSeal, file_of, whole
from app.imports.passes import apply_pass, undo_pass
from app.imports.reading import read_pass
from app.imports.verdicts import verdict_lines
from crm.intake.importing import ARRIVING, RECEIVED, Import, may_undo
from crm.people import User
from handlers.imports.chat import order, start, undo
from storage.intake.imports import ImportTable

if TYPE_CHECKING:
    from app.installation import Installation

LARGEST = 512 << 20
LEFT_AFTER = timedelta(hours=1)
PIECE = 1 << 20


class TooLarge(ValueError):
    """The file is larger than 512 MB."""


class StoredImports:
    """Fits `web.api.imports.ImportStore`, and does the jobs."""

    def __init__(self, service: Installation) -> None:
        self.service = service
        self.seal = PieceSeal(service.secret)

    async def accept(
        self, person: str, origin: str, name: str, channel: str, ask: bool, mapped: Mapping[str, str],
        data: AsyncIterator[bytes], event_key: str = "",
    ) -> str:  # fmt: skip
        """Store a file and order its reading; return the import's id, empty when this file was taken before.

        The file is on disk and the reading ordered in one commit at the end: a broken upload is no import.
        Raises `TooLarge`, and whatever `data` raises.
        """
        service = self.service
        import_id = service.around.new_id()
        one = Import(
            import_id, name[:255], service.intake.channels.name(channel)[:64], origin, person, ask, ARRIVING, "",
            service.clock.now(), dict(mapped),
        )  # fmt: skip
        async with service.database.begin() as session:
            if not await ImportTable(session).add(one, event_key[:255] or import_id):
                return ""
        try:
            size = await self._keep(import_id, data)
        except BaseException:
            async with service.database.begin() as session:
                await ImportTable(session).forget(import_id)
            raise
        async with service.database.begin() as session:
            work = service.work(session, f"import:{import_id}:in")
            await work.records.imports.change(import_id, (ARRIVING,), state=RECEIVED, size=size)
            await work.audit(person or "import", "import.accept", f"import:{import_id}", origin)
            await order(work, import_id, "read", 0)
        return import_id

    async def run(self, import_id: str, act: str) -> timedelta | None:
        """The job: one pass over an import, gone on with where a crash left it."""
        batch = await self.get(import_id)
        if batch is None:
            return None
        if act == "read":
            async with file_of(self.service, self.seal, batch) as path:
                await read_pass(self.service, batch, path)
        else:
            await (apply_pass if act == "apply" else undo_pass)(self.service, batch)
        return None

    async def get(self, import_id: str) -> Import | None:
        """Return the import as it stands."""
        async with self.service.database.read() as session:
            return await ImportTable(session).get(import_id)

    async def decide(self, person: User, import_id: str, act: str) -> Import | None:
        """`start` or `undo`; return the import as it stands then, None when there is none. Raises ValueError."""
        async with self.service.database.begin() as session:
            work = self.service.work(session, f"import:{import_id}:{act}:{self.service.around.new_id()}")
            batch = await work.records.imports.get(import_id)
            if batch is None:
                return None
            done = await (start if act == "start" else undo)(work, batch, person.id, person.name)
            if not done and not (act == "undo" and not may_undo(batch.state)):
                raise ValueError("moved on")
        return await self.get(import_id)

    async def _keep(self, import_id: str, data: AsyncIterator[bytes]) -> int:
        size = place = 0
        async for piece in whole(data, PIECE):
            size += len(piece)
            if size > LARGEST:
                raise TooLarge(str(size))
            sealed = await asyncio.to_thread(self.seal.close, piece)
            async with self.service.database.begin() as session:
                await ImportTable(session).add_piece(import_id, place, sealed)
            place += 1
        return size

    def verdicts(self, batch: Import) -> AsyncIterator[bytes]:
        """Return the verdict file, piece by piece."""
        return verdict_lines(self.service, batch)

    def shown(self, batch: Import) -> dict[str, Any]:
        """Return an import as the JSON API shows it."""
        names = ("id", "name", "channel", "origin", "person", "state", "reason", "staged", "applied", "undone")
        return {name: getattr(batch, name) for name in names} | {
            "counts": dict(batch.counts), "headings": list(batch.headings), "unknown": list(batch.unknown),
        }  # fmt: skip

    async def clean(self) -> None:
        """Remove uploads that broke off."""
        async with self.service.database.begin() as session:
            await ImportTable(session).forget_arriving(self.service.clock.now() - LEFT_AFTER)
