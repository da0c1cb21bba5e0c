"""Named leases: one process at a time holds a stream connection."""

from __future__ import annotations

from sqlalchemy import delete

from storage.database import Database
from storage.statements import insert, seconds_now
from storage.tables.messaging import lease


class Leases:
    """Leases on the database's clock. A holder renews well before the end; a dead one loses it by time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, name: str, owner: str, seconds: float) -> bool:
        """Take or renew the lease for that long; False while another owner holds it."""
        async with self._database.begin() as session:
            now = seconds_now(session)
            values = {"owner": owner, "until": now + seconds}
            statement = insert(session, lease).values(name=name, **values)
            statement = statement.on_conflict_do_update(
                index_elements=[lease.c.name],
                set_=values,
                where=(lease.c.owner == owner) | (lease.c.until < now),
            ).returning(lease.c.owner)
            return (await session.execute(statement)).scalar_one_or_none() is not None

    async def release(self, name: str, owner: str) -> None:
        """Give the lease back, if it is still ours."""
        async with self._database.begin() as session:
            await session.execute(delete(lease).where(lease.c.name == name, lease.c.owner == owner))
