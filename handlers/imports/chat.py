"""Imports from chat: the buttons of the card, and `导入记录`. Rights are checked at the act."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from crm.intake.importing import APPLIED, APPLYING, DROPPED, READ, SAID, UNDOING, Import, may_import, may_undo
from handlers.context import Talk, Tap, Work
from handlers.imports.card import show_import
from handlers.texts import import_texts as said
from handlers.texts.rights_texts import NO_RIGHT

LISTED = 5
KIND = "import"


async def order(work: Work, import_id: str, act: str, rev: int) -> None:
    """Order a durable pass over an import's rows, in this transaction: `read`, `apply` or `undo`."""
    await work.out.order(KIND, f"{KIND}:{import_id}:{act}:{rev}", (import_id, act), KIND)


async def start(work: Work, batch: Import, by: str, name: str) -> bool:
    """Let an import go on after its preview; False when it has moved on."""
    return await _move(work, batch, by, (READ,), APPLYING, "apply", said.import_started(name, work.clock()))


async def drop(work: Work, batch: Import, by: str, name: str) -> bool:
    """Turn a preview down: nothing has been imported and nothing will."""
    return await _move(work, batch, by, (READ,), DROPPED, "", said.import_dropped(name, work.clock()))


async def undo(work: Work, batch: Import, by: str, name: str) -> bool:
    """Take an import back, also one that is under way; False when there is nothing to take back."""
    if not may_undo(batch.state):
        return False
    if batch.state == READ:
        return await drop(work, batch, by, name)
    return await _move(work, batch, by, (APPLYING, APPLIED), UNDOING, "undo", said.import_undoing(name, work.clock()))


async def tap_start(tap: Tap) -> None:
    """`导入`."""
    await _tapped(tap, start)


async def tap_drop(tap: Tap) -> None:
    """`放弃`."""
    await _tapped(tap, drop)


async def tap_undo(tap: Tap) -> None:
    """`撤销`."""
    await _tapped(tap, undo)


async def imports_by_word(talk: Talk, rest: str) -> None:
    """`导入记录`: the last imports and what became of them."""
    if not may_import(talk.person.role):
        await talk.reply(NO_RIGHT)
        return
    newest = await talk.records.imports.newest(LISTED)
    lines = [said.import_line(b.name, SAID[b.state], said.import_counts(b.counts), b.id) for b in newest]
    await talk.reply("\n".join(lines) or said.IMPORT_NOTHING)


async def _tapped(tap: Tap, act: Callable[[Work, Import, str, str], Awaitable[bool]]) -> None:
    batch = await tap.records.imports.get(tap.subject.removeprefix("import:"))
    if batch is None or not may_import(tap.person.role):
        await tap.reply(NO_RIGHT)
        return
    if not await act(tap, batch, tap.person.id, tap.person.name):
        await tap.reply(said.IMPORT_MOVED)


async def _move(work: Work, batch: Import, by: str, states: tuple[str, ...], to: str, act: str, status: str) -> bool:
    rev = batch.rev + 1
    if not await work.records.imports.change(batch.id, states, state=to, rev=rev):
        return False
    await work.audit(by, f"import.{act or 'drop'}", f"import:{batch.id}", "chat")
    await show_import(work, replace(batch, state=to, rev=rev), status)
    if act:
        await order(work, batch.id, act, rev)
    return True
