"""Payloads of channels: stored once before anything else, judged later, counted each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from crm.intake.judging import LINKED, MADE, QUARANTINED, RECEIVED, REPEATED
from crm.leads.lead import CLOSED
from crm.merging.fusion import Visit
from storage.statements import changed, insert
from storage.tables import customers
from storage.tables.intake import intake, intake_day, intake_key

AT_ONCE = 5000
VISITS = 50


class IntakeTable:
    """What channels sent. Fits `crm.ports.intake.Intake` by shape."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def accept(self, row_id: str, channel: str, external: str, body: bytes, now: datetime) -> tuple[str, bool]:
        """Store a body and return its id and whether it is new.

        The same id of the sender, or the same body, has the id of its first coming; a body that differs under the
        sender's same id is kept beside it as `repeated`.
        """
        digest = sha256(body).hexdigest()
        key = f"id:{external}" if external else f"sha:{digest}"
        if await self._insert(row_id, channel, key, external, body, digest, RECEIVED, now):
            return row_id, True
        first = (await self._session.execute(_one(channel, key))).one()
        if first.sha256 != digest:
            await self._insert(row_id, channel, f"{key}:{digest}"[:160], external, body, digest, REPEATED, now)
        again = update(intake).where(intake.c.id == first.id).values(copies=intake.c.copies + 1)
        await self._session.execute(again)
        return str(first.id), False

    async def get(self, row_id: str) -> Row[Any] | None:
        """Return the stored payload with this id."""
        return (await self._session.execute(select(intake).where(intake.c.id == row_id))).one_or_none()

    async def settle(self, row_id: str, now: datetime, **values: Any) -> None:
        """Write down what became of a payload."""
        statement = update(intake).where(intake.c.id == row_id)
        await self._session.execute(statement.values(attempts=intake.c.attempts + 1, done_at=now, **values))

    async def visits(self, ip: str, since: datetime, without: str) -> list[Visit]:
        """Return what came from this address since then and became, or joined, a lead other than that one (F17)."""
        table, lead = intake.c, customers.lead.c
        query = (
            select(table.lead_id, table.received_at, lead.phone_key, lead.phone, lead.company)
            .join(customers.lead, lead.id == table.lead_id)
            .where(table.ip == ip, table.received_at >= since, table.lead_id != without, lead.status != CLOSED)
        )
        rows = await self._session.execute(query.order_by(table.received_at.desc()).limit(VISITS))
        return [Visit(row.lead_id, row.phone_key or row.phone, row.company, row.received_at) for row in rows]

    async def new_keys(self, channel: str, keys: Sequence[str], now: datetime) -> list[str]:
        """Remember keys that no mapping names and return those never seen before."""
        fresh = []
        for key in keys:
            row = {"channel": channel, "key": key[:255], "first_seen": now}
            if await changed(self._session, insert(self._session, intake_key).values(row).on_conflict_do_nothing()):
                fresh.append(key)
        return fresh

    async def mapped_keys(self, channel: str) -> dict[str, str]:
        """Return what administrators mapped for this channel: key → field."""
        query = select(intake_key.c.key, intake_key.c.target).where(
            intake_key.c.channel == channel, intake_key.c.target != ""
        )
        return {row.key: row.target for row in await self._session.execute(query)}

    async def map_keys(self, channel: str, targets: Mapping[str, str], now: datetime) -> None:
        """Map keys to fields; a key needs not have been seen yet."""
        for key, target in targets.items():
            row = {"channel": channel, "key": key[:255], "first_seen": now, "target": target, "mapped_at": now}
            statement = insert(self._session, intake_key).values(row)
            await self._session.execute(
                statement.on_conflict_do_update(
                    index_elements=["channel", "key"], set_={"target": target, "mapped_at": now}
                )
            )

    async def to_replay(self, channel: str) -> list[tuple[str, int]]:
        """Return id and attempts of what waits in quarantine or holds keys that were not understood."""
        unread = func.length(intake.c.unknown.cast(intake.c.reason.type)) > len("[]")
        query = select(intake.c.id, intake.c.attempts).where(
            intake.c.channel == channel,
            intake.c.state != REPEATED,
            or_(intake.c.state == QUARANTINED, unread),
        )
        rows = await self._session.execute(query.order_by(intake.c.received_at).limit(AT_ONCE))
        return [(row.id, row.attempts) for row in rows]

    async def channels(self) -> set[str]:
        """Return every channel that has ever sent something."""
        return set((await self._session.execute(select(intake.c.channel).distinct())).scalars())

    async def counts(self, since: datetime, until: datetime) -> dict[str, dict[str, int]]:
        """Return by channel how many payloads came in that time, by state; repeats are counted beside them."""
        query = (
            select(intake.c.channel, intake.c.state, func.count(), func.sum(intake.c.copies))
            .where(intake.c.received_at >= since, intake.c.received_at < until)
            .group_by(intake.c.channel, intake.c.state)
        )
        found: dict[str, dict[str, int]] = {}
        for channel, state, number, copies in await self._session.execute(query):
            row = found.setdefault(channel, dict.fromkeys(("received", MADE, LINKED, QUARANTINED, REPEATED), 0))
            row[REPEATED] += copies or 0
            if state == REPEATED:
                continue
            row["received"] += number
            if state in row and state != RECEIVED:
                row[state] += number
        return found

    async def said_sent(self, channel: str, day: str, sent: int, now: datetime) -> None:
        """Keep what a channel says it sent on a day."""
        row = {"channel": channel, "day": day, "sent": sent, "updated_at": now}
        statement = insert(self._session, intake_day).values(row)
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=["channel", "day"], set_={"sent": sent, "updated_at": now})
        )

    async def day(self, day: str) -> dict[str, tuple[int | None, str]]:
        """Return by channel what it said it sent on a day, and the verdict so far."""
        query = select(intake_day.c.channel, intake_day.c.sent, intake_day.c.verdict).where(intake_day.c.day == day)
        return {row.channel: (row.sent, row.verdict) for row in await self._session.execute(query)}

    async def put_day(self, channel: str, day: str, counts: Mapping[str, int], verdict: str, now: datetime) -> None:
        """Write a channel's row of a day."""
        values = {**counts, "verdict": verdict, "updated_at": now}
        statement = insert(self._session, intake_day).values(channel=channel, day=day, **values)
        await self._session.execute(statement.on_conflict_do_update(index_elements=["channel", "day"], set_=values))

    async def _insert(
        self, row_id: str, channel: str, key: str, external: str, body: bytes, digest: str, state: str, now: datetime
    ) -> bool:
        row = {
            "id": row_id, "channel": channel, "event_key": key, "external_id": external, "body": body,
            "sha256": digest, "state": state, "mapped": {}, "unknown": [], "received_at": now,
        }  # fmt: skip
        return bool(await changed(self._session, insert(self._session, intake).values(row).on_conflict_do_nothing()))


def _one(channel: str, key: str) -> Any:
    return select(intake.c.id, intake.c.sha256).where(intake.c.channel == channel, intake.c.event_key == key)
