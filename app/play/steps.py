"""What each kind of step does: an act of a person or of the world, through the wire."""

from __future__ import annotations

import asyncio
import hmac
import json
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.play.database_fault import OFFERED
from app.play.duration import read_duration
from app.play.scene import Scene
from app.play.sidebar import use_sidebar
from simulator.wecom import to_amr

RUN_SECONDS = 300


class NotOffered(RuntimeError):
    """The script asks for something this version does not have."""


async def team(scene: Scene, users: list[dict[str, Any]]) -> None:
    """Replace the people."""
    await scene.install_team(users)


async def clock(scene: Scene, to: str | None = None, by: str | None = None) -> None:
    """Move time; everything due on the way fires in order."""
    target = datetime.fromisoformat(to) if to is not None else scene.now + read_duration(by or "")
    if target.tzinfo is None:
        raise ValueError("clock: `to` needs an offset")
    await scene.move_clock(target)


async def say(scene: Scene, on: str, as_: str, text: str, group: str | None = None) -> None:
    """A person writes to the bot, or mentions it in a group."""
    simulator = scene.simulator(on)
    await simulator.say(as_, text, _room(scene, group) if group else None)


async def voice(scene: Scene, on: str, as_: str, file: str | None = None, transcript: str | None = None) -> None:
    """A voice note, in the form that platform gives it."""
    audio = await asyncio.to_thread(Path(file).read_bytes) if file else None
    if on == "wecom" and audio is None:
        raise LookupError("a WeCom app gets audio only: voice needs file")
    if on == "wecom" and audio is not None:
        audio = await asyncio.to_thread(_as_amr, audio)
    await scene.simulator(on).voice(as_, audio, transcript)


async def tap(
    scene: Scene,
    on: str,
    as_: str,
    press: str,
    card: str | None = None,
    choose: Mapping[str, str] | None = None,
    fill: Mapping[str, str] | None = None,
) -> None:
    """A person presses a button of a card they see."""
    await scene.simulator(on).tap(as_, scene.card_for(on, as_, card), press, choose, fill)


async def customer(
    scene: Scene,
    rep: str,
    customer: Mapping[str, Any],
    text: str | None = None,
    file: str | None = None,
    added: bool = False,
) -> None:
    """Something the customer did in the chat with this rep.

    WeCom tells an app who was added, but not what customers write: their words arrive as the rep's clip of the chat.
    """
    wecom = scene.town.wecom
    if text is not None or file is not None:
        said = {"speaker": "customer", "at": scene.now.isoformat(), "text": text or "", "file": file or ""}
        scene.output, scene.shown = await use_sidebar(scene, rep, customer, "clip", said)
        return
    wecom.add_customer(customer["id"], customer["name"], customer.get("avatar", ""), [rep])
    await wecom.customer_event(rep, customer["id"], "add_external_contact")


async def sidebar(
    scene: Scene, as_: str, customer: Mapping[str, Any], action: str, fields: Mapping[str, str] | None = None
) -> None:
    """The chat sidebar page, with a real login."""
    if action not in ("open", "register", "clip", "call"):
        raise NotOffered(f"sidebar: {action} is not offered in this version")
    scene.output, scene.shown = await use_sidebar(scene, as_, customer, action, fields or {})


async def intake(scene: Scene, channel: str, payload: Mapping[str, Any], sign: bool = True) -> None:
    """A lead from a marketing channel."""
    secret = json.loads(scene.server.env["GENJIN_CHANNELS"])["*"]
    body = json.dumps(payload, ensure_ascii=False).encode()
    seal = hmac.new(secret.encode(), body, sha256).hexdigest() if sign else "0" * 64
    headers = {"X-Genjin-Signature": f"sha256={seal}", "Content-Type": "application/json"}
    url = f"{scene.server.url}/intake/{quote(channel, safe='')}"
    async with scene.server.http.post(url, data=body, headers=headers) as answer:
        text = await answer.text()
        scene.output = f"{answer.status} {text}"
        if answer.status == 202:
            scene.shown = [json.loads(text)]
    if sign and answer.status != 202:
        raise LookupError(f"intake {channel}: {scene.output}")


async def post(scene: Scene, system: str, payload: Mapping[str, Any]) -> None:
    """Data of another system, signed as that system signs it; a payload without a time is of now."""
    secret = json.loads(scene.server.env["GENJIN_CHANNELS"])["*"]
    body = json.dumps({"updated_at": scene.now.isoformat(), **payload}, ensure_ascii=False).encode()
    headers = {"X-Genjin-Signature": hmac.new(secret.encode(), body, sha256).hexdigest()}
    async with scene.server.http.post(f"{scene.server.url}/systems/{system}", data=body, headers=headers) as answer:
        scene.output = f"{answer.status} {await answer.text()}"
        if answer.status >= 300:
            raise LookupError(f"post {system}: {scene.output}")


async def run(scene: Scene, command: Sequence[str], code: int = 0) -> None:
    """Run a `genjin` command on this installation; it must end with that exit code."""
    words = list(command[1:] if command[:1] == ["genjin"] else command)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app.cli", *words, env=scene.server.env,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _ = await asyncio.wait_for(process.communicate(), RUN_SECONDS)
    scene.output = out.decode(errors="replace")
    if process.returncode != code:
        raise LookupError(f"genjin {' '.join(words)} ended with {process.returncode}")


async def show(scene: Scene, what: str, where: dict[str, Any] | None = None, as_: str | None = None) -> None:
    """Read through the public JSON API."""
    scene.shown = await scene.read(what, where or {}, as_)


async def fault(scene: Scene, at: str, what: str, times: int | None = None) -> None:
    """Make a platform misbehave, or the database answer late."""
    if at == "database":
        if what not in OFFERED:
            raise NotOffered(f"fault: a database can only {' or '.join(OFFERED)}, not {what}")
        scene.database.order(what, times if times is not None else 1)
        return
    scene.town.world.faults.order(at, what, times if times is not None else 1)


async def crash(scene: Scene, which: str = "server", log_level: str = "", zone: str = "") -> None:
    """`kill -9`, then a new start on the same database, with another log level or on a host in another time zone.

    One process has every role.
    """
    await scene.server.crash(log_level, zone)


def _as_amr(audio: bytes) -> bytes:
    """Return what a phone would send; a file without sound goes out as it is, as a broken upload does."""
    try:
        return to_amr(audio)
    except ValueError:
        return audio


def _room(scene: Scene, group: str) -> str:
    for room in scene.town.world.rooms.values():
        if group in (room.id, room.name):
            return room.id
    raise LookupError(f"no such group: {group}")


STEPS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "team": team,
    "clock": clock,
    "say": say,
    "voice": voice,
    "tap": tap,
    "customer": customer,
    "sidebar": sidebar,
    "intake": intake,
    "post": post,
    "run": run,
    "show": show,
    "fault": fault,
    "crash": crash,
}
