"""Reading a decrypted WeCom message: plain text fields, the de-duplication key, the conversation it belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from xml.parsers.expat import ExpatError

import xmltodict

from handlers.inbound import Actor, Conversation

KEY_AT_MOST = 200
_EVENT_PARTS = ("FromUserName", "CreateTime", "Event", "ChangeType")
_SUBJECT_PARTS = ("UserID", "ExternalUserID", "ChatId", "UpdateDetail", "EventKey", "TaskId")


_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
"""Bytes that XML forbids; a message that holds them is read without them rather than lost."""


class Fields:
    """One message. An absent or empty element reads as the empty string."""

    def __init__(self, raw: bytes) -> None:
        """Raises ValueError for anything that is not one message with a sender and a time."""
        try:
            root = xmltodict.parse(raw.translate(None, _CONTROLS))["xml"]
        except (ExpatError, LookupError, TypeError) as cause:
            raise ValueError("not a WeCom message") from cause
        if not isinstance(root, dict):
            raise ValueError("not a WeCom message")
        self._root: Mapping[str, Any] = root
        if not (self["ToUserName"] and self["FromUserName"] and self["MsgType"]):
            raise ValueError("a message needs a corp, a sender and a type")
        if not (self["CreateTime"].isascii() and self["CreateTime"].isdigit()):
            raise ValueError("a message needs a time")

    def __getitem__(self, name: str) -> str:
        value = self._root.get(name)
        return value.strip() if isinstance(value, str) else ""

    @property
    def moment(self) -> datetime:
        """When it happened, in seconds as WeCom counts."""
        return datetime.fromtimestamp(int(self["CreateTime"]), UTC)

    @property
    def kind(self) -> str:
        """`text`, `voice`, …; for events `event.` and the name."""
        return f"event.{self['Event']}" if self["MsgType"] == "event" else self["MsgType"]

    @property
    def actor(self) -> Actor:
        return Actor("wecom", self["ToUserName"], self["FromUserName"])

    @property
    def conversation(self) -> Conversation:
        """The chat between the sender and the app; a self-built app hears nothing from groups."""
        return Conversation("wecom", self["ToUserName"], self["FromUserName"], "dm")

    @property
    def key(self) -> str:
        """What makes this event itself: MsgId; for a card press the one-time ResponseCode; else everything it names.

        The vendor's advice for events, sender and second, is not enough: all customer events have the sender `sys`.
        """
        place = f"{self['ToUserName']}:{self['AgentID'] or '0'}"
        if self["MsgType"] != "event" and self["MsgId"]:
            return _bounded(f"{place}:{self['MsgId']}")
        if self["ResponseCode"]:
            return _bounded(f"{place}:{self['ResponseCode']}")
        subject = ":".join(self[name] for name in _SUBJECT_PARTS if self[name])
        return _bounded(":".join((place, *(self[name] for name in _EVENT_PARTS), subject)))

    @property
    def partition(self) -> str:
        """The key under which events are handled one after another: per person, per customer, per customer group."""
        subject = self["ExternalUserID"] or self["ChatId"] or self["FromUserName"]
        return _bounded(f"wecom:{self['ToUserName']}:{subject}")

    def selected(self) -> dict[str, tuple[str, ...]]:
        """Return what was chosen on a card: question key to option ids."""
        items = _inner(self._root.get("SelectedItems"), "SelectedItem")
        return {
            str(item.get("QuestionKey") or ""): tuple(
                option for option in _inner(item.get("OptionIds"), "OptionId") if isinstance(option, str)
            )
            for item in items
            if isinstance(item, dict)
        }


def _inner(wrapper: Any, name: str) -> Iterator[Any]:
    """Yield the elements in a wrapper; a single one is not a list in the parsed form."""
    found = wrapper.get(name) if isinstance(wrapper, dict) else None
    yield from found if isinstance(found, list) else [] if found is None else [found]


def _bounded(key: str) -> str:
    if len(key) <= KEY_AT_MOST:
        return key
    return f"{key[:120]}:{hashlib.sha256(key.encode()).hexdigest()}"
