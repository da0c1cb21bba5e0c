"""A press on an interactive card, from the callback frame to a `CardAction`. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from dingtalk_stream.card_callback import CardCallbackMessage

from bot.dingtalk.frames import SDK_ERRORS, Frame, clean
from handlers.inbound import Actor, CardAction, Conversation, Unsupported

_GROUP = "IM_GROUP"


def read_click(frame: Frame) -> CardAction | Unsupported:
    """Return the press; one whose button carries no sealed token is Unsupported (a template that is not ours)."""
    key = f"card:{frame.message_id}"
    message = _sdk_message(frame.data)
    if message is None or not message.user_id:
        return Unsupported(key, "card", frame.at)
    actor = Actor("dingtalk", str(message.corp_id), str(message.user_id))
    conversation = _conversation(frame.data, actor)
    params = _params(message.content)
    token = params.get("token")
    if not isinstance(token, str) or not token:
        return Unsupported(key, "card_without_token", frame.at, actor, conversation)
    return CardAction(
        key=key,
        token=token,
        actor=actor,
        conversation=conversation,
        occurred_at=frame.at,
        values=_values(params.get("form")),
        handle={"out_track_id": str(message.card_instance_id)},
    )


def click_print(frame: Frame) -> str:
    """Return what makes two presses the same act: card, person, button and everything typed (vendor page: none)."""
    message = _sdk_message(frame.data)
    if message is None:
        return ""
    content = json.dumps(message.content, sort_keys=True, ensure_ascii=False)
    parts = "\0".join((str(message.card_instance_id), str(message.user_id), content))
    return hashlib.sha256(parts.encode()).hexdigest()


def _sdk_message(data: Mapping[str, Any]) -> Any:
    """The SDK's message, or None. Some senders say `value` for `content`, and an object where a string belongs."""
    content = data.get("content") or data.get("value") or {}
    known = {name: data[name] for name in ("corpId", "userId", "outTrackId") if data.get(name)}
    try:
        known["content"] = content if isinstance(content, str) else json.dumps(content)
        message = CardCallbackMessage.from_dict(known)
    except SDK_ERRORS:
        return None
    return message if isinstance(message.content, dict) else None


def _params(content: Mapping[str, Any]) -> Mapping[str, Any]:
    private = content.get("cardPrivateData")
    params = private.get("params") if isinstance(private, Mapping) else None
    return params if isinstance(params, Mapping) else {}


def _values(form: object) -> dict[str, tuple[str, ...]]:
    """SELECT sends {index, value}, MULTI_SELECT lists in both, everything else the bare value."""
    if isinstance(form, str):
        try:
            form = json.loads(form)
        except ValueError:
            return {}
    if not isinstance(form, Mapping):
        return {}
    return {str(name): _texts(entry) for name, entry in form.items()}


def _texts(entry: object) -> tuple[str, ...]:
    if isinstance(entry, Mapping):
        entry = entry.get("value")
    if entry is None or entry == "":
        return ()
    if isinstance(entry, list | tuple):
        return tuple(_plain(item) for item in entry)
    return (_plain(entry),)


def _plain(value: object) -> str:
    """300000.0 typed into a number field is 300000 to a person."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(value) if isinstance(value, str) else str(value)


def _conversation(data: Mapping[str, Any], actor: Actor) -> Conversation:
    if data.get("spaceType") == _GROUP and data.get("spaceId"):
        room = str(data["spaceId"]).rpartition(f"{_GROUP}.")[2]
        return Conversation("dingtalk", actor.tenant, room, "group")
    return Conversation("dingtalk", actor.tenant, actor.id, "dm")
