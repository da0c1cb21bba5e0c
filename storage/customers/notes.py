"""Follow-ups in the making, stored follow-ups as the rules ask for them, and the customer in focus."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.leads.draft import Todo
from crm.notes.follow_up import CLIP, WAITING, FollowUp, Note
from storage.statements import insert
from storage.tables import drafts, notes
from storage.tables.messaging import timer

REMINDER = "reminder"


class NoteTable:
    """Fits `crm.ports.notes.Notes`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, note: Note) -> None:
        """Store a new note."""
        self._session.add(note)
        await self._session.flush()

    async def get(self, note_id: str) -> Note | None:
        """Return the note, locked until the transaction ends, so that two taps save one follow-up."""
        query = (
            select(Note).where(notes.note.c.id == note_id).with_for_update().execution_options(populate_existing=True)
        )
        return (await self._session.execute(query)).scalar_one_or_none()

    async def newest_waiting(self, owner: str, since: datetime) -> Note | None:
        """Return the note this person worked on last, if it still waits and was touched since then."""
        table = notes.note.c
        query = (
            select(Note)
            .where(table.owner == owner, table.state == WAITING, table.updated_at >= since)
            .order_by(table.updated_at.desc(), table.id.desc())
            .limit(1)
        )
        return (await self._session.execute(query)).scalar_one_or_none()

    async def of_lead(self, lead_id: str, most: int) -> list[FollowUp]:
        """Return the newest stored follow-ups of a lead."""
        table = notes.follow_up.c
        query = select(FollowUp).where(table.lead_id == lead_id).order_by(table.at.desc(), table.id).limit(most)
        return list((await self._session.execute(query)).scalars())

    async def without_next_step(self, owners: Sequence[str] | None, most: int) -> list[FollowUp]:
        """Return stored follow-ups that name no next step, newest first; chat clips never name one and are left out."""
        table = notes.follow_up.c
        query = select(FollowUp).where(table.next_step == "", table.source != CLIP)
        if owners is not None:
            query = query.where(table.owner.in_(owners))
        query = query.order_by(table.at.desc(), table.id).limit(most)
        return list((await self._session.execute(query)).scalars())

    async def follow_up(self, follow_up_id: str) -> FollowUp | None:
        """Return a stored follow-up, locked until the transaction ends, so that two taps take it back once."""
        query = select(FollowUp).where(notes.follow_up.c.id == follow_up_id).with_for_update()
        return (await self._session.execute(query)).scalar_one_or_none()

    async def newest_of(self, owner: str, since: datetime) -> FollowUp | None:
        """Return what this person saved last since then; pieces of chat are not taken back."""
        table = notes.follow_up.c
        query = select(FollowUp).where(table.owner == owner, table.at >= since, table.source != CLIP)
        query = query.order_by(table.at.desc(), table.id.desc()).limit(1).with_for_update()
        return (await self._session.execute(query)).scalar_one_or_none()

    async def of_follow_up(self, follow_up_id: str) -> Note | None:
        """Return the note a follow-up was made of."""
        query = select(Note).where(notes.note.c.follow_up_id == follow_up_id)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def remove(self, saved: FollowUp) -> None:
        """Take a stored follow-up away; the log keeps that it was there."""
        await self._session.delete(saved)
        await self._session.flush()

    async def open_todos(self, owner: str, since: datetime, until: datetime, most: int) -> list[Todo]:
        """Return what this person still has to do between two moments, the earliest first."""
        table = drafts.todo.c
        query = select(Todo).where(table.owner == owner, table.done.is_(False))
        query = query.where(table.due_at >= since, table.due_at < until).order_by(table.due_at, table.id).limit(most)
        return list((await self._session.execute(query)).scalars())

    async def todo(self, todo_id: str) -> Todo | None:
        """Return the to-do with this id."""
        return await self._session.get(Todo, todo_id)

    async def newest_reminder(self, owner: str, since: datetime, now: datetime) -> Todo | None:
        """Return the reminder this person set last since then, for whomever, and that has not spoken yet."""
        armed = select(timer.c.subject).where(
            timer.c.kind == REMINDER, timer.c.state == "waiting", timer.c.due_at > now
        )
        table = drafts.todo.c
        ordered = or_(table.asked_by == owner, and_(table.owner == owner, table.asked_by == ""))
        query = (
            select(Todo)
            .where(ordered, table.created_at >= since, table.done.is_(False), table.id.in_(armed))
            .order_by(table.created_at.desc(), table.id.desc())
            .limit(1)
        )
        return (await self._session.execute(query)).scalar_one_or_none()

    async def focus(self, person: str, since: datetime) -> str | None:
        """Return the id of the lead this person looked at last, since then."""
        table = notes.focus.c
        query = select(table.lead_id).where(table.person == person, table.at >= since)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def set_focus(self, person: str, lead_id: str, now: datetime) -> None:
        """Remember which lead this person is talking about."""
        values = {"lead_id": lead_id, "at": now}
        statement = insert(self._session, notes.focus).values(person=person, **values)
        await self._session.execute(statement.on_conflict_do_update(index_elements=["person"], set_=values))
