"""`genjin demo`: the service among simulated platforms, with the console page in front, until Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import aiohttp

from app.play.launch import fresh
from app.play.runner import Options, open_scene
from app.play.scene import Scene
from app.play.server import ServerFailed
from config.settings import Settings
from simulator.console import Console
from simulator.world import SHANGHAI
from storage.database import Database
from storage.engine import moments

FOLLOW_SECONDS = 5.0
POLL_SECONDS = "0.2"
ROLES = {
    "sales": "销售",
    "supervisor": "主管",
    "director": "总监",
    "admin": "管理员",
    "marketing": "市场",
    "finance": "财务",
    "service": "客服",
    "intern": "实习生",
}
STARTING = "正在启动演示……  Starting the demo …\n"
READY = """
  演示台已就绪，请用浏览器打开：  The console is ready, open it in a browser:

      {url}

  按 Ctrl-C 结束。  Press Ctrl-C to stop.
"""
PORT_TAKEN = "端口 {port} 用不了，请用 --port 换一个。  Port {port} cannot be used, choose another with --port.\n"
STOPPED = "服务停止了。  The service stopped.\n{why}\n"


class DemoDay:
    """The demo's clock: it goes as fast as real time and jumps when somebody moves it. One move at a time."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._lock = asyncio.Lock()
        self._ahead = scene.now - datetime.now(SHANGHAI)

    async def move(self, to: datetime) -> None:
        """Go to `to`, or stay when that is over; everything due on the way happens."""
        async with self._lock:
            await self._scene.move_clock(max(to, self._scene.now))
            self._ahead = self._scene.now - datetime.now(SHANGHAI)

    async def follow(self) -> None:
        """Keep up with real time for ever. Raises when the service is gone."""
        while True:
            await asyncio.sleep(FOLLOW_SECONDS)
            async with self._lock:
                await self._scene.move_clock(max(datetime.now(SHANGHAI) + self._ahead, self._scene.now))

    async def sidebar_url(self, person: str, customer: Mapping[str, str]) -> str:
        """Return the sidebar page of a customer, who adds this person first if they are no contacts yet."""
        wecom = self._scene.town.wecom
        known = wecom.customers.get(customer["id"])
        if known is None:
            known = wecom.add_customer(customer["id"], customer["name"], customer.get("avatar", ""))
        if person not in known.followers:
            await wecom.customer_event(person, known.id, "add_external_contact")
        page = quote(f"/sidebar?external_userid={known.id}", safe="")
        return f"{self._scene.server.url}/login?next={page}"

    def about(self) -> dict[str, dict[str, str]]:
        """Return what people do and where, as the console shows it beside their names."""
        team = self._scene.town.team
        return {user["id"]: {"role": ROLES.get(user["role"], ""), "team": user.get("team", "")} for user in team}


async def run_demo(port: int, keep: Path | None) -> None:
    """Run until Ctrl-C or SIGTERM, then take everything down. Raises SystemExit(1) when the demo cannot go on."""
    sys.stdout.write(STARTING)
    sys.stdout.flush()
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    options = Options(keep=keep, settings={"engine_poll_seconds": POLL_SECONDS}, launch=fresh)
    try:
        async with open_scene(options, await _start(keep)) as scene:
            await _show(scene, port, stop)
    except (ServerFailed, aiohttp.ClientError) as failed:
        if not stop.is_set():
            sys.stderr.write(STOPPED.format(why=failed))
            raise SystemExit(1) from None


async def _show(scene: Scene, port: int, stop: asyncio.Event) -> None:
    day = DemoDay(scene)
    console = Console(scene.town.world, scene.town.platforms, day.move, day.sidebar_url, day.about)
    try:
        await console.start(port)
    except OSError:
        sys.stderr.write(PORT_TAKEN.format(port=port))
        raise SystemExit(1) from None
    sys.stdout.write(READY.format(url=console.url))
    sys.stdout.flush()
    following, stopping = asyncio.create_task(day.follow()), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({following, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        following.cancel()
        outcome = (await asyncio.gather(following, stopping, return_exceptions=True))[0]
        await console.stop()
    if isinstance(outcome, Exception):
        raise outcome


async def _start(keep: Path | None) -> datetime:
    """Return the present, or the later moment at which a kept demo stood."""
    now = datetime.now(SHANGHAI)
    if keep is None or not any(keep.glob("*.sqlite3")):
        return now
    database = Database(Settings(data_dir=keep, database_url="").database)
    try:
        async with database.read() as session:
            stored = await moments.load(session)
    finally:
        await database.close()
    return max(now, stored.astimezone(SHANGHAI)) if stored is not None else now
