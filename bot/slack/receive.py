"""Slack over HTTP: three addresses, each signed. Stored first, answered 200 after; a refusal is a 4xx without a body.

Slack waits 3 s and repeats an unanswered event three times (the same key); interactions and commands come once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

import orjson
import structlog
from aiohttp import web

from bot.inbox_port import Inbox
from bot.slack.door import Door, Kind
from bot.slack.signature import signed_by_slack
from config.settings import SlackSettings
from handlers.ports import Clock

BODY_AT_MOST = 8 * 1024 * 1024
FIELDS_AT_MOST = 100

log = structlog.get_logger(__name__)


def slack_routes(settings: SlackSettings, clock: Clock, inbox: Inbox) -> Sequence[web.RouteDef]:
    """Return the routes; none without a signing secret or when the app uses Socket Mode."""
    secret = settings.signing_secret.get_secret_value()
    if not settings.on or settings.mode != "http" or not secret:
        return []
    receiver = Receiver(secret, clock, Door(inbox, clock))
    return [
        web.post("/slack/events", receiver.events),
        web.post("/slack/interactive", receiver.interactive),
        web.post("/slack/commands", receiver.commands),
    ]


class Receiver:
    """The handlers behind the three addresses."""

    def __init__(self, secret: str, clock: Clock, door: Door) -> None:
        self._secret = secret
        self._clock = clock
        self._door = door

    async def events(self, request: web.Request) -> web.Response:
        """Take an Events API call, the address check and the notice that Slack is holding events back."""
        payload = _object(await self._body(request))
        kind = payload.get("type")
        if kind == "url_verification":
            return web.Response(text=str(payload.get("challenge", "")))
        if kind == "app_rate_limited":
            log.warning("slack_events_held_back", minute=payload.get("minute_rate_limited"))
            return web.Response()
        return await self._store("event", payload)

    async def interactive(self, request: web.Request) -> web.Response:
        """Take a press, a form or a shortcut. The empty answer closes a form."""
        form = _form(await self._body(request))
        return await self._store("interactive", _object(form.get("payload", "").encode()))

    async def commands(self, request: web.Request) -> web.Response:
        """Take a slash command; Slack also asks here now and then whether our certificate is right."""
        form = _form(await self._body(request))
        if form.get("ssl_check"):
            return web.Response()
        if not form.get("command"):
            raise _refusal(400, "no_command")
        return await self._store("command", form)

    async def _body(self, request: web.Request) -> bytes:
        body = await _read(request)
        headers = request.headers
        timestamp, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
        if not signed_by_slack(self._secret, timestamp, signature, body, self._clock.now()):
            raise _refusal(401, "signature")
        return body

    async def _store(self, kind: Kind, payload: dict[str, Any]) -> web.Response:
        try:
            await self._door.admit(kind, payload)
        except Exception:
            log.exception("slack_event_not_stored", kind=kind)
            return web.Response(status=503)
        return web.Response()


async def _read(request: web.Request) -> bytes:
    if (request.content_length or 0) > BODY_AT_MOST:
        raise _refusal(413, "too_large")
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise _refusal(413, "too_large") from None
    if len(body) > BODY_AT_MOST:
        raise _refusal(413, "too_large")
    return body


def _object(body: bytes) -> dict[str, Any]:
    try:
        payload = orjson.loads(body)
    except ValueError:
        payload = _odd_object(body)
    if not isinstance(payload, dict):
        raise _refusal(400, "json")
    return payload


def _odd_object(body: bytes) -> Any:
    """Decode what is JSON by the letter only, as one that names half a character."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise _refusal(400, "json") from None


def _form(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELDS_AT_MOST)
    except ValueError:
        raise _refusal(400, "form") from None
    return dict(pairs)


def _refusal(status: int, reason: str) -> web.HTTPException:
    log.warning("slack_request_refused", status=status, reason=reason)
    refusals = {400: web.HTTPBadRequest, 401: web.HTTPUnauthorized}
    if status in refusals:
        return refusals[status](text="")
    return web.HTTPRequestEntityTooLarge(max_size=BODY_AT_MOST, actual_size=BODY_AT_MOST + 1, text="")
