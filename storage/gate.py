"""The rate gate that all processes share: one row per quota, slots handed out on the database's clock."""

from __future__ import annotations

from storage.database import Database
from storage.statements import insert, later_of, seconds_now
from storage.tables.messaging import rate_gate

MINUTE_QUOTA = 0.5
"""From this interval in seconds on, a quota is counted per minute and a third of it may be used at once."""


class RateGate:
    """Hands out sending slots on the database's clock, so that all processes together keep a platform's quota.

    Short intervals are kept evenly. A quota per minute lets a third of it pass at once and the rest 1.5 times slower,
    so that no minute holds more than the quota and a person's second message need not wait. `paced=False` is always
    open: under a scripted clock a day takes seconds, and only the retry times of the deliveries count.
    """

    def __init__(self, database: Database, paced: bool = True) -> None:
        self._database = database
        self._paced = paced

    async def reserve(self, key: str, interval: float) -> float:
        """Take the next slot of this gate and return the seconds until it."""
        if not self._paced:
            return 0.0
        credit = 0.0
        if interval >= MINUTE_QUOTA:
            interval *= 1.5
            credit = max(0.0, 30.0 - interval)
        async with self._database.begin() as session:
            now = seconds_now(session)
            statement = insert(session, rate_gate).values(key=key, next_at=now - credit + interval)
            statement = statement.on_conflict_do_update(
                index_elements=[rate_gate.c.key],
                set_={"next_at": later_of(session, rate_gate.c.next_at, now - credit) + interval},
            ).returning(rate_gate.c.next_at - interval - now)
            return max(0.0, float((await session.execute(statement)).scalar_one()))

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
