"""Robot messages that are not interactive cards, as a client shows them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from simulator.dingtalk.markdown import read
from simulator.message import Message

PARAM_BYTES = 15_000


def draw_sample(message: Message, key: str, param: str) -> Message:
    """Fill the message from a robot's msgKey and msgParam. Raises ValueError when DingTalk would not take it."""
    if len(param.encode()) > PARAM_BYTES:
        raise ValueError("msgParam 超过 15000 字节")
    body = json.loads(param)
    if not isinstance(body, dict):
        raise ValueError("msgParam 不是 JSON 对象")
    needed, paint = _SAMPLES[key] if key in _SAMPLES else _action_card(key)
    if missing := [name for name in needed if not isinstance(body.get(name), str)]:
        raise ValueError(f"{key} 缺少 {'、'.join(missing)}")
    paint(message, body)
    return message


def draw_webhook(message: Message, body: Mapping[str, Any]) -> Message:
    """Fill the message from what was posted to a webhook. Raises ValueError when DingTalk would not take it."""
    kind = str(body.get("msgtype"))
    part = body.get(kind)
    if kind not in _WEBHOOK or not isinstance(part, dict):
        raise ValueError(f"msgtype {kind} 不支持或内容为空")
    try:
        _WEBHOOK[kind](message, part)
    except KeyError as missing:
        raise ValueError(f"{kind} 缺少 {missing}") from None
    return message


def _text(message: Message, body: Mapping[str, Any]) -> None:
    message.text = str(body["content"])
    read(message.text, message)


def _markdown(message: Message, body: Mapping[str, Any]) -> None:
    message.title = str(body["title"])
    message.text = read(str(body["text"]), message)


def _picture(message: Message, body: Mapping[str, Any]) -> None:
    message.kind = "image"
    message.links["图片"] = str(body["photoURL"])


def _link(message: Message, body: Mapping[str, Any]) -> None:
    message.title, message.text = str(body["title"]), str(body["text"])
    message.links[message.title] = str(body["messageUrl"])


def _media(message: Message, body: Mapping[str, Any]) -> None:
    message.kind = "file"
    message.title = str(body.get("fileName", ""))


def _buttons(message: Message, title: str, text: str, links: Mapping[str, str]) -> None:
    message.kind, message.title, message.done = "card", title, True
    message.text = read(text, message)
    message.links |= links
    message.buttons = list(links)


def _single(message: Message, body: Mapping[str, Any]) -> None:
    _buttons(message, str(body["title"]), str(body["text"]), {str(body["singleTitle"]): str(body["singleURL"])})


def _webhook_card(message: Message, body: Mapping[str, Any]) -> None:
    if "singleTitle" in body:
        _single(message, body)
        return
    links = {str(button["title"]): str(button["actionURL"]) for button in body["btns"]}
    _buttons(message, str(body["title"]), str(body["text"]), links)


def _feed(message: Message, body: Mapping[str, Any]) -> None:
    for entry in body["links"]:
        message.links[str(entry["title"])] = str(entry["messageURL"])
    message.text = "\n".join(message.links)


def _webhook_link(message: Message, body: Mapping[str, Any]) -> None:
    _link(message, {"title": body["title"], "text": body["text"], "messageUrl": body["messageUrl"]})


Painter = Callable[[Message, Mapping[str, Any]], None]


def _action_card(key: str) -> tuple[tuple[str, ...], Painter]:
    """Return the rules of sampleActionCard2…6. Raises ValueError for a msgKey that does not exist."""
    number = key.removeprefix("sampleActionCard")
    if number not in {"2", "3", "4", "5", "6"}:
        raise ValueError(f"msgKey {key} 不存在")
    title, url = ("buttonTitle", "buttonUrl") if number == "6" else ("actionTitle", "actionURL")
    pairs = [(f"{title}{n}", f"{url}{n}") for n in range(1, 3 if number == "6" else int(number) + 1)]

    def paint(message: Message, body: Mapping[str, Any]) -> None:
        links = {str(body[text]): str(body[address]) for text, address in pairs}
        _buttons(message, str(body["title"]), str(body["text"]), links)

    return ("title", "text", *(name for pair in pairs for name in pair)), paint


_SAMPLES: dict[str, tuple[tuple[str, ...], Painter]] = {
    "sampleText": (("content",), _text),
    "sampleMarkdown": (("title", "text"), _markdown),
    "sampleImageMsg": (("photoURL",), _picture),
    "sampleLink": (("title", "text", "messageUrl"), _link),
    "sampleActionCard": (("title", "text", "singleTitle", "singleURL"), _single),
    "sampleAudio": (("mediaId", "duration"), _media),
    "sampleFile": (("mediaId", "fileName", "fileType"), _media),
    "sampleVideo": (("duration", "videoMediaId", "videoType"), _media),
}
_WEBHOOK: dict[str, Painter] = {
    "text": _text,
    "markdown": _markdown,
    "link": _webhook_link,
    "actionCard": _webhook_card,
    "feedCard": _feed,
}
