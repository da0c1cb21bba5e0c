"""The service under a script: a process of its own, so that `crash` can be a real `kill -9`."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from app.play.launch import Launch, Running, fresh

START_SECONDS = 60.0
REST_SECONDS = 180.0


class ServerFailed(RuntimeError):
    """The service did not come up or did not come to rest."""


def free_port() -> int:
    """Return a port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One `genjin serve` with a scripted clock. `env` holds its settings; its output goes to `folder/server.log`."""

    def __init__(
        self, env: Mapping[str, str], folder: Path, port: int, control_token: str, launch: Launch = fresh
    ) -> None:
        self._env = dict(env)
        self._launch = launch
        self._log = folder / "server.log"
        self._headers = {"Authorization": f"Bearer {control_token}"}
        self._process: Running | None = None
        self.url = f"http://127.0.0.1:{port}"
        self.http = aiohttp.ClientSession()

    @property
    def env(self) -> dict[str, str]:
        """The environment of the service, for other commands on the same installation."""
        return {**os.environ, **self._env}

    @property
    def pid(self) -> int:
        """The id of the running process."""
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        """Start the process and return when it answers."""
        self._process = await self._launch(self.env, self._log)
        for _ in range(int(START_SECONDS / 0.05)):
            if self._process.ended:
                raise ServerFailed(f"the service stopped at start:\n{self.tail()}")
            try:
                async with self.http.get(f"{self.url}/healthz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)
        raise ServerFailed(f"the service did not answer within {START_SECONDS:g} s:\n{self.tail()}")

    async def crash(self, log_level: str = "", zone: str = "") -> None:
        """Kill the process the hard way and start a new one on the same database.

        From now on it has this log level, and its host is in this time zone; so is every other command.
        """
        await self.kill()
        named = {"GENJIN_LOG_LEVEL": log_level, "TZ": zone}
        self._env.update({name: value for name, value in named.items() if value})
        await self.start()

    async def kill(self) -> None:
        """Kill the process the hard way."""
        await self._end(signal.SIGKILL)

    def use(self, database_url: str) -> None:
        """Serve another database from the next start on."""
        self._env["GENJIN_DATABASE_URL"] = database_url

    async def stop(self) -> None:
        """End the process in good order."""
        await self._end(signal.SIGTERM)
        await self.http.close()

    async def control(self, path: str, **body: Any) -> dict[str, Any]:
        """Call one of the script's control points."""
        timeout = aiohttp.ClientTimeout(total=REST_SECONDS + 20)
        async with self.http.post(
            f"{self.url}/_play/{path}", json=body, headers=self._headers, timeout=timeout
        ) as answer:
            if answer.status != 200:
                raise ServerFailed(f"{path}: {answer.status} {await answer.text()}\n{self.tail()}")
            found: dict[str, Any] = await answer.json()
            return found

    async def advance(self, to: datetime, until: datetime) -> datetime | None:
        """Move the service's clock to a moment; return the next one up to `until` at which something is due."""
        found = (await self.control("advance", to=to.isoformat(), until=until.isoformat()))["at"]
        return datetime.fromisoformat(found) if found else None

    async def next_moment(self, until: datetime) -> datetime | None:
        """Return the next moment up to `until` at which something is due."""
        found = (await self.control("next", until=until.isoformat()))["at"]
        return datetime.fromisoformat(found) if found else None

    def tail(self) -> str:
        """Return the end of the service's log."""
        return self._log.read_text(errors="replace")[-3000:] if self._log.exists() else ""

    async def _end(self, how: signal.Signals) -> None:
        if self._process is None or self._process.ended:
            return
        self._process.send(how)
        try:
            await asyncio.wait_for(self._process.wait(), 20)
        except TimeoutError:
            self._process.send(signal.SIGKILL)
            await self._process.wait()
