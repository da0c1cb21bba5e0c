"""Every message type but the template card, as a person sees it (platforms.md 1.4 and 1.6)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from simulator.message import Message, MessageKind
from simulator.wecom.answers import Refusal
from simulator.wecom.corp import ON, Corp, Cut
from simulator.wecom.media import MEGABYTE, MediaStore
from simulator.wecom.reading import Reading

TEXT_BYTES = 2048
URL_BYTES = 2048
DETAIL = "详情"
# Characters without width at the end of a text: no client shows them.
UNSEEN = "\u200b\u200c\u200d\u2060"


class MessageView:
    """Checks one body and draws it. `webhook` is the key of the group webhook it came through, empty for the app."""

    def __init__(self, corp: Corp, media: MediaStore) -> None:
        self._corp = corp
        self._media = media
        self._drawers: dict[str, Callable[[Mapping[str, Any], Reading, str], Message]] = {
            "text": self._text,
            "markdown": self._markdown,
            "markdown_v2": self._markdown,
            "textcard": self._textcard,
            "news": self._news,
            "image": self._medium,
            "voice": self._medium,
            "file": self._medium,
            "video": self._medium,
        }

    def draw(self, body: Mapping[str, Any], webhook: str = "") -> Message:
        """Return the message without a receiver. Raises 40058 or 40007."""
        kind = body.get("msgtype")
        content = body.get(str(kind))
        if kind not in self._drawers or not isinstance(content, dict):
            raise Refusal(40058, f"msgtype {kind!r}")
        if webhook and kind == "image":
            return self._inline_image(content)
        return self._drawers[kind](body, Reading(), webhook)

    def _message(self, kind: MessageKind, reading: Reading, title: str = "") -> Message:
        return Message(
            on=ON,
            to=None,
            group=None,
            at=self._corp.world.now(),
            kind=kind,
            title=title,
            text=reading.text,
            fields=reading.fields,
            links=reading.links,
            colours=reading.colours,
            done=True,
        )

    def _text(self, body: Mapping[str, Any], reading: Reading, webhook: str) -> Message:
        content = self._needed(body["text"], "content")
        if webhook and len(content.encode()) > TEXT_BYTES:
            raise Refusal(40058, "text.content longer than 2048 bytes")
        shown = reading.add_anchors(self._fit(content, TEXT_BYTES, "text.content")).rstrip(UNSEEN)
        mentioned = [self._corp.name_of(userid) for userid in body["text"].get("mentioned_list", [])]
        reading.lines.append(" ".join([shown, *(f"@{'所有人' if name == '@all' else name}" for name in mentioned)]))
        return self._message("text", reading)

    def _markdown(self, body: Mapping[str, Any], reading: Reading, webhook: str) -> Message:
        kind = body["msgtype"]
        if kind == "markdown_v2" and not webhook:
            raise Refusal(40058, "markdown_v2")
        content = self._needed(body[kind], "content")
        limit = 4096 if webhook else TEXT_BYTES
        if len(content.encode()) > limit:
            raise Refusal(40058, f"{kind}.content longer than {limit} bytes")
        reading.add_markdown(content.rstrip(UNSEEN))
        return self._message("text", reading)

    def _textcard(self, body: Mapping[str, Any], reading: Reading, webhook: str) -> Message:
        card = body["textcard"]
        title = self._fit(self._needed(card, "title"), 128, "textcard.title")
        url = self._url(card)
        description = self._fit(self._needed(card, "description"), 512, "textcard.description")
        reading.add_text(reading.add_anchors(description))
        button = str(card.get("btntxt") or DETAIL)
        if len(button) > 4:
            self._corp.cut.append(Cut("textcard.btntxt", 4, button))
        reading.add_link(button[:4], url)
        return self._message("card", reading, title)

    def _news(self, body: Mapping[str, Any], reading: Reading, webhook: str) -> Message:
        articles = body["news"].get("articles")
        if not isinstance(articles, list) or not 1 <= len(articles) <= 8:
            raise Refusal(40058, "news.articles needs 1 to 8 entries")
        for article in articles:
            title = self._fit(self._needed(article, "title"), 128, "news.title")
            reading.add_link(title, self._url(article))
            reading.add_text(
                "\n".join([title, self._fit(str(article.get("description", "")), 512, "news.description")])
            )
        return self._message("card", reading, str(articles[0]["title"]))

    def _medium(self, body: Mapping[str, Any], reading: Reading, webhook: str) -> Message:
        kind = body["msgtype"]
        medium = self._media.find(self._needed(body[kind], "media_id"), webhook)
        if medium.kind != kind:
            raise Refusal(40007, f"media_id of type {medium.kind}")
        reading.lines.append(medium.name)
        message = self._message("image" if kind == "image" else "file", reading)
        message.hooks["content"] = medium.content
        return message

    def _inline_image(self, content: Mapping[str, Any]) -> Message:
        try:
            picture = base64.b64decode(self._needed(content, "base64"), validate=True)
        except binascii.Error as error:
            raise Refusal(40058, "image.base64") from error
        digest = hashlib.md5(picture, usedforsecurity=False).hexdigest()
        if digest != content.get("md5") or len(picture) > 2 * MEGABYTE:
            raise Refusal(40058, "image.md5 or size")
        message = self._message("image", Reading())
        message.hooks["content"] = picture
        return message

    def _fit(self, text: str, limit: int, name: str) -> str:
        """Return as much as the platform shows, counted in UTF-8 bytes."""
        if len(text.encode()) <= limit:
            return text
        self._corp.cut.append(Cut(name, limit, text))
        return text.encode()[:limit].decode(errors="ignore")

    @staticmethod
    def _needed(content: Mapping[str, Any], key: str) -> str:
        value = content.get(key)
        if not isinstance(value, str) or not value:
            raise Refusal(40058, f"{key} missing")
        return value

    @classmethod
    def _url(cls, content: Mapping[str, Any]) -> str:
        url = cls._needed(content, "url")
        if len(url.encode()) > URL_BYTES or not url.startswith(("http://", "https://")):
            raise Refusal(40058, "url")
        return url
