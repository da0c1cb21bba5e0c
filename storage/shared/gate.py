"""The rate gate that all processes share: one row per quota, slots handed out on the database's clock."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Double, bindparam

from storage.database import Database
from storage.statements import insert, insert_of, later, later_of, seconds_now, seconds_of
from storage.tables.messaging import rate_gate

MINUTE_QUOTA = 0.5
"""From this interval in seconds on, a quota is counted per minute and a third of it may be used at once."""


@cache
def _take(dialect: str) -> Any:
    """Return the statement that takes a slot: built once, for everything that leaves takes it."""
    now, interval = seconds_of(dialect), bindparam("interval", type_=Double)
    earliest = now - bindparam("credit", type_=Double)
    statement = insert_of(dialect, rate_gate).values(key=bindparam("gate"), next_at=earliest + interval)
    return statement.on_conflict_do_update(
        index_elements=[rate_gate.c.key],
        set_={"next_at": later(dialect, rate_gate.c.next_at, earliest) + interval},
    ).returning(rate_gate.c.next_at - interval - now)


class RateGate:
    """Hands out sending slots on the database's clock, so that all processes together keep a platform's quota.

    Short intervals are kept evenly. A quota per minute lets a third of it pass at once and the rest 1.5 times slower,
    so that no minute holds more than the quota and a person's second message need not wait. `paced=False` is always
    open: under a scripted clock a day takes seconds, and only the retry times of the deliveries count.
    """

    def __init__(self, database: Database, paced: bool = True) -> None:
        self._database = database
        self._paced = paced

    def take(self, connection: Connection, key: str, interval: float) -> float:
        """Take the next slot within the connection's transaction and return the seconds until it."""
        if not self._paced:
            return 0.0
        credit = 0.0
        if interval >= MINUTE_QUOTA:
            interval *= 1.5
            credit = max(0.0, 30.0 - interval)
        found = {"gate": key, "interval": interval, "credit": credit}
        return max(0.0, float(connection.execute(_take(connection.dialect.name), found).scalar_one()))

    async def push(self, key: str, seconds: float) -> None:
        """Keep the gate shut for that long from now, because the platform said so."""
        if not self._paced:
            return
        async with self._database.begin() as session:
            until = seconds_now(session) + seconds
            statement = insert(session, rate_gate).values(key=key, next_at=until)
            await session.execute(
                statement.on_conflict_do_update(
                    index_elements=[rate_gate.c.key],
                    set_={"next_at": later_of(session, rate_gate.c.next_at, until)},
                )
            )
