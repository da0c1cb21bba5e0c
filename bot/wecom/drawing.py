"""Parcels as WeCom messages. Pure: the same parcel gives the same messages every time."""

from __future__ import annotations

from typing import Any

from bot.errors import Rejected
from bot.surface import Parcel, Part
from bot.wecom.group_card import group_markdown
from bot.wecom.own_mark import MARK_BYTES, marked, unseen_mark, with_own_task
from cards.card import Card
from cards.text_limits import split_bytes
from cards.wecom import app as wecom_app
from cards.wecom import webhook as wecom_webhook

SEND = "message/send"
UPDATE = "message/update_template_card"
GROUP_SEND = "appchat/send"
WEBHOOK_SEND = "webhook/send"
WELCOME = "externalcontact/send_welcome_msg"

TEXT_BYTES = 2048
REPEAT_WINDOW = 4 * 3600  # Seconds; the longest WeCom offers.
_PICTURES = (".png", ".jpg", ".jpeg")


def draw(parcel: Parcel, agent_id: int) -> list[Part]:
    """Return the messages of a parcel in sending order. Raises `Rejected` for a kind WeCom does not have."""
    if parcel.kind == "welcome":
        return [Part(WELCOME, {"welcome_code": parcel.trigger or "", "text": {"content": parcel.text}})]
    if parcel.kind == "update":
        return [Part(UPDATE, _update(parcel, agent_id))]
    if parcel.target.kind == "webhook":
        return [Part(WEBHOOK_SEND, message) for message in _webhook_messages(parcel)]
    if parcel.target.kind == "group":
        return [
            Part(GROUP_SEND, {"chatid": parcel.target.id, "safe": 0, **message}) for message in _group_messages(parcel)
        ]
    return [Part(SEND, _to_person(parcel, message, agent_id)) for message in _messages(parcel)]


def _messages(parcel: Parcel) -> list[dict[str, Any]]:
    match parcel.kind:
        case "text":
            mark = unseen_mark(parcel.key)
            return [_text(part + mark) for part in split_bytes(parcel.text, TEXT_BYTES - MARK_BYTES)]
        case "file":
            return [_file(parcel)]
        case "card":
            drawn = wecom_app.render(_card(parcel), parcel.sign or _unsigned).messages
            return [_distinct(message, parcel, index) for index, message in enumerate(drawn)]
        case _:
            raise Rejected(f"no_{parcel.kind}", "WeCom has no such thing")


def _webhook_messages(parcel: Parcel) -> list[dict[str, Any]]:
    if parcel.kind == "card":
        return list(wecom_webhook.render(_card(parcel)).messages)
    return _group_messages(parcel)


def _group_messages(parcel: Parcel) -> list[dict[str, Any]]:
    match parcel.kind:
        case "text":
            return [_text(part) for part in split_bytes(parcel.text, TEXT_BYTES)]
        case "file":
            return [_file(parcel)]
        case "card":
            return [
                {"msgtype": "markdown", "markdown": {"content": part}}
                for part in split_bytes(group_markdown(_card(parcel)), TEXT_BYTES)
            ]
        case _:
            raise Rejected(f"no_{parcel.kind}", "WeCom has no such thing")


def _to_person(parcel: Parcel, message: dict[str, Any], agent_id: int) -> dict[str, Any]:
    return {
        "touser": parcel.target.id,
        "agentid": agent_id,
        **message,
        "enable_duplicate_check": 1,
        "duplicate_check_interval": REPEAT_WINDOW,
    }


def _update(parcel: Parcel, agent_id: int) -> dict[str, Any]:
    """The card's new state for the person who has it. Without a code the caller answers `NoHandle`."""
    handle = parcel.place.handle if parcel.place else {}
    drawn = wecom_app.render_update(_card(parcel), parcel.sign or _unsigned)
    return {
        "userids": [parcel.target.id],
        "agentid": agent_id,
        "response_code": handle.get("response_code", ""),
        "enable_id_trans": 0,
        "template_card": with_own_task(drawn, parcel.key),
    }


def _card(parcel: Parcel) -> Card:
    if parcel.card is None:
        raise Rejected("no_card", parcel.key)
    return parcel.card


def _unsigned(action: str) -> str:
    """Behind a button drawn without a signer stands its bare name, which no handler accepts."""
    return action


def _text(content: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": content}}


def _file(parcel: Parcel) -> dict[str, Any]:
    """A file or picture, whose media id is filled in when it has been uploaded."""
    picture = parcel.file_name.lower().endswith(_PICTURES) and parcel.target.kind != "webhook"
    kind = "image" if picture else "file"
    return {"msgtype": kind, kind: {"media_id": ""}}


def _distinct(message: dict[str, Any], parcel: Parcel, index: int) -> dict[str, Any]:
    if message["msgtype"] == "markdown":
        content = marked(message["markdown"]["content"], parcel.key, TEXT_BYTES)
        return {"msgtype": "markdown", "markdown": {"content": content}}
    card = _card(parcel)
    drawn = {"task_id": f"{card.id}@v{card.rev}", **message["template_card"]}
    return {**message, "template_card": with_own_task(drawn, f"{parcel.key}#{index}")}
