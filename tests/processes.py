"""Other processes for tests: started with the same Python, on the same database, killed without mercy."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from storage.database import Database


async def spawn(script: Path, database: Database, *arguments: object) -> asyncio.subprocess.Process:
    """Start a script with the database's URL and schema as its first arguments."""
    url = database.url.render_as_string(hide_password=False)
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-W",
        "ignore",
        str(script),
        url,
        database.schema or "",
        *map(str, arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[1],
        env={"PYTHONPATH": str(Path(__file__).parents[1]), "PATH": ""},
    )


async def lines_until_end(process: asyncio.subprocess.Process, seconds: float = 60) -> list[str]:
    """Return what the process printed; fails when it does not end well in time."""
    async with asyncio.timeout(seconds):
        output, _ = await process.communicate()
    assert process.returncode == 0
    return output.decode().splitlines()
