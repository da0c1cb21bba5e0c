"""The watched folder: what is put there is imported once, and its verdicts are written beside it.

`<data folder>/imports/<file>`; in a folder with a channel's name (`imports/expo/…`) the file is that channel's. Files
stay where they are. One is taken when it has not changed for ten seconds, and again when it was changed since.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from crm.intake.importing import APPLIED, UNUSABLE
from nlp.sheets.open import BOOKS, TEXT
from storage.intake.imports import ImportTable

if TYPE_CHECKING:
    from app.installation import Installation

FOLDER, RESULTS = "imports", "结果"
SETTLED_SECONDS = 10
AT_ONCE = 20
PIECE = 1 << 20
log = structlog.get_logger(__name__)


async def watch_folder(service: Installation) -> None:
    """Take what is new in the folder, and write the verdicts of what was imported from it."""
    await service.imports.clean()
    folder = service.settings.imports_dir
    if not folder.is_dir():
        return
    found = await asyncio.to_thread(_ready, folder)
    async with service.database.read() as session:
        taken = await ImportTable(session).taken([key for key, _, _ in found])
    for key, channel, path in [one for one in found if one[0] not in taken][:AT_ONCE]:
        try:
            await service.imports.accept(
                "", "folder", path.name, channel, service.settings.imports.ask, {}, _pieces(path), key
            )
        except (OSError, ValueError) as wrong:
            log.warning("import not taken", problem=type(wrong).__name__)
    await _write_results(service, folder)


def results_name(name: str, import_id: str) -> str:
    """Return the name of an import's verdict file."""
    return f"{Path(name).stem[:80]}-{import_id}-结果.csv"


def _ready(folder: Path) -> list[tuple[str, str, Path]]:
    """Return key, channel and path of the tables in the folder that nobody is writing any more."""
    found = []
    for path in sorted([*folder.glob("*"), *folder.glob("*/*")]):
        channel = "" if path.parent == folder else path.parent.name
        if channel == RESULTS or path.name.startswith((".", "~$")) or path.suffix.lower() not in TEXT + BOOKS:
            continue
        about = path.stat()
        if path.is_file() and time.time() - about.st_mtime >= SETTLED_SECONDS:
            key = f"{channel[:60]}/{path.name[:120]}|{about.st_size}|{about.st_mtime_ns}"
            found.append((f"folder:{key}", channel, path))
    return found


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece


async def _write_results(service: Installation, folder: Path) -> None:
    async with service.database.read() as session:
        newest = await ImportTable(session).newest(AT_ONCE * 2)
    for batch in newest:
        path = folder / RESULTS / results_name(batch.name, batch.id)
        if batch.origin == "folder" and batch.state in (APPLIED, UNUSABLE) and not path.exists():
            path.parent.mkdir(exist_ok=True)
            part = path.with_suffix(".part")
            with part.open("wb") as file:
                async for line in service.imports.verdicts(batch):
                    file.write(line)
            part.replace(path)
