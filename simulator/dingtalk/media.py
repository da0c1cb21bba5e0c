"""Files in both directions: what people sent, by download code, and what the bot uploaded."""

from __future__ import annotations

import io
import uuid
import wave
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from simulator.dingtalk.errors import api_error, json_body, oapi_error
from simulator.world import World

CODE_LIFE = timedelta(hours=2)
URL_LIFE = timedelta(minutes=10)
UPLOAD_LIMITS = {"image": 20 << 20, "voice": 2 << 20, "video": 20 << 20, "file": 20 << 20}


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that can be fetched until `ends`."""

    content: bytes
    ends: datetime


class Media:
    """Download codes are bound to the robot that received the message; both they and the addresses expire."""

    def __init__(self, world: World, robot_code: str) -> None:
        self.world = world
        self.robot_code = robot_code
        self.address = ""
        self.uploads: dict[str, bytes] = {}
        self._codes: dict[str, Stored] = {}
        self._addresses: dict[str, Stored] = {}

    def keep(self, content: bytes) -> str:
        """Return the download code for something a person sent."""
        code = uuid.uuid4().hex
        self._codes[code] = Stored(content, self.world.now() + CODE_LIFE)
        return code

    async def address_of(self, request: web.Request) -> web.Response:
        """Answer POST /v1.0/robot/messageFiles/download."""
        body = await json_body(request)
        stored = self._codes.get(str(body.get("downloadCode")))
        if body.get("robotCode") != self.robot_code or stored is None or stored.ends <= self.world.now():
            raise api_error(400, "invalidParameter.downloadCode", "downloadCode 无效或已过期")
        name = uuid.uuid4().hex
        self._addresses[name] = Stored(stored.content, self.world.now() + URL_LIFE)
        return web.json_response({"downloadUrl": f"{self.address}/download/{name}.file"})

    async def download(self, request: web.Request) -> web.Response:
        """Answer GET on a temporary address."""
        stored = self._addresses.get(request.match_info["name"].removesuffix(".file"))
        if stored is None or stored.ends <= self.world.now():
            return web.Response(status=403, text="expired")
        return web.Response(body=stored.content, content_type="application/octet-stream")

    async def upload(self, request: web.Request) -> web.Response:
        """Answer POST /media/upload, a multipart form with the part `media`."""
        kind = request.query.get("type", "")
        part = (await request.post()).get("media")
        if kind not in UPLOAD_LIMITS or not isinstance(part, web.FileField):
            raise oapi_error(40004, "不合法的媒体文件类型")
        content = part.file.read()
        if not 0 < len(content) <= UPLOAD_LIMITS[kind]:
            raise oapi_error(40006, "不合法的文件大小")
        media_id = f"@{uuid.uuid4().hex}"
        self.uploads[media_id] = content
        created = int(self.world.now().timestamp() * 1000)
        return web.json_response(
            {"errcode": 0, "errmsg": "ok", "type": kind, "media_id": media_id, "created_at": created}
        )


def silence() -> bytes:
    """Return one second of silence as a WAV file, for a voice note of which only the transcript is known."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(32_000))
    return out.getvalue()


def duration_ms(audio: bytes) -> int:
    """Return how long a WAV plays; other formats are guessed at 16 kbit/s, the rate of a voice note."""
    try:
        with wave.open(io.BytesIO(audio)) as file:
            frames: int = file.getnframes()
            return int(frames * 1000 / file.getframerate())
    except (wave.Error, EOFError):
        return len(audio) // 2
