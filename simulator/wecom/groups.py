"""Group webhooks (platforms.md 1.6) and the app's own group chats (1.7). Neither brings anything back to the bot."""

from __future__ import annotations

import hmac
import re
import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from simulator.message import Message
from simulator.wecom.answers import Answer, Refusal, ok
from simulator.wecom.card_fields import NOTICES, as_shown
from simulator.wecom.card_rules import check_card
from simulator.wecom.card_view import view
from simulator.wecom.corp import Call, Corp, Cut
from simulator.wecom.media import MediaStore
from simulator.wecom.message_view import MessageView
from simulator.wecom.quota import Quota
from simulator.world import Room

WEBHOOK_LIMITS = ((20, 60.0),)
WEBHOOK_TYPES = ("text", "markdown", "markdown_v2", "image", "news", "file", "voice", "template_card")
CHAT_TYPES = ("text", "image", "voice", "video", "file", "textcard", "news", "markdown")
CHAT_ID = re.compile(r"[0-9a-zA-Z]{1,32}")

_MENTION = re.compile(r"<@(?P<userid>[^>]+)>")


class Groups:
    """Every room of the world has one webhook; the app's chats are those it made, and the rooms by their id."""

    def __init__(self, corp: Corp, drawer: MessageView, media: MediaStore) -> None:
        self._corp = corp
        self._drawer = drawer
        self._media = media
        self._chats: dict[str, Room] = {}
        self.quota: Quota | None = Quota(corp.world.quota_now, WEBHOOK_LIMITS)

    def webhook_key(self, room_id: str) -> str:
        """Return the key of a room's webhook, the same in every run. Raises `LookupError`."""
        if room_id not in self._corp.world.rooms:
            raise LookupError(f"没有这个群：{room_id}")
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self._corp.corp_id}/{room_id}"))

    def is_in(self, person: str, group: str) -> bool:
        """Return whether a person sees the messages of the group with this name."""
        rooms = [*self._corp.world.rooms.values(), *self._chats.values()]
        return any(room.name == group and person in room.members for room in rooms)

    def send_by_webhook(self, call: Call) -> Answer:
        """Serve `webhook/send`."""
        key, room = self._room(call)
        kind = call.body.get("msgtype")
        if kind not in WEBHOOK_TYPES:
            raise Refusal(40058, f"msgtype {kind!r}")
        message = self._card(call.body) if kind == "template_card" else self._drawer.draw(call.body, key)
        if self.quota is not None and not self.quota.take(key):
            raise Refusal(45009)
        message.text = _MENTION.sub(lambda found: f"@{self._corp.name_of(found['userid'])}", message.text)
        self._record(message, room)
        return ok()

    def upload_by_webhook(self, call: Call, name: str, content: bytes) -> Answer:
        """Serve `webhook/upload_media`."""
        key, _ = self._room(call)
        return self._media.uploaded(call.query.get("type", ""), name, content, key)

    def create_chat(self, call: Call) -> Answer:
        """Serve `appchat/create`."""
        self._needs_app(call)
        members = call.body.get("userlist")
        name = str(call.body.get("name") or "群聊")
        if not isinstance(members, list) or not 2 <= len(members) <= 2000 or len(name) > 50:
            raise Refusal(40058, "userlist needs 2 to 2000 entries, name at most 50 characters")
        owner = call.body.get("owner", members[0])
        for userid in [owner, *members]:
            if not self._corp.is_member(userid):
                raise Refusal(60111, str(userid))
        chat_id = str(call.body.get("chatid") or secrets.token_hex(16))
        if not CHAT_ID.fullmatch(chat_id) or chat_id in self._chats:
            raise Refusal(40058, "chatid")
        self._chats[chat_id] = Room(chat_id, name, tuple(dict.fromkeys([owner, *members])))
        return ok(chatid=chat_id)

    def send_to_chat(self, call: Call) -> Answer:
        """Serve `appchat/send`."""
        self._needs_app(call)
        chat_id = str(call.body.get("chatid"))
        room = self._chats.get(chat_id) or self._corp.world.rooms.get(chat_id)
        if room is None or call.body.get("msgtype") not in CHAT_TYPES:
            raise Refusal(40058, "chatid or msgtype")
        self._record(self._drawer.draw(call.body), room)
        return ok()

    def _card(self, body: Mapping[str, Any]) -> Message:
        card = body.get("template_card")
        if not isinstance(card, dict) or card.get("card_type") not in NOTICES or "action_menu" in card:
            raise Refusal(40058, "a webhook takes text_notice and news_notice only")
        check_card(card)
        shown = as_shown(card, "webhook", lambda name, limit, text: self._corp.cut.append(Cut(name, limit, text)))
        return view(shown, self._corp.name_of, self._corp.world.now())

    def _record(self, message: Message, room: Room) -> None:
        message.group = room.name
        self._corp.world.record(message)

    def _room(self, call: Call) -> tuple[str, Room]:
        given = call.query.get("key", "")
        for room in self._corp.world.rooms.values():
            key = self.webhook_key(room.id)
            if hmac.compare_digest(key.encode(), given.encode()):
                return key, room
        raise Refusal(93000)

    @staticmethod
    def _needs_app(call: Call) -> None:
        if call.by != "app":
            raise Refusal(48002)
