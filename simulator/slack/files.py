"""Files: what people sent (with a bearer token only), and the bot's two-step upload."""

from __future__ import annotations

import mimetypes
import uuid
from typing import Any

from aiohttp import web

from simulator.slack.audio import Clip
from simulator.slack.chat import Chat
from simulator.slack.errors import SlackError
from simulator.slack.gate import Method, Params
from simulator.slack.workspace import TEAM, Post, Workspace

LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in to Genjin</body></html>"


class Files:
    """`polls_until_transcribed`: how many files.info calls still say that the transcription is going on."""

    polls_until_transcribed = 0

    def __init__(self, space: Workspace, chat: Chat, bot_token: str) -> None:
        self.space = space
        self.chat = chat
        self.bot_token = bot_token
        self.address = ""
        self.contents: dict[str, bytes] = {}
        self._known: dict[str, dict[str, Any]] = {}
        self._transcripts: dict[str, tuple[str | None, int]] = {}

    def methods(self) -> dict[str, Method]:
        """Return the Web API methods answered here."""
        return {
            "files.info": self.info,
            "files.getUploadURLExternal": self.upload_url,
            "files.completeUploadExternal": self.complete,
        }

    def voice(self, person: str, clip: Clip, transcript: str | None) -> dict[str, Any]:
        """Store a voice clip and return its file object as the first event shows it."""
        file = self._file(person, clip.name, clip.content, clip.mimetype) | {
            "filetype": clip.filetype,
            "subtype": "slack_audio",
            "transcription": {"status": "processing"},
            "duration_ms": clip.duration_ms,
            "media_display_type": "audio",
        }
        self._known[file["id"]] = file
        self._transcripts[file["id"]] = (transcript, self.polls_until_transcribed)
        return file

    async def info(self, params: Params) -> dict[str, Any]:
        """files.info."""
        file = self._known.get(str(params.get("file")))
        if file is None:
            raise SlackError("file_not_found")
        return {"file": self._transcribed(file), "comments": [], "response_metadata": {"next_cursor": ""}}

    async def upload_url(self, params: Params) -> dict[str, Any]:
        """files.getUploadURLExternal."""
        if not params.get("filename") or int(params.get("length") or 0) <= 0:
            raise SlackError("invalid_arguments")
        file = self._file("", str(params["filename"]), b"", None) | {"size": int(params["length"])}
        self._known[file["id"]] = file
        return {"upload_url": f"{self.address}/upload/{file['id']}", "file_id": file["id"]}

    async def upload(self, request: web.Request) -> web.Response:
        """Take the bytes of a file, as the body or as a form's only part."""
        file = self._known.get(request.match_info["file"])
        if file is None:
            return web.Response(status=404)
        content = await request.read()
        if request.content_type.startswith("multipart/"):
            parts = [part for part in (await request.post()).values() if isinstance(part, web.FileField)]
            content = parts[0].file.read() if parts else b""
        if len(content) != file["size"]:
            return web.Response(status=400, text="length differs")
        self.contents[file["id"]] = content
        return web.Response(text=f"OK - {len(content)}")

    async def complete(self, params: Params) -> dict[str, Any]:
        """files.completeUploadExternal: shows the files in the channel, if one is given."""
        done = []
        for entry in params.get("files") or []:
            file = self._known.get(str(entry.get("id")))
            if file is None or not self.contents.get(file["id"]):
                raise SlackError("file_not_found")
            file["title"] = str(entry.get("title") or file["name"])
            done.append(file)
        if not done:
            raise SlackError("invalid_arguments")
        if params.get("channel_id"):
            channel, text = self.space.channel(params["channel_id"]), str(params.get("initial_comment") or "")
            post = Post(channel, self.space.stamp(), None, text, thread_ts=params.get("thread_ts"), files=done)
            self.chat.show(self.space.keep(post), "file")
        return {"files": done}

    async def download(self, request: web.Request) -> web.Response:
        """Send a file to the bot; anybody else gets the login page with 200."""
        if request.headers.get("Authorization") != f"Bearer {self.bot_token}":
            return web.Response(text=LOGIN_PAGE, content_type="text/html")
        content = self.contents.get(request.match_info["file"].partition("-")[2])
        if content is None:
            return web.Response(status=404)
        kind = mimetypes.guess_type(request.path)[0] or "application/octet-stream"
        return web.Response(body=content, content_type=kind)

    def _file(self, person: str, name: str, content: bytes, mimetype: str | None) -> dict[str, Any]:
        file_id, now = f"F{uuid.uuid4().hex[:10].upper()}", int(self.space.world.now().timestamp())
        if content:
            self.contents[file_id] = content
        private = f"{self.address}/files-pri/{TEAM}-{file_id}"
        return {
            "id": file_id,
            "created": now,
            "timestamp": now,
            "name": name,
            "title": name,
            "mimetype": mimetype or mimetypes.guess_type(name)[0] or "application/octet-stream",
            "user": person,
            "user_team": TEAM,
            "size": len(content),
            "mode": "hosted",
            "is_external": False,
            "url_private": f"{private}/{name}",
            "url_private_download": f"{private}/download/{name}",
            "file_access": "visible",
        }

    def _transcribed(self, file: dict[str, Any]) -> dict[str, Any]:
        if file["id"] not in self._transcripts:
            return file
        transcript, polls = self._transcripts[file["id"]]
        if polls > 0:
            self._transcripts[file["id"]] = (transcript, polls - 1)
            return file
        if transcript is None:
            return file | {"transcription": {"status": "none"}}
        preview = {"content": transcript, "has_more": False}
        return file | {"transcription": {"status": "complete", "locale": "zh-CN", "preview": preview}}
