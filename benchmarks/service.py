"""The running service on the real clock, joined to the simulated platforms."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_hex

from app.play.scene import Scene
from app.play.server import Server, free_port
from app.play.town import SECRET, Town


@asynccontextmanager
async def running(database: str = "") -> AsyncIterator[tuple[Scene, int]]:
    """Yield the scene and the service's process id: default settings, WeCom, DingTalk and Slack connected.

    `database` is a PostgreSQL URL; without one the records lie in a SQLite file.
    """
    with tempfile.TemporaryDirectory(prefix="genjin-bench-") as folder:
        town, port, admin = Town(), free_port(), token_hex(16)
        await town.open()
        env = {
            **town.settings(),
            "GENJIN_DATA_DIR": folder,
            "GENJIN_DATABASE_URL": database,
            "GENJIN_DATABASE_SCHEMA": f"bench_{token_hex(4)}" if database else "",
            "GENJIN_PORT": str(port),
            "GENJIN_ADMIN_TOKEN": admin,
            "GENJIN_SECRET_KEY": SECRET,
        }
        server = Server(env, Path(folder), port, "")
        town.face(server.url)
        try:
            await server.start()
            scene = Scene(town, server, admin)
            await scene.install_team(town.team)
            yield scene, server.pid
        finally:
            await server.stop()
            await town.close()
