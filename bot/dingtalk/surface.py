"""DingTalk as the outbox sees it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import aiohttp

from bot.dingtalk import drawing
from bot.dingtalk.api import DingTalkApi, robot_message
from bot.dingtalk.drawing import Drawing
from bot.dingtalk.parse import parse
from bot.dingtalk.robot import CustomRobots
from bot.errors import Rejected
from bot.http_client import HttpClient
from bot.surface import Parcel, Part, Receipt
from bot.tokens import AccessTokens, TokenStore
from config.platforms import DingTalkSettings, RoomSettings
from handlers.inbound import InboundEvent, MediaRef
from handlers.ports import Clock

APP_INTERVAL = 1 / 16  # 80 % of 20 calls a second
ROBOT_INTERVAL = 60 / 16  # 80 % of 20 messages a minute; over that a robot is muted for 10 minutes


class DingTalkSurface:
    """Implements `bot.surface.Surface` for one internal app and the custom robots of the configured rooms."""

    platform = "dingtalk"

    def __init__(
        self,
        settings: DingTalkSettings,
        rooms: Iterable[RoomSettings],
        session: aiohttp.ClientSession,
        clock: Clock,
        store: TokenStore,
    ) -> None:
        http = HttpClient(session)
        self._app_key = settings.app_key
        self._rooms = {room.name: room for room in rooms}
        self._api = DingTalkApi(settings, http, AccessTokens(store, clock))
        self._robots = CustomRobots(settings.oapi_base, http, clock)
        self._drawing = Drawing(settings.card_template, self._api.robot_code, self._rooms)

    def parts(self, parcel: Parcel) -> list[Part]:
        """Draw the parcel; with our template a card is one message, without it may be several."""
        return self._drawing.parts(parcel)

    async def post(self, parcel: Parcel, part: Part, index: int) -> Receipt:
        """Send one part. A card's receipt holds `out_track_id`, by which it can be changed for ever."""
        body = part.body
        if part.method == drawing.USER:
            return Receipt(await self._api.send_to_user(body["user"], body["message"]))
        if part.method == drawing.GROUP:
            return Receipt(await self._api.send_to_group(body["group"], body["message"]))
        if part.method == drawing.DELIVER:
            await self._api.deliver_card(body)
            return _card_receipt(body["outTrackId"])
        if part.method == drawing.UPDATE:
            await self._api.update_card(body)
            return _card_receipt(body["outTrackId"])
        if part.method == drawing.ROBOT:
            await self._robots.send(self._rooms[parcel.target.id], body)
            return Receipt(body["msgUuid"])
        if part.method == drawing.FILE:
            return Receipt(await self._send_file(parcel, body))
        raise Rejected("unknown_method", part.method)

    async def find_sent(self, parcel: Parcel, part: Part, index: int) -> Receipt | None:
        """Return None: cards go by `outTrackId` and custom robots by `msgUuid`, which drop repeats themselves.

        Robot texts cannot be looked up; after a doubt they are sent again (docs/decisions/0002-dingtalk-stream.md).
        """
        return None

    def gate_key(self, parcel: Parcel) -> tuple[str, float]:
        """Return the app's gate, or the room's own for a custom robot."""
        place = self._drawing.place(parcel)
        if place.kind == "robot":
            return f"dingtalk:robot:{place.id}", ROBOT_INTERVAL
        return f"dingtalk:{self._app_key}", APP_INTERVAL

    async def fetch(self, media: MediaRef) -> bytes:
        """Download by the message's download code."""
        if not media.handle:
            raise Rejected("no_download_code")
        return await self._api.download(media.handle, media.extra.get("robot_code", ""))

    def parse(self, raw: bytes) -> list[InboundEvent]:
        """Read one stored stream frame."""
        return parse(raw)

    async def _send_file(self, parcel: Parcel, body: Any) -> str:
        kind = "image" if body["image"] else "file"
        media = await self._api.upload(kind, parcel.file_name, parcel.file_bytes)
        if kind == "image":
            message = robot_message("sampleImageMsg", {"photoURL": media})
        else:
            param = {"mediaId": media, "fileName": parcel.file_name, "fileType": body["type"]}
            message = robot_message("sampleFile", param)
        if body["place"] == "user":
            return await self._api.send_to_user(body["id"], message)
        return await self._api.send_to_group(body["id"], message)


def _card_receipt(track: str) -> Receipt:
    return Receipt(track, {"out_track_id": track})
