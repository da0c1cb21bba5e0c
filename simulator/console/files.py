"""Sounds and pictures for the page: voice notes people sent, what the bot sent, and the samples."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

from simulator.console.ledger import Ledger
from simulator.console.local import Refused
from simulator.world import World

SAMPLES = Path(__file__).parent / "samples"
PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
SOUNDS = {b"RIFF": "audio/wav", b"\x1aE\xdf\xa3": "audio/webm", b"OggS": "audio/ogg", b"ID3": "audio/mpeg"}
DOWNLOAD = "application/octet-stream"


class Files:
    """The handlers of everything that is not JSON."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self._world = world
        self._ledger = ledger

    async def voice(self, request: web.Request) -> web.Response:
        """`GET /voice/{number}`: what somebody said."""
        return _binary(self._ledger.voice(int(request.match_info["number"])), SOUNDS, "audio/mp4")

    async def content(self, request: web.Request) -> web.Response:
        """`GET /content/{serial}`: the picture or file of a message."""
        serial = int(request.match_info["serial"])
        message = next((one for one in self._world.messages if one.serial == serial), None)
        return _binary(message.hooks.get("content") if message else None, PICTURES, DOWNLOAD)

    async def sample(self, request: web.Request) -> web.StreamResponse:
        """`GET /samples/{name}`: a voice note that ships with the console."""
        return web.FileResponse(sample_path(request.match_info["name"]))


def sample_path(name: str) -> Path:
    """Return the path of a voice note that ships with the console. Raises Refused."""
    found = {path.stem: path for path in SAMPLES.glob("*.wav")}.get(name)
    if found is None:
        raise Refused(404, f"没有这段录音：{name}")
    return found


def _binary(content: object, kinds: Mapping[bytes, str], otherwise: str) -> web.Response:
    """Return bytes under the type that their first bytes tell; what is no picture or sound is only downloaded."""
    if not isinstance(content, bytes):
        raise Refused(404, "没有这个文件")
    kind = next((name for magic, name in kinds.items() if content.startswith(magic)), otherwise)
    headers = {"Content-Disposition": "attachment"} if kind == DOWNLOAD else {}
    return web.Response(body=content, content_type=kind, headers=headers)
