"""Imports and their rows: every step is counted in the row of the import, so that two workers never do one twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from crm.intake.importing import ARRIVING, Import, ImportRow, Known
from crm.intake.sheet import MAKE
from crm.leads.lead import CLOSED
from crm.merging.merge import MERGED
from storage.statements import changed
from storage.statements import insert as insert_or
from storage.tables import customers as tables
from storage.tables.imports import import_batch, import_piece, import_row

ENDED = (CLOSED, MERGED)  # leads that are no customer's any more
batch, row = import_batch.c, import_row.c
_COLUMNS = [batch[name] for name in Import.__dataclass_fields__]
_ROW = [row[name] for name in ImportRow.__dataclass_fields__]


class ImportTable:
    """Fits `crm.ports.imports.Imports`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, one: Import, event_key: str) -> bool:
        """Store a new import; False when its file was taken before."""
        values = {name: getattr(one, name) for name in Import.__dataclass_fields__}
        values |= {"event_key": event_key, "headings": list(one.headings), "unknown": list(one.unknown)}
        return bool(
            await changed(self._session, insert_or(self._session, import_batch).values(values).on_conflict_do_nothing())
        )

    async def get(self, import_id: str) -> Import | None:
        """Return the import with this id."""
        found = (await self._session.execute(select(*_COLUMNS).where(batch.id == import_id))).one_or_none()
        return _import(found) if found is not None else None

    async def newest(self, most: int) -> list[Import]:
        """Return the last imports, the newest first."""
        rows = await self._session.execute(select(*_COLUMNS).order_by(batch.created_at.desc(), batch.id).limit(most))
        return [_import(found) for found in rows]

    async def taken(self, event_keys: Sequence[str]) -> set[str]:
        """Return which of these files were taken before."""
        return set(
            (await self._session.execute(select(batch.event_key).where(batch.event_key.in_(event_keys)))).scalars()
        )

    async def change(self, import_id: str, states: Sequence[str], **values: Any) -> bool:
        """Change an import that is in one of these states; False when it has moved on."""
        where = (batch.id == import_id, batch.state.in_(states))
        return bool(await changed(self._session, update(import_batch).where(*where).values(**values)))

    async def stage(self, import_id: str, state: str, seen: int, rows: Sequence[ImportRow]) -> bool:
        """Store rows that follow the `seen` ones; False when somebody else has gone on from there."""
        where = (batch.id == import_id, batch.state == state, batch.staged == seen)
        if not await changed(self._session, update(import_batch).where(*where).values(staged=seen + len(rows))):
            return False
        if rows:
            values = [
                {name: getattr(one, name) for name in ImportRow.__dataclass_fields__} | {"import_id": import_id}
                for one in rows
            ]
            await (await self._session.connection()).execute(insert(import_row), values)
        return True

    async def advance(self, import_id: str, state: str, counter: str, seen: int, to: int) -> bool:
        """Move the counter of a pass over the rows; False when somebody else did, or the import was stopped."""
        where = (batch.id == import_id, batch.state == state, batch[counter] == seen)
        return bool(await changed(self._session, update(import_batch).where(*where).values({counter: to})))

    async def rows(self, import_id: str, after: int, most: int, verdict: str = "") -> list[ImportRow]:
        """Return the rows behind a place, in order; of one verdict, if one is named."""
        query = select(*_ROW).where(row.import_id == import_id, row.place > after).order_by(row.place).limit(most)
        query = query.where(row.verdict == verdict) if verdict else query
        return [ImportRow(**found._mapping) for found in await self._session.execute(query)]

    async def refused(self, import_id: str, verdict: str, most: int) -> list[ImportRow]:
        """Return the first rows of one verdict."""
        query = select(*_ROW).where(row.import_id == import_id, row.verdict == verdict).order_by(row.place).limit(most)
        return [ImportRow(**found._mapping) for found in await self._session.execute(query)]

    async def settle(self, import_id: str, rows: Sequence[ImportRow]) -> None:
        """Write down what became of rows."""
        statement = (
            update(import_row)
            .where(row.import_id == bindparam("of_import"), row.place == bindparam("at_place"))
            .values({name: bindparam(f"new_{name}") for name in ("verdict", "reason", "owner", "lead_id", "made")})
        )
        values = [
            {"of_import": import_id, "at_place": one.place, "new_verdict": one.verdict, "new_reason": one.reason,
             "new_owner": one.owner, "new_lead_id": one.lead_id, "new_made": one.made}
            for one in rows
        ]  # fmt: skip
        if values:
            await (await self._session.connection()).execute(statement, values)

    async def counts(self, import_id: str) -> dict[str, int]:
        """Return how many rows have which verdict."""
        query = select(row.verdict, func.count()).where(row.import_id == import_id).group_by(row.verdict)
        return {found[0]: found[1] for found in await self._session.execute(query)}

    async def by_owner(self, import_id: str, until: int) -> dict[str, dict[str, int]]:
        """Return owner → verdict → number of rows, of the rows up to a place whose lead has an owner."""
        query = select(row.owner, row.verdict, func.count()).where(
            row.import_id == import_id, row.place <= until, row.owner != "", row.lead_id.is_not(None)
        )
        found: dict[str, dict[str, int]] = {}
        for owner, verdict, number in await self._session.execute(query.group_by(row.owner, row.verdict)):
            found.setdefault(owner, {})[verdict] = number
        return found

    async def phones_before(self, import_id: str, keys: Sequence[str]) -> set[str]:
        """Return which of these phones an earlier row of the file has."""
        query = select(row.phone_key).where(row.import_id == import_id, row.phone_key.in_(keys)).distinct()
        return set((await self._session.execute(query)).scalars()) if keys else set()

    async def made_here(self, import_id: str, leads: Sequence[str]) -> set[str]:
        """Return which of these leads this import made."""
        query = select(row.lead_id).where(row.import_id == import_id, row.lead_id.in_(leads), row.verdict == MAKE)
        return {found for found in (await self._session.execute(query)).scalars() if found} if leads else set()

    async def known(self, phones: Sequence[str], mails: Sequence[str]) -> dict[str, Known]:
        """Return phone or mail key → the customer that has it, leads before contacts, the oldest first."""
        found: dict[str, Known] = {}
        lead, contact = tables.lead.c, tables.contact.c
        for column, keys in ((lead.phone_key, phones), (lead.mail_key, mails)):
            query = select(column, lead.id, lead.account_id, lead.owner).where(
                column.in_(keys), lead.status.not_in(ENDED)
            )
            for one in await self._all(query.order_by(lead.created_at, lead.id), keys):
                found.setdefault(one[0], Known(one[1], one[2], one[3]))
        for column, keys in ((contact.phone_key, phones), (contact.mail_key, mails)):
            query = select(column, contact.account_id, contact.owner).where(column.in_(keys))
            for one in await self._all(query.order_by(contact.created_at, contact.id), keys):
                found.setdefault(one[0], Known(None, one[1], one[2]))
        return found

    async def add_piece(self, import_id: str, place: int, data: bytes) -> None:
        """Store one sealed piece of the file."""
        await self._session.execute(insert(import_piece).values(import_id=import_id, place=place, data=data))

    async def piece(self, import_id: str, place: int) -> bytes | None:
        """Return one sealed piece."""
        where = (import_piece.c.import_id == import_id, import_piece.c.place == place)
        found = (await self._session.execute(select(import_piece.c.data).where(*where))).scalar_one_or_none()
        return bytes(found) if found is not None else None

    async def drop_pieces(self, import_id: str) -> None:
        """Let the file go."""
        await self._session.execute(delete(import_piece).where(import_piece.c.import_id == import_id))

    async def forget(self, import_id: str) -> None:
        """Remove an upload that broke off."""
        await self.drop_pieces(import_id)
        await self._session.execute(delete(import_batch).where(batch.id == import_id, batch.state == ARRIVING))

    async def forget_arriving(self, before: datetime) -> None:
        """Remove uploads that never ended."""
        left = select(batch.id).where(batch.state == ARRIVING, batch.created_at < before)
        await self._session.execute(delete(import_piece).where(import_piece.c.import_id.in_(left)))
        await self._session.execute(delete(import_batch).where(batch.state == ARRIVING, batch.created_at < before))

    async def _all(self, query: Any, keys: Sequence[str]) -> Sequence[Any]:
        return (await self._session.execute(query)).all() if keys else []


def _import(found: Any) -> Import:
    values: Mapping[str, Any] = found._mapping
    return Import(**{**values, "headings": tuple(values["headings"]), "unknown": tuple(values["unknown"])})
