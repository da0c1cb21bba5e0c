"""Parcels as DingTalk request bodies: which API takes them where, and what goes into it. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal

from bot.dingtalk.api import robot_message
from bot.errors import NoHandle, Rejected
from bot.surface import Parcel, Part
from cards.card import Card
from cards.dingtalk import action_card as dingtalk_action_card
from cards.dingtalk import template as dingtalk_template
from cards.text_limits import cut, split_bytes
from cards.token import Sign
from config.platforms import RoomSettings

USER = "oToMessages/batchSend"
GROUP = "groupMessages/send"
ROBOT = "robot/send"
DELIVER = "card/createAndDeliver"
UPDATE = "card/update"
FILE = "media/upload"

TEXT_BYTES = 4_000
_MARKDOWN = re.compile(r"^#{1,6} |\*\*[^*\n]+\*\*|\]\(https?://", re.MULTILINE)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a parcel really goes: a person, a group the app's robot is in, or a room's custom robot."""

    kind: Literal["user", "group", "robot"]
    id: str


class Drawing:
    """Knows the app's template and robot, and the configured rooms."""

    def __init__(self, template: str, robot_code: str, rooms: Mapping[str, RoomSettings]) -> None:
        self._template = template
        self._robot_code = robot_code
        self._rooms = rooms

    def place(self, parcel: Parcel) -> Place:
        """Return where the parcel goes. Raises Rejected for a room nobody configured."""
        target = parcel.target
        if target.kind != "webhook":
            return Place(target.kind, target.id)
        room = self._rooms.get(target.id)
        if room is not None and room.dingtalk_robot.get_secret_value():
            return Place("robot", room.name)
        if room is not None and room.dingtalk_conversation:
            return Place("group", room.dingtalk_conversation)
        raise Rejected("unknown_room", target.id)

    def parts(self, parcel: Parcel) -> list[Part]:
        """Return the requests of a parcel in sending order. Raises Rejected or NoHandle for what cannot be sent."""
        place = self.place(parcel)
        if parcel.kind == "text":
            return self._texts(parcel, place)
        if parcel.kind == "file":
            return [self._file(parcel, place)]
        if parcel.card is None or parcel.sign is None:
            raise Rejected(f"no_{parcel.kind}_on_dingtalk")
        if parcel.kind == "update":
            return [self._update(parcel, parcel.card, parcel.sign)]
        if parcel.kind != "card":
            raise Rejected(f"no_{parcel.kind}_on_dingtalk")
        if place.kind == "robot":
            return [_robot(parcel, n, m) for n, m in enumerate(dingtalk_action_card.render_robot(parcel.card).messages)]
        if not self._template:
            return [_message(place, m["msgKey"], m["msgParam"]) for m in _messages(parcel.card)]
        return [self._deliver(parcel, parcel.card, parcel.sign, place)]

    def _texts(self, parcel: Parcel, place: Place) -> list[Part]:
        pieces = split_bytes(parcel.text, TEXT_BYTES)
        if place.kind == "robot":
            return [_robot(parcel, number, _robot_text(piece)) for number, piece in enumerate(pieces)]
        return [_text(place, piece) for piece in pieces]

    def _file(self, parcel: Parcel, place: Place) -> Part:
        """The body says how to send; the bytes are uploaded when it is posted."""
        if place.kind == "robot":
            raise Rejected("no_file_for_custom_robot")
        suffix = PurePath(parcel.file_name).suffix.lower()
        return Part(FILE, {"place": place.kind, "id": place.id, "image": suffix in _PICTURES, "type": suffix[1:]})

    def _deliver(self, parcel: Parcel, card: Card, sign: Sign, place: Place) -> Part:
        space, model = ("IM_ROBOT", "imRobotOpen") if place.kind == "user" else ("IM_GROUP", "imGroupOpen")
        deliver = {"robotCode": self._robot_code} | ({"spaceType": space} if place.kind == "user" else {})
        last = {"supportForward": False, "lastMessageI18n": {"ZH_CN": cut(card.title or "通知", 50)}}
        body = {
            "cardTemplateId": self._template,
            "outTrackId": out_track_id(card, place),
            "callbackType": "STREAM",
            "userIdType": 1,
            "cardData": dingtalk_template.render(card, sign).messages[-1],
            "openSpaceId": f"dtv1.card//{space}.{place.id}",
            f"{model}SpaceModel": last,
            f"{model}DeliverModel": deliver,
        }
        return Part(DELIVER, body)

    def _update(self, parcel: Parcel, card: Card, sign: Sign) -> Part:
        track = parcel.place.handle.get("out_track_id") if parcel.place is not None else None
        if not track:
            raise NoHandle("no_out_track_id")
        options = {"updateCardDataByKey": True, "updatePrivateDataByKey": True}
        data = dingtalk_template.render(card, sign).messages[-1]
        return Part(UPDATE, {"outTrackId": track, "cardData": data, "cardUpdateOptions": options})


def out_track_id(card: Card, place: Place) -> str:
    """Return the id under which this card stands at this place.

    It names the revision the card had when it was first put there and stays the same through later revisions, so
    that they can replace it; it is unique per place, because a second use keeps the first one's place and content.
    """
    where = hashlib.sha256(f"{place.kind}\0{place.id}".encode()).hexdigest()[:10]
    return f"{card.id}.v{card.rev}.{where}"


def _messages(card: Card) -> tuple[dict[str, Any], ...]:
    return dingtalk_action_card.render(card).messages


def _text(place: Place, text: str) -> Part:
    if _MARKDOWN.search(text):
        return _message(place, "sampleMarkdown", {"title": _headline(text), "text": text})
    return _message(place, "sampleText", {"content": text})


def _message(place: Place, key: str, param: Mapping[str, Any]) -> Part:
    method, name = (USER, "user") if place.kind == "user" else (GROUP, "group")
    return Part(method, {name: place.id, "message": robot_message(key, param)})


def _robot_text(text: str) -> dict[str, Any]:
    if _MARKDOWN.search(text):
        return {"msgtype": "markdown", "markdown": {"title": _headline(text), "text": text}}
    return {"msgtype": "text", "text": {"content": text}}


def _robot(parcel: Parcel, number: int, message: Mapping[str, Any]) -> Part:
    uuid = hashlib.sha256(f"{parcel.key}#{number}".encode()).hexdigest()[:32]
    return Part(ROBOT, {**message, "msgUuid": uuid})


def _headline(text: str) -> str:
    return cut(text.strip().splitlines()[0].lstrip("# ").replace("**", "") or "通知", 60)
