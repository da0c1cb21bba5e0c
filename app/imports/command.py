"""`genjin import`, `import-undo`, `import-verdicts`: tables sent to the running service, followed until they are in."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.dedup.command import whole_file
from app.imports.preview import preview as show_preview
from app.imports.service import ImportService, Refused
from config.settings import Settings
from crm.intake.importing import APPLIED, DROPPED, READ, UNDONE, UNUSABLE
from crm.intake.sheet import field_named

DONE, REFUSED, BAD_INPUT, STOPPED = 0, 1, 2, 130
PIECE = 1 << 20


def run_import(
    settings: Settings, file: Path, preview: bool, channel: str, mapped: Sequence[str], verdicts: Path | None,
    ask: bool, later: bool,
) -> int:  # fmt: skip
    """Return the exit code; the outcome is one JSON object on standard output."""
    pairs = dict(pair.rpartition("=")[::2] for pair in mapped if "=" in pair)
    wrong = [pair for pair in mapped if "=" not in pair or field_named(pair.rpartition("=")[2]) is None]
    if wrong or not file.is_file():
        sys.stderr.write(f"没有这个字段：{wrong[0]}\n" if wrong else f"没有这个文件：{file}\n")
        return BAD_INPUT
    try:
        if preview:
            fields = {heading: field_named(label) or "" for heading, label in pairs.items()}
            return asyncio.run(show_preview(settings, file, channel, fields, verdicts))
        if later:
            return _put_into_folder(settings, file, channel)
        return asyncio.run(_send(settings, file, channel, pairs, verdicts, ask))
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return REFUSED
    except KeyboardInterrupt:
        sys.stderr.write("已停止，没有留下任何数据\n")
        return STOPPED


async def run_undo(settings: Settings, import_id: str) -> int:
    """Take an import back and wait until it is gone."""
    try:
        async with ImportService(settings) as service:
            found = await service.one(import_id)
            await service.call("POST", f"/api/imports/{found}/undo")
            _print(await service.follow(found, (UNDONE, DROPPED, UNUSABLE)))
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return REFUSED
    return DONE


async def run_verdicts(settings: Settings, import_id: str, out: Path | None) -> int:
    """Write the verdict file."""
    try:
        async with ImportService(settings) as service:
            data = await service.bytes(f"/api/imports/{await service.one(import_id)}/verdicts")
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return REFUSED
    if out is None:
        sys.stdout.buffer.write(data)
    else:
        with whole_file(out) as file:
            file.write(data)
    return DONE


async def _send(
    settings: Settings, file: Path, channel: str, mapped: Mapping[str, str], verdicts: Path | None, ask: bool
) -> int:
    async with ImportService(settings) as service:
        said = {"name": file.name, "channel": channel, "ask": "1" if ask else "0", "map": json.dumps(dict(mapped))}
        import_id = (await service.call("POST", "/api/imports", params=said, data=_pieces(file)))["id"]
        try:
            found = await service.follow(import_id, (READ, APPLIED, UNUSABLE, UNDONE, DROPPED))
        except asyncio.CancelledError:
            # Ctrl-C: nothing of the table stays.
            await asyncio.shield(service.call("POST", f"/api/imports/{import_id}/undo"))
            raise
        if verdicts is not None:
            data = await service.bytes(f"/api/imports/{import_id}/verdicts")
            with whole_file(verdicts) as out:
                out.write(data)
    _print(found)
    return BAD_INPUT if found["state"] == UNUSABLE else DONE


def _put_into_folder(settings: Settings, file: Path, channel: str) -> int:
    folder = settings.imports_dir / channel
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{file.name}.part"
    shutil.copy2(file, part)
    part.replace(folder / file.name)
    _print({"later": True, "file": file.name, "channel": channel})
    return DONE


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece


def _print(found: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
