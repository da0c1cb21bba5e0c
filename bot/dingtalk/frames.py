"""Stream frames: the vendor SDK's envelope classes behind one guard, and the acknowledgements we answer with.

See docs/decisions/0002-dingtalk-stream.md for which SDK defects are contained here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from dingtalk_stream.card_callback import Card_Callback_Router_Topic
from dingtalk_stream.chatbot import ChatbotMessage
from dingtalk_stream.frames import AckMessage, CallbackMessage, EventMessage, Headers, SystemMessage

CHAT_TOPICS = (ChatbotMessage.TOPIC, ChatbotMessage.DELEGATE_TOPIC)
CARD_TOPIC: str = Card_Callback_Router_Topic
OK: int = AckMessage.STATUS_OK
BAD_REQUEST: int = AckMessage.STATUS_BAD_REQUEST
NOT_FOUND: int = AckMessage.STATUS_NOT_IMPLEMENT
FAILED: int = AckMessage.STATUS_SYSTEM_EXCEPTION

_CLASSES = {"SYSTEM": SystemMessage, "EVENT": EventMessage, "CALLBACK": CallbackMessage}
SDK_ERRORS = (KeyError, TypeError, ValueError, AttributeError, RecursionError)
EPOCH = datetime.fromtimestamp(0, UTC)


class BadFrame(ValueError):
    """Not a stream frame. `message_id` is there when at least that could be read, so it can be refused by name."""

    def __init__(self, why: str, message_id: str = "") -> None:
        super().__init__(why)
        self.message_id = message_id


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame from the gateway. `data` is the decoded JSON object inside it; `at` is the gateway's time."""

    kind: Literal["SYSTEM", "EVENT", "CALLBACK"]
    topic: str
    message_id: str
    event_id: str
    event_type: str
    corp_id: str
    at: datetime
    data: Mapping[str, Any]


def read_frame(raw: str | bytes) -> Frame:
    """Return the frame in one WebSocket text message. Raises BadFrame for anything else."""
    try:
        envelope = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadFrame("not JSON") from error
    if not isinstance(envelope, dict) or not isinstance(envelope.get("headers"), dict):
        raise BadFrame("no headers")
    message_id = _text(envelope["headers"].get("messageId"))
    kind = envelope.get("type")
    if kind not in _CLASSES:
        raise BadFrame("unknown frame type", message_id)
    try:
        message = _CLASSES[kind].from_dict(envelope)
    except SDK_ERRORS as error:
        raise BadFrame(f"unreadable frame: {type(error).__name__}", message_id) from error
    if not isinstance(message.data, dict):
        raise BadFrame("data is not an object", message_id)
    return _frame(kind, message.headers, message.data)


def ack(message_id: str, code: int, data: Mapping[str, Any], message: str = "OK") -> str:
    """Return the acknowledgement of one frame as the text to send back."""
    answer = AckMessage()
    answer.code = code
    answer.headers.message_id = message_id
    answer.headers.content_type = Headers.CONTENT_TYPE_APPLICATION_JSON
    answer.message = message
    answer.data = dict(data)
    return json.dumps(answer.to_dict())


def moment(milliseconds: object, otherwise: datetime) -> datetime:
    """Return a vendor time in milliseconds, number or digits, as an aware datetime; `otherwise` if it is none."""
    try:
        return datetime.fromtimestamp(int(str(milliseconds)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return otherwise


def clean(text: object) -> str:
    """Return what somebody wrote without margins and without what no database can keep: NUL and half characters."""
    return text.replace("\x00", "").encode(errors="replace").decode().strip() if isinstance(text, str) else ""


def _frame(kind: Literal["SYSTEM", "EVENT", "CALLBACK"], headers: Any, data: dict[str, Any]) -> Frame:
    return Frame(
        kind=kind,
        topic=_text(headers.topic),
        message_id=_text(headers.message_id),
        event_id=_text(headers.event_id),
        event_type=_text(headers.event_type),
        corp_id=_text(headers.event_corp_id),
        at=moment(headers.time, EPOCH),
        data=data,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
