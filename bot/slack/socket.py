"""Slack over Socket Mode: Bolt keeps the connection and dispatches, its listeners do nothing but store.

Bolt runs each listener before it answers (`process_before_response`), so an acknowledged envelope is one that is in
the inbox; a listener that fails leaves it unacknowledged and Slack sends events again.
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
from contextlib import suppress
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.inbox_port import Inbox
from bot.slack.door import Door, Kind
from config.platforms import SlackSettings
from handlers.ports import Clock

PING_SECONDS = 5.0
CHECKS = 4
LONGEST_WAIT = 30.0
events = structlog.get_logger(__name__)

_EVERYTHING = re.compile(".*", re.DOTALL)
_ADDRESS = re.compile(r"\b(?:wss?|https?)://\S+")


class SlackSocket:
    """Runs under one owner. Reconnects by itself: on Slack's request at once, on a dead link within seconds."""

    def __init__(self, settings: SlackSettings, inbox: Inbox, clock: Clock, ping_seconds: float = PING_SECONDS) -> None:
        self._settings = settings
        self._door = Door(inbox, clock)
        self._ping_seconds = ping_seconds
        self._handler: Any = None

    async def connected(self) -> bool:
        """Tell whether the link is up, for the health page."""
        return self._handler is not None and bool(await self._handler.client.is_connected())

    async def run(self) -> None:
        """Stay connected until cancelled; then close and wait for the library's own tasks."""
        log, failures = _quiet_log(), 0
        while True:
            failures = 0 if await self._live(log) else failures + 1
            await asyncio.sleep(random.uniform(0, min(LONGEST_WAIT, self._ping_seconds * 2 ** min(failures, 16))))

    async def _live(self, log: logging.Logger) -> bool:
        """Hold one client while its link is up or coming back; tell whether it ever was up.

        The client repeats a failed connect with the same single-use address for ever, so one that stays down is
        thrown away.
        """
        handler = self._connecting(log)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(CHECKS * self._ping_seconds):
                    await handler.connect_async()
            self._handler = handler
            was_up, down = False, 0
            while down < CHECKS:
                up = await handler.client.is_connected()
                was_up, down = was_up or up, 0 if up else down + 1
                await asyncio.sleep(self._ping_seconds)
            return was_up
        finally:
            self._handler = None
            await _close(handler)

    def _connecting(self, log: logging.Logger) -> Any:
        client = AsyncWebClient(base_url=self._settings.api_base, timeout=10, logger=log)
        token = self._settings.app_token.get_secret_value()
        return AsyncSocketModeHandler(
            self._bolt(log), token, logger=log, web_client=client, ping_interval=self._ping_seconds
        )

    def _bolt(self, log: logging.Logger) -> AsyncApp:
        """An app with one listener for everything. `authorize` answers from settings: no call, no waiting."""

        async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
            token = self._settings.bot_token.get_secret_value()
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

        app = AsyncApp(
            client=AsyncWebClient(base_url=self._settings.api_base, logger=log),
            authorize=authorize,
            process_before_response=True,
            request_verification_enabled=False,
            ignoring_self_events_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
            logger=log,
        )

        async def store(ack: AsyncAck, body: dict[str, Any]) -> None:
            try:
                await self._door.admit(_kind(body), body)
            except Exception:
                events.exception("slack_event_not_stored", kind=_kind(body))
                raise
            await ack()

        app.event(_EVERYTHING)(store)
        for listen in (app.action, app.view, app.view_closed, app.shortcut, app.options, app.command):
            listen(_EVERYTHING)(store)
        return app


async def _close(handler: Any) -> None:
    """Close, and wait for what the library only cancels."""
    await handler.close_async()
    link = handler.client
    tasks = [link.message_processor, link.current_session_monitor, link.message_receiver]
    await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)


def _kind(body: dict[str, Any]) -> Kind:
    if body.get("type") == "event_callback":
        return "event"
    return "command" if "command" in body else "interactive"


def _quiet_log() -> logging.Logger:
    """The library logs addresses with single-use tickets, and whole payloads at DEBUG."""
    log = logging.getLogger("genjin.slack_socket")
    log.setLevel(logging.WARNING)
    if not log.filters:
        log.addFilter(_without_addresses)
    return log


def _without_addresses(record: logging.LogRecord) -> bool:
    record.msg, record.args, record.exc_info = _ADDRESS.sub("…", record.getMessage()), (), None
    return True
