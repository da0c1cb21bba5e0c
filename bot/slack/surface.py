"""Slack as the outbox sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import aiohttp

from bot.errors import NoHandle, Rejected
from bot.http_client import HttpClient
from bot.slack.api import SlackApi
from bot.slack.download import Downloads
from bot.slack.files import voice_note
from bot.slack.mrkdwn import outgoing
from bot.slack.parse import parse
from bot.surface import Parcel, Part, Receipt
from cards.card import Card
from cards.controls import SUBMIT, callbacks, primary
from cards.slack import message as slack_message
from cards.slack import modal as slack_modal
from config.platforms import RoomSettings, SlackSettings
from handlers.inbound import InboundEvent, MediaRef

POST = "chat.postMessage"
UPDATE = "chat.update"
OPEN = "views.open"
UPLOAD = "files.upload"
INTERVAL = 1.0  # chat.postMessage allows one a second per channel
EVENT_TYPE = "genjin_card"


class SlackSurface:
    """Implements `bot.surface.Surface` for one workspace."""

    platform = "slack"

    def __init__(self, settings: SlackSettings, rooms: Iterable[RoomSettings], session: aiohttp.ClientSession) -> None:
        self._rooms = {room.name: room.slack_channel for room in rooms}
        self._api = SlackApi(settings, session)
        self._downloads = Downloads(settings, HttpClient(session))

    def parts(self, parcel: Parcel) -> list[Part]:
        """Draw the parcel. Every message says in its metadata which delivery it is."""
        if parcel.kind == "text":
            return [self._message(parcel, n, {"text": text}) for n, text in enumerate(outgoing(parcel.text))]
        if parcel.kind == "file":
            return [Part(UPLOAD, {"filename": parcel.file_name})]
        if parcel.card is None or parcel.sign is None:
            raise Rejected(f"no_{parcel.kind}_on_slack")
        if parcel.kind == "modal":
            submit = primary(callbacks(parcel.card)) or SUBMIT
            return [Part(OPEN, {"view": slack_modal.render(parcel.card, parcel.sign, submit)})]
        messages = slack_message.render(parcel.card, parcel.sign).messages
        if parcel.kind == "update":
            return [_update(parcel, parcel.card, messages[-1])]
        return [self._message(parcel, number, message) for number, message in enumerate(messages)]

    async def post(self, parcel: Parcel, part: Part, index: int) -> Receipt:
        """Send one part. A message's receipt holds `channel` and `ts`, by which it can be changed for ever."""
        if part.method == POST:
            channel, ts = await self._api.post_message(await self._channel(parcel), part.body)
            return _receipt(channel, ts)
        if part.method == UPDATE:
            body = dict(part.body)
            channel, ts = str(body.pop("channel")), str(body.pop("ts"))
            await self._api.update_message(channel, ts, body)
            return _receipt(channel, ts)
        if part.method == OPEN:
            if not parcel.trigger:
                raise Rejected("no_trigger")
            return Receipt(await self._api.open_view(parcel.trigger, part.body["view"]))
        channel = await self._channel(parcel)
        return Receipt(await self._api.upload(channel, parcel.target.thread, parcel.file_name, parcel.file_bytes))

    async def find_sent(self, parcel: Parcel, part: Part, index: int) -> Receipt | None:
        """Look for the delivery among the newest messages where it was going.

        Updates may be repeated, a form's trigger works once; a file carries no mark of ours and may come twice.
        """
        if part.method != POST:
            return None
        channel = await self._channel(parcel)
        for message in await self._api.recent(channel, parcel.target.thread):
            metadata = message.get("metadata")
            told = metadata.get("event_payload") if isinstance(metadata, Mapping) else None
            if isinstance(told, Mapping) and told.get("delivery") == _delivery(parcel, index):
                return _receipt(channel, str(message.get("ts") or ""))
        return None

    def gate_key(self, parcel: Parcel) -> tuple[str, float]:
        """Return one gate per channel; a person's direct messages are a channel. A form must not queue behind posts."""
        if parcel.kind == "modal":
            return f"slack:form:{parcel.target.id}", INTERVAL
        return f"slack:{parcel.target.kind}:{parcel.target.id}", INTERVAL

    async def fetch(self, media: MediaRef) -> bytes:
        """Download a file; one of another organisation (`check_file_info`) is asked for its address first."""
        address = media.handle
        if not address:
            if not media.extra.get("file_id"):
                raise Rejected("no_file")
            info = await self._api.file_info(media.extra["file_id"])
            address = str(info.get("url_private_download") or info.get("url_private") or "")
        return await self._downloads.get(address)

    async def transcript(self, media: MediaRef) -> str | None:
        """Return Slack's own words of a clip, if it has finished them and did not cut them off."""
        note = voice_note([await self._api.file_info(media.extra["file_id"])]) if media.extra.get("file_id") else None
        return note.transcript if note is not None else None

    def parse(self, raw: bytes) -> list[InboundEvent]:
        """Read one stored payload."""
        return parse(raw)

    async def _channel(self, parcel: Parcel) -> str:
        target = parcel.target
        if target.kind == "user":
            return await self._api.direct_channel(target.id)
        channel = self._rooms.get(target.id, "") if target.kind == "webhook" else target.id
        if not channel:
            raise Rejected("unknown_room", target.id)
        return channel

    @staticmethod
    def _message(parcel: Parcel, number: int, message: Mapping[str, Any]) -> Part:
        metadata = _metadata(_delivery(parcel, number), parcel.card)
        body = {**message, "metadata": metadata, "unfurl_links": False, "unfurl_media": False}
        return Part(POST, body | ({"thread_ts": parcel.target.thread} if parcel.target.thread else {}))


def _update(parcel: Parcel, card: Card, message: Mapping[str, Any]) -> Part:
    """Only the last message of a card is replaced: it is the one with the buttons."""
    handle = parcel.place.handle if parcel.place is not None else {}
    if not handle.get("channel") or not handle.get("ts"):
        raise NoHandle("no_channel_and_ts")
    place = {"channel": handle["channel"], "ts": handle["ts"]}
    return Part(UPDATE, {**message, **place, "metadata": _metadata(_delivery(parcel, 0), card)})


def _delivery(parcel: Parcel, index: int) -> str:
    return f"{parcel.key}#{index}"


def _metadata(delivery: str, card: Card | None) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"delivery": delivery, "card": card.id if card else ""}}


def _receipt(channel: str, ts: str) -> Receipt:
    return Receipt(ts, {"channel": channel, "ts": ts})
