"""The Web API calls we make, over the SDK's client on the process's session. Errors are those of `bot.errors`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import Rejected
from bot.slack.failures import UPLOAD_SECONDS, asked
from config.platforms import SlackSettings

HISTORY = 100


class SlackApi:
    """Calls with the bot token. The SDK's own retries are off: a repeat after a cut connection posts twice."""

    def __init__(self, settings: SlackSettings, session: aiohttp.ClientSession) -> None:
        self._client = AsyncWebClient(
            token=settings.bot_token.get_secret_value(),
            base_url=settings.api_base,
            session=session,
            retry_handlers=[],
        )
        self._dms: dict[str, str] = {}
        self._opening = asyncio.Lock()

    async def direct_channel(self, user: str) -> str:
        """Return the channel of the direct messages with a person; asked once per person and process."""
        async with self._opening:
            if user not in self._dms:
                answer = await asked(self._client.conversations_open(users=[user]))
                channel = (answer.get("channel") or {}).get("id")
                if not channel:
                    raise Rejected("no_channel")
                self._dms[user] = str(channel)
            return self._dms[user]

    async def post_message(self, channel: str, body: Mapping[str, Any]) -> tuple[str, str]:
        """Post; return the channel and the timestamp that name the message."""
        answer = await asked(self._client.chat_postMessage(channel=channel, **body))
        return str(answer.get("channel") or channel), str(answer.get("ts") or "")

    async def update_message(self, channel: str, ts: str, body: Mapping[str, Any]) -> None:
        """Replace a message of ours. Raises NoHandle when it is gone or may no longer be changed."""
        await asked(self._client.chat_update(channel=channel, ts=ts, **body))

    async def open_view(self, trigger: str, view: Mapping[str, Any]) -> str:
        """Open a form for whoever pressed; return its id. Raises Rejected 3 s after the press."""
        answer = await asked(self._client.views_open(trigger_id=trigger, view=dict(view)))
        return str((answer.get("view") or {}).get("id") or "")

    async def recent(self, channel: str, thread: str | None) -> list[Mapping[str, Any]]:
        """Return the newest messages of a channel, or of a thread in it, with their metadata."""
        if thread:
            call = self._client.conversations_replies(
                channel=channel, ts=thread, include_all_metadata=True, limit=HISTORY
            )
        else:
            call = self._client.conversations_history(channel=channel, include_all_metadata=True, limit=HISTORY)
        found = (await asked(call)).get("messages") or []
        return [message for message in found if isinstance(message, dict)]

    async def upload(self, channel: str, thread: str | None, name: str, content: bytes) -> str:
        """Share a file in a channel; return its id."""
        call = self._client.files_upload_v2(channel=channel, thread_ts=thread, filename=name, content=content)
        files = (await asked(call, UPLOAD_SECONDS)).get("files") or [{}]
        return str(files[0].get("id") or "")

    async def file_info(self, file_id: str) -> Mapping[str, Any]:
        """Return what Slack knows about a file now: its address and how far the transcription is."""
        found = (await asked(self._client.files_info(file=file_id))).get("file")
        if not isinstance(found, dict):
            raise Rejected("no_file")
        return found
