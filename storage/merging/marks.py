"""What people set about a customer, mutes and what they last looked at, moved with a merge and back (F14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import insert
from storage.tables.handover import mute
from storage.tables.notes import focus

Marks = dict[str, dict[str, str]]
"""`focus`: person → the lead they looked at. `mute`: `person:lead` → when, and whether the master was muted before."""
BEFORE = "+"


async def take_marks(session: AsyncSession, leads: Sequence[str], top: str) -> Marks:
    """Put the mutes and looks of these leads under the master's and return what they were."""
    looks = select(focus.c.person, focus.c.lead_id).where(focus.c.lead_id.in_(leads))
    marks: Marks = {"focus": {row.person: row.lead_id for row in await session.execute(looks)}, "mute": {}}
    await session.execute(update(focus).where(focus.c.lead_id.in_(leads)).values(lead_id=top))
    muted = await _muters(session, top)
    rows = await session.execute(select(mute).where(mute.c.lead_id.in_(leads)).order_by(mute.c.person, mute.c.lead_id))
    for row in rows.all():
        marks["mute"][f"{row.person}:{row.lead_id}"] = row.at.isoformat() + (BEFORE if row.person in muted else "")
        await _mute(session, row.person, top, row.at)
    await session.execute(delete(mute).where(mute.c.lead_id.in_(leads)))
    return marks


async def give_marks_back(
    session: AsyncSession, marks: Mapping[str, Mapping[str, str]], top: str, since: datetime
) -> None:
    """Give them back. Who opened the reminders meanwhile wants them open; who looked again looks at the master."""
    for person, lead_id in marks.get("focus", {}).items():
        unmoved = (focus.c.person == person, focus.c.lead_id == top, focus.c.at <= since)
        await session.execute(update(focus).where(*unmoved).values(lead_id=lead_id))
    muted = await _muters(session, top)
    for key, told in marks.get("mute", {}).items():
        person, _, lead_id = key.rpartition(":")
        if person in muted or told.endswith(BEFORE):
            await _mute(session, person, lead_id, datetime.fromisoformat(told.removesuffix(BEFORE)))
        if not told.endswith(BEFORE):
            await session.execute(delete(mute).where(mute.c.person == person, mute.c.lead_id == top))


async def _muters(session: AsyncSession, lead_id: str) -> set[str]:
    return set((await session.execute(select(mute.c.person).where(mute.c.lead_id == lead_id))).scalars())


async def _mute(session: AsyncSession, person: str, lead_id: str, at: datetime) -> None:
    statement = insert(session, mute).values(person=person, lead_id=lead_id, at=at)
    await session.execute(statement.on_conflict_do_nothing())
