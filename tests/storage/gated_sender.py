"""Takes slots of one gate for two seconds and prints when each was."""

from __future__ import annotations

import asyncio
import sys
import time

from storage.database import Database
from storage.shared.gate import RateGate


async def main(url: str, schema: str, seconds: float) -> None:
    database = Database(url, schema or None)
    gate = RateGate(database)
    end = time.time() + seconds
    while True:
        wait = await gate.reserve("app", 1 / 20)
        at = time.time() + wait
        if at > end:
            break
        await asyncio.sleep(wait)
        sys.stdout.write(f"{at}\n")
    await database.close()


asyncio.run(main(sys.argv[1], sys.argv[2], 2.0))
