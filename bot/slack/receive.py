"""Slack over HTTP: three addresses, each signed. Stored first, answered 200 after; a refusal is a 4xx without a body.

Slack waits 3 s and repeats an unanswered event three times (the same key); interactions and commands come once.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

import orjson
import structlog
from aiohttp import web

from bot.inbox_port import Inbox
from bot.slack.door import Door, Kind
from bot.slack.signature import signed_by_slack
from bot.webhook import Reply, Webhook, post
from config.platforms import SlackSettings
from handlers.ports import Clock

FIELDS_AT_MOST = 100

log = structlog.get_logger(__name__)


def slack_routes(settings: SlackSettings, clock: Clock, inbox: Inbox) -> Sequence[web.RouteDef]:
    """Return the webhooks as routes."""
    hooks = slack_webhooks(settings, clock, inbox)
    return [post(path, webhook, lambda: _refused(413, "too_large")) for path, webhook in hooks.items()]


def slack_webhooks(settings: SlackSettings, clock: Clock, inbox: Inbox) -> Mapping[str, Webhook]:
    """Return the webhooks by path; none without a signing secret or when the app uses Socket Mode."""
    secret = settings.signing_secret.get_secret_value()
    if not settings.on or settings.mode != "http" or not secret:
        return {}
    receiver = Receiver(secret, clock, Door(inbox, clock))
    webhooks = {"events": receiver.events, "interactive": receiver.interactive, "commands": receiver.commands}
    return {f"/slack/{name}": receiver.verified(webhook) for name, webhook in webhooks.items()}


class Refused(Exception):
    """The request is answered with a 4xx and not stored."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Receiver:
    """The webhooks behind the three addresses."""

    def __init__(self, secret: str, clock: Clock, door: Door) -> None:
        self._secret = secret
        self._clock = clock
        self._door = door

    def verified(self, take: Callable[[bytes], Awaitable[Reply]]) -> Webhook:
        """Return the webhook that gives `take` a signed body and refuses any other."""

        async def webhook(headers: Mapping[str, str], body: bytes) -> Reply:
            stamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
            if not signed_by_slack(self._secret, stamp, signature, body, self._clock.now()):
                return _refused(401, "signature")
            try:
                return await take(body)
            except Refused as refusal:
                return _refused(refusal.status, refusal.reason)

        return webhook

    async def events(self, body: bytes) -> Reply:
        """Take an Events API call, the address check and the notice that Slack is holding events back."""
        payload = _object(body)
        kind = payload.get("type")
        if kind == "url_verification":
            return Reply(200, str(payload.get("challenge", "")))
        if kind == "app_rate_limited":
            log.warning("slack_events_held_back", minute=payload.get("minute_rate_limited"))
            return Reply(200)
        return await self._store("event", payload)

    async def interactive(self, body: bytes) -> Reply:
        """Take a press, a form or a shortcut. The empty answer closes a form."""
        return await self._store("interactive", _object(_form(body).get("payload", "").encode()))

    async def commands(self, body: bytes) -> Reply:
        """Take a slash command; Slack also asks here now and then whether our certificate is right."""
        form = _form(body)
        if form.get("ssl_check"):
            return Reply(200)
        if not form.get("command"):
            raise Refused(400, "no_command")
        return await self._store("command", form)

    async def _store(self, kind: Kind, payload: dict[str, Any]) -> Reply:
        try:
            await self._door.admit(kind, payload)
        except Exception:
            log.exception("slack_event_not_stored", kind=kind)
            return Reply(503)
        return Reply(200)


def _object(body: bytes) -> dict[str, Any]:
    try:
        payload = orjson.loads(body)
    except ValueError:
        payload = _odd_object(body)
    if not isinstance(payload, dict):
        raise Refused(400, "json")
    return payload


def _odd_object(body: bytes) -> Any:
    """Decode what is JSON by the letter only, as one that names half a character."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "json") from None


def _form(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELDS_AT_MOST)
    except ValueError:
        raise Refused(400, "form") from None
    return dict(pairs)


def _refused(status: int, reason: str) -> Reply:
    log.warning("slack_request_refused", status=status, reason=reason)
    return Reply(status)
