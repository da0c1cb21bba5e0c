"""The callback address of the self-built app: `GET` proves it is ours, `POST` takes events.

WeCom gives up after 1 s (URL check) or 5 s (event) and repeats an event up to three times, so an event is verified,
stored and acknowledged, nothing more. A refusal is a 4xx without a body; only a failing store is a 503, because then
the repeat is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from aiohttp import web

from bot.inbox_port import Inbox
from bot.wecom.crypto import BadCallback, CallbackCrypto, Stamp
from bot.wecom.fields import Fields
from config.platforms import WeComSettings
from handlers.ports import Clock

PATH = "/wecom/callback"
BODY_AT_MOST = 8 * 1024 * 1024

log = structlog.get_logger(__name__)


def wecom_routes(settings: WeComSettings, clock: Clock, inbox: Inbox) -> Sequence[web.RouteDef]:
    """Return the routes of the callback address; none when the app has no callback token and key (send only).

    Raises ValueError when only one of the two is set or the key cannot be right.
    """
    token, key = settings.callback_token.get_secret_value(), settings.aes_key.get_secret_value()
    if not settings.on or not (token or key):
        return []
    receiver = Receiver(CallbackCrypto(token, key, settings.corp_id, clock), inbox)
    return [web.get(PATH, receiver.check, allow_head=False), web.post(PATH, receiver.event)]


class Receiver:
    """The two handlers behind the address."""

    def __init__(self, crypto: CallbackCrypto, inbox: Inbox) -> None:
        self._crypto = crypto
        self._inbox = inbox

    async def check(self, request: web.Request) -> web.Response:
        """Answer the URL check with the decrypted `echostr`, nothing around it."""
        try:
            plain = self._crypto.open_echo(Stamp.of(request.query), request.query.get("echostr", ""))
        except BadCallback as bad:
            return _refuse(403, bad.reason)
        return web.Response(text=plain)

    async def event(self, request: web.Request) -> web.Response:
        """Store one event and acknowledge it. An event that was stored before is acknowledged again."""
        body = await _read(request)
        if body is None:
            return _refuse(413, "too_large")
        try:
            raw = self._crypto.open_event(Stamp.of(request.query), body)
        except BadCallback as bad:
            return _refuse(400 if bad.reason == "envelope" else 403, bad.reason)
        try:
            fields = Fields(raw)
            key, partition, kind = fields.key, fields.partition, fields.kind
        except ValueError:
            return _refuse(400, "message")
        return await self._store(key, partition, kind, raw)

    async def _store(self, key: str, partition: str, kind: str, raw: bytes) -> web.Response:
        try:
            new = await self._inbox.accept("wecom", key, partition, raw)
        except Exception:
            log.exception("wecom_event_not_stored", key=key)
            return web.Response(status=503)
        log.info("wecom_event", key=key, kind=kind, new=new)
        return web.Response()


def _refuse(status: int, reason: str) -> web.Response:
    log.warning("wecom_callback_refused", status=status, reason=reason)
    return web.Response(status=status)


async def _read(request: web.Request) -> bytes | None:
    """Return the body, None when it is too large; does not rely on the application's own limit."""
    if (request.content_length or 0) > BODY_AT_MOST:
        return None
    body = bytearray()
    async for chunk in request.content.iter_chunked(65536):
        body += chunk
        if len(body) > BODY_AT_MOST:
            return None
    return bytes(body)
