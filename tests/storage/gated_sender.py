"""Takes slots of one gate as fast as it can and prints when each is, on the database's clock."""

from __future__ import annotations

import asyncio
import sys

from sqlalchemy import Connection, select

from storage.database import Database
from storage.shared.gate import RateGate
from storage.tables.messaging import rate_gate

INTERVAL = 1 / 20


async def main(url: str, schema: str, slots: int) -> None:
    database = Database(url, schema or None)
    gate = RateGate(database)

    def take(connection: Connection) -> float:
        gate.take(connection, "app", INTERVAL)
        next_at = connection.execute(select(rate_gate.c.next_at).where(rate_gate.c.key == "app")).scalar_one()
        return float(next_at) - INTERVAL

    for _ in range(slots):
        sys.stdout.write(f"{await database.run(take)}\n")
    await database.close()


asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
