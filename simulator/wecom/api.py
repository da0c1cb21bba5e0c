"""The API server: every path under /cgi-bin, tokens, ordered faults, answers (platforms.md 1.3)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Literal
from urllib.parse import quote

from aiohttp import BodyPartReader, web

from simulator.wecom.answers import Answer, Refusal
from simulator.wecom.corp import ON, Call, Corp
from simulator.wecom.media import LARGEST, MediaStore
from simulator.wecom.tokens import AccessTokens

SENDING = {
    "message/send",
    "message/update_template_card",
    "appchat/send",
    "webhook/send",
    "externalcontact/send_welcome_msg",
}
HANG_SECONDS = 30.0
LARGEST_BODY = LARGEST["file"] + 1024 * 1024
Handler = Callable[[Call], Answer]
UploadHandler = Callable[[Call, str, bytes], Answer]


class Api:
    """Routes calls. `opened` need no token; `uploads` take a multipart body with one file."""

    def __init__(self, corp: Corp, tokens: AccessTokens, media: MediaStore) -> None:
        self._corp = corp
        self._tokens = tokens
        self._media = media
        self.opened: Mapping[str, Handler] = {}
        self.secured: Mapping[str, Handler] = {}
        self.uploads: Mapping[str, UploadHandler] = {}
        self.closing = asyncio.Event()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, or misbehave as a script ordered."""
        path = request.match_info["path"]
        fault = self._fault(path)
        if fault == "refuse":
            return self._cut(request)
        if fault == "429":
            return web.json_response(Refusal(45009).answer())
        answer = await self._answered(request, path)
        if fault == "timeout":
            await self._hang()
        return self._cut(request) if fault else answer

    async def _answered(self, request: web.Request, path: str) -> web.StreamResponse:
        try:
            by = self._owner(request, path)
            if path == "media/get":
                return self._download(request.query.get("media_id", ""))
            if path in self.uploads:
                name, content = await _upload(request)
                return web.json_response(self.uploads[path](Call(request.query, {}, by), name, content))
            handler = self.opened.get(path) or self.secured[path]
            return web.json_response(handler(Call(request.query, await _body(request), by)))
        except Refusal as refusal:
            return web.json_response(refusal.answer())
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            # A field of the wrong type: the vendor answers with one code for all of them.
            return web.json_response(Refusal(40058, f"{type(error).__name__}: {error}").answer())

    def _owner(self, request: web.Request, path: str) -> Literal["app", "contact", ""]:
        if path in self.opened or path.startswith("webhook/"):
            return ""
        if path not in self.secured and path not in self.uploads and path != "media/get":
            raise web.HTTPNotFound
        token = request.query.get("access_token", "")
        if self._corp.world.faults.take(ON, "token_expired"):
            self._tokens.expire(token)
            raise Refusal(42001)
        owner = self._tokens.owner(token)
        if owner == "contact" and not path.startswith("externalcontact/"):
            raise Refusal(301002 if path in SENDING else 48002)
        return owner

    def _fault(self, path: str) -> str | None:
        """Take an ordered fault. A counted one waits for a call that sends; a lasting one strikes every call."""
        faults = self._corp.world.faults
        _, times = faults.orders.get(ON, ("none", 0))
        if times is not None and path not in SENDING:
            return None
        return faults.take(ON, "timeout", "refuse", "429", "drop_socket")

    async def _hang(self) -> None:
        try:
            await asyncio.wait_for(self.closing.wait(), HANG_SECONDS)
        except TimeoutError:
            return

    @staticmethod
    def _cut(request: web.Request) -> web.StreamResponse:
        """Close the connection without an answer."""
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _download(self, media_id: str) -> web.Response:
        medium = self._media.find(media_id)
        disposition = f"attachment; filename*=UTF-8''{quote(medium.name)}"
        headers = {"Content-Type": medium.content_type, "Content-Disposition": disposition}
        return web.Response(body=medium.content, headers=headers)


async def _body(request: web.Request) -> Mapping[str, object]:
    if request.method != "POST":
        return {}
    body = json.loads(await request.read() or b"{}")
    if not isinstance(body, dict):
        raise Refusal(40058, "the body is not a JSON object")
    return body


async def _upload(request: web.Request) -> tuple[str, bytes]:
    """Return name and content of the part called `media`."""
    if not request.content_type.startswith("multipart/"):
        raise Refusal(40058, "not multipart")
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name == "media":
            return part.filename or "file", bytes(await part.read())
    raise Refusal(40058, "media missing")
