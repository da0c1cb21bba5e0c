"""Running a script: step by step, each answered when the system has come to rest."""

from __future__ import annotations

import json
import secrets
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from app.play import steps
from app.play.expect import unmet
from app.play.launch import Launch, forked
from app.play.scene import Scene
from app.play.script import Step
from app.play.server import Server, ServerFailed, free_port
from app.play.town import CHANNEL_SECRET, SECRET, Town

START = datetime.fromisoformat("2026-11-20T10:00:00+08:00")


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: where the records live, which folder to keep, settings to override, and how the service starts."""

    database: str = ""
    keep: Path | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    launch: Launch = forked


async def play(script: Sequence[Step], options: Options) -> AsyncIterator[dict[str, Any]]:
    """Run the script on a fresh installation and yield one answer a step."""
    async with open_scene(options) as scene:
        await scene.rest()
        for step in script:
            yield await answer(scene, step)


async def answer(scene: Scene, step: Step) -> dict[str, Any]:
    """Do one step and return what came of it, and whether that was expected."""
    before = scene.town.world.serial
    error: str | None = None
    scene.shown, scene.output = [], ""
    try:
        scene.a_minute_passes()
        async with scene.database.during(step.do):
            await steps.STEPS[step.do](scene, **{f"{k}_" if k == "as" else k: v for k, v in step.args.items()})
        await scene.rest()
    except (steps.NotOffered, LookupError, ValueError, ServerFailed, OSError, aiohttp.ClientError) as problem:
        error = str(problem).strip("'\"") or type(problem).__name__
    sent = [message.public() for message in scene.town.world.since(before)]
    failed = unmet(step.expect, sent, scene.shown, scene.output)
    return {
        "step": step.number,
        "name": step.name,
        "ok": error is None and not failed,
        "at": scene.now.isoformat(),
        "sent": sent,
        "shown": scene.shown,
        "output": scene.output,
        "failed": failed,
        "error": error,
    }


@asynccontextmanager
async def open_scene(options: Options, start: datetime = START) -> AsyncIterator[Scene]:
    """Start a fresh installation among simulated platforms, its clock at `start`; the end takes all of it down."""
    with tempfile.TemporaryDirectory(prefix="genjin-play-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        socket = options.settings.get("slack.mode") == "socket"
        town = Town(start, "socket" if socket else "http")
        await town.open()
        port = free_port()
        control, admin = secrets.token_hex(16), secrets.token_hex(16)
        env = {**town.settings(), **_settings(options, folder, port, control, admin, start)}
        server = Server(env, folder, port, control, options.launch)
        town.face(server.url)
        try:
            await server.start()
            scene = Scene(town, server, admin)
            await scene.install_team(town.team)
            yield scene
            await scene.close()
        finally:
            await server.stop()
            await town.close()
            if options.database.startswith("postgres") and options.keep is None:
                await drop(options.database, env["GENJIN_DATABASE_SCHEMA"])


def _settings(options: Options, folder: Path, port: int, control: str, admin: str, start: datetime) -> dict[str, str]:
    overrides = {f"GENJIN_{key.upper().replace('.', '__')}": value for key, value in options.settings.items()}
    return {
        "GENJIN_DATA_DIR": str(folder),
        "GENJIN_DATABASE_URL": options.database,
        "GENJIN_DATABASE_SCHEMA": f"play_{secrets.token_hex(6)}",
        "GENJIN_PORT": str(port),
        "GENJIN_CLOCK": "manual",
        "GENJIN_CLOCK_START": start.isoformat(),
        "GENJIN_CONTROL_TOKEN": control,
        "GENJIN_ADMIN_TOKEN": admin,
        "GENJIN_SECRET_KEY": SECRET,
        "GENJIN_ENGINE_POLL_SECONDS": "0.05",
        "GENJIN_CHANNELS": json.dumps({"*": CHANNEL_SECRET}),
        "GENJIN_SPEECH__IDLE_SECONDS": "600",
        **overrides,
    }


async def drop(url: str, schema: str) -> None:
    """Remove an installation and its engine from a PostgreSQL server."""
    from storage.database import Database
    from storage.migrate import drop_schema

    database = Database(url)
    await drop_schema(database, schema)
    await drop_schema(database, f"{schema}_dbos")
    await database.close()


def as_line(answer: Mapping[str, Any], pretty: bool) -> str:
    """Return an answer as one line, or indented for people."""
    return json.dumps(answer, ensure_ascii=False, indent=2 if pretty else None)
