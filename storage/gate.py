"""The rate gate that all processes share: one row per quota, slots handed out on the database's clock."""

from __future__ import annotations

from storage.database import Database
from storage.statements import insert, later_of, seconds_now
from storage.tables.messaging import rate_gate


class RateGate:
    """Hands out sending slots at an even pace. A process sleeps until its slot, so bursts never add up."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def reserve(self, key: str, interval: float) -> float:
        """Take the next slot of this gate and return the seconds until it."""
        async with self._database.begin() as session:
            now = seconds_now(session)
            statement = insert(session, rate_gate).values(key=key, next_at=now + interval)
            statement = statement.on_conflict_do_update(
                index_elements=[rate_gate.c.key],
                set_={"next_at": later_of(session, rate_gate.c.next_at, now) + interval},
            ).returning(rate_gate.c.next_at - interval - now)
            return max(0.0, float((await session.execute(statement)).scalar_one()))

    async def push(self, key: str, seconds: float) -> None:
        """Keep the gate shut for that long from now, because the platform said so."""
        async with self._database.begin() as session:
            until = seconds_now(session) + seconds
            statement = insert(session, rate_gate).values(key=key, next_at=until)
            await session.execute(
                statement.on_conflict_do_update(
                    index_elements=[rate_gate.c.key],
                    set_={"next_at": later_of(session, rate_gate.c.next_at, until)},
                )
            )
