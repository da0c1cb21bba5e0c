"""Records of other systems beside our own, joined by golden id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from crm.leads.lead import CLOSED
from crm.merging.golden_id import GoldenId
from crm.merging.master import CRM, Difference, Held, Touch
from crm.merging.merge import MERGED
from crm.phone import phone_key
from storage.statements import insert
from storage.tables import customers, trail
from storage.tables import notes as note_tables
from storage.tables import people as person_tables
from storage.tables.systems import master_diff, master_report, system_cursor, system_record

record = system_record.c
AT_ONCE = 500
_HELD = [record[name] for name in Held.__dataclass_fields__]


class SystemTable:
    """Fits `crm.ports.systems.Systems`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, one: Held, golden: GoldenId | None, now: datetime, linked: bool = False) -> None:
        """Store what a system holds; a record that a list has linked keeps its golden id, whatever changes in it."""
        golden = await self._person_of(phone_key(one.phone), golden)
        values = {
            "system": one.system, "external_id": one.external_id, "name": one.name, "phone": one.phone,
            "phone_key": phone_key(one.phone), "updated_at": one.updated_at, "seen_at": now, "linked": linked,
            "golden_id": golden.id if golden else "", "weak": golden.weak if golden else True,
        }  # fmt: skip
        changed = {key: values[key] for key in ("name", "phone", "phone_key", "updated_at", "seen_at")}
        if not linked:
            await self._session.execute(
                update(system_record)
                .where(record.system == one.system, record.external_id == one.external_id, ~record.linked)
                .values(golden_id=values["golden_id"], weak=values["weak"])
            )
        statement = insert(self._session, system_record).values(values)
        if linked:
            names = ("golden_id", "weak", "linked", "seen_at")
            changed = {key: values[key] for key in names}
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=["system", "external_id"], set_=changed)
        )

    async def _person_of(self, key: str, golden: GoldenId | None) -> GoldenId | None:
        """Return the person behind a phone: a weak id becomes the strong one when only one person has that phone.

        A strong id that comes later takes the weak ones of its phone along.
        """
        if golden is None or not key:
            return golden
        same = (record.phone_key == key, record.golden_id != "")
        found = set((await self._session.execute(select(record.golden_id).where(*same, ~record.weak))).scalars())
        if golden.weak:
            return GoldenId(found.pop(), True) if len(found) == 1 else golden
        if found <= {golden.id}:
            statement = update(system_record).where(*same, record.weak, ~record.linked)
            await self._session.execute(statement.values(golden_id=golden.id))
        return golden

    async def leads_after(self, since: datetime | None, after: str) -> list[tuple[str, str, str, datetime]]:
        """Return id, contact, phone and time of change of our leads changed since, in order of id."""
        lead = customers.lead.c
        query = select(lead.id, lead.contact, lead.phone, lead.updated_at).where(
            lead.id > after, lead.status.not_in((CLOSED, MERGED))
        )
        if since is not None:
            query = query.where(lead.updated_at >= since)
        return [tuple(row) for row in await self._session.execute(query.order_by(lead.id).limit(AT_ONCE))]

    async def leads_of_phone(self, key: str) -> list[str]:
        """Return our leads with this phone."""
        query = select(customers.lead.c.id).where(
            customers.lead.c.phone_key == key, customers.lead.c.status.not_in((CLOSED, MERGED))
        )
        return list((await self._session.execute(query)).scalars())

    async def shared(self, after: str) -> list[list[Held]]:
        """Return the next people that more than one system holds, each with all that is held of them."""
        ids = (
            select(record.golden_id)
            .where(record.golden_id > after)
            .group_by(record.golden_id)
            .having(func.count(record.system.distinct()) > 1)
            .order_by(record.golden_id)
            .limit(AT_ONCE)
        )
        found = (await self._session.execute(ids)).scalars().all()
        rows = await self._session.execute(select(*_HELD).where(record.golden_id.in_(found)).order_by(record.golden_id))
        people: dict[str, list[Held]] = {}
        for row in rows:
            people.setdefault(row.golden_id, []).append(Held(**row._mapping))
        return list(people.values())

    async def cursor(self, system: str) -> dict[str, str]:
        """Return how far a system was read."""
        query = select(system_cursor.c.cursor).where(system_cursor.c.system == system)
        return dict((await self._session.execute(query)).scalar_one_or_none() or {})

    async def read_to(
        self, system: str, cursor: Mapping[str, str], rows: int, bad: int, error: str, now: datetime
    ) -> None:
        """Move a system's cursor, and remember what it cost."""
        values = {"cursor": dict(cursor), "rows": rows, "unreadable": bad, "error": error[:64], "read_at": now}
        statement = insert(self._session, system_cursor).values(system=system, **values)
        await self._session.execute(statement.on_conflict_do_update(index_elements=["system"], set_=values))

    async def put_difference(self, day: str, one: Difference, now: datetime) -> None:
        """Write one row of a night's report; the same night again writes it anew."""
        values = {
            "held": dict(one.values), "winner": one.winner, "reason": one.reason[:128], "at": now,
            "losers": {system: list(found) for system, found in one.losers.items()},
        }  # fmt: skip
        statement = insert(self._session, master_diff).values(
            day=day, golden_id=one.golden_id, field=one.field, **values
        )
        await self._session.execute(statement.on_conflict_do_nothing())

    async def settle_loser(self, day: str, golden_id: str, field: str, system: str, state: str) -> None:
        """Write down what became of a value that lost."""
        diff = master_diff.c
        where = (diff.day == day, diff.golden_id == golden_id, diff.field == field)
        losers: dict[str, Any] | None = (
            await self._session.execute(select(diff.losers).where(*where).with_for_update())
        ).scalar_one_or_none()
        if losers is not None and system in losers:
            losers = {**losers, system: [losers[system][0], state]}
            await self._session.execute(update(master_diff).where(*where).values(losers=losers))

    async def put_report(self, day: str, compared: int, different: int, text: str, errors: Any, now: datetime) -> bool:
        """Write a night's report; False when it was written before."""
        values = {"compared": compared, "different": different, "text": text[:2000], "errors": errors, "at": now}
        statement = insert(self._session, master_report).values(day=day, **values).on_conflict_do_nothing()
        found = await self._session.execute(statement.returning(master_report.c.day))
        return found.scalar_one_or_none() is not None

    async def touches(self, phone: str, golden_id: str, since: datetime) -> list[Touch]:
        """Return who spoke with the customer of this phone since then: follow-ups of any of our records, and calls."""
        lead, note, user, call = customers.lead.c, note_tables.follow_up.c, person_tables.user.c, trail.happening.c
        notes = (
            select(user.id, user.name, user.team, note.at)
            .join_from(note_tables.follow_up, customers.lead, lead.id == note.lead_id)
            .join(person_tables.user, user.id == note.owner)
            .where(lead.phone_key == phone, note.at >= since, note.source.not_in(["intake", "import"]))
        )
        calls = (
            select(user.id, user.name, user.team, call.at)
            .join_from(trail.happening, person_tables.user, user.id == call.staff)
            .where(call.external_id == golden_id, call.kind == "outbound_call", call.at >= since)
        )
        found = [*await self._session.execute(notes), *await self._session.execute(calls)]
        return [Touch(*row) for row in found]


def crm_held(row: Sequence[Any]) -> Held:
    """Return one of our leads as the comparison sees it."""
    return Held(CRM, row[0], "", row[1], row[2], row[3])
