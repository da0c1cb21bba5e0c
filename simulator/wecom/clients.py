"""Everybody's WeCom client: what members and customers do, and what they see."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

from simulator.message import Message
from simulator.wecom.amr import to_amr
from simulator.wecom.callbacks import Callbacks
from simulator.wecom.contacts import Contacts, Customer, Follower
from simulator.wecom.corp import ON, Corp
from simulator.wecom.groups import Groups
from simulator.wecom.media import MediaStore
from simulator.wecom.message_view import MessageView
from simulator.wecom.shelf import Shelf
from simulator.wecom.tapping import Tapping, passive_text

WELCOMED = ("add_external_contact", "add_half_external_contact")
PARTING = ("del_external_contact", "del_follow_user")


class Clients:
    """Acts for people. Everything they do reaches the bot through `callbacks`."""

    def __init__(self, corp: Corp, callbacks: Callbacks) -> None:
        self.world = corp.world
        self._corp = corp
        self._callbacks = callbacks
        self.media = MediaStore(corp)
        self.contacts = Contacts(corp)
        self._drawer = MessageView(corp, self.media)
        self.groups = Groups(corp, self._drawer, self.media)
        self._shelf = Shelf(corp)
        self._tapping = Tapping(corp, self._shelf, callbacks)

    @property
    def customers(self) -> Mapping[str, Customer]:
        """Return the customers by external_userid."""
        return self.contacts.customers

    def add_customer(
        self, id: str, name: str, avatar: str = "", followers: Iterable[str] = (), remark_mobiles: Iterable[str] = ()
    ) -> Customer:
        """Put a customer into the address book, followed by these members, each with these noted numbers."""
        mobiles = tuple(remark_mobiles)
        since = self._corp.timestamp()
        return self.contacts.add(
            Customer(id, name, avatar), [Follower(userid, since, remark_mobiles=mobiles) for userid in followers]
        )

    async def say(self, person: str, text: str, group: str | None = None) -> bool:
        """Write to the app. Raises `LookupError` for a group: none of its messages reach an app."""
        self._known(person)
        if group is not None:
            raise LookupError("企业微信应用收不到群消息，群里请用智能机器人")
        return await self._message(person, "text", {"Content": text})

    async def voice(self, person: str, audio: bytes | None, transcript: str | None = None) -> bool:
        """Send a voice note; it arrives as AMR and never with a transcript."""
        self._known(person)
        if audio is None:
            raise LookupError("企业微信语音没有平台转写，需要音频文件")
        recorded = await asyncio.to_thread(to_amr, audio)
        media_id = self.media.keep("voice", "voice.amr", recorded)
        return await self._message(person, "voice", {"MediaId": media_id, "Format": "amr"})

    async def tap(
        self,
        person: str,
        card: Message,
        press: str,
        choose: Mapping[str, str] | None = None,
        fill: Mapping[str, str] | None = None,
    ) -> bool:
        """Press a button or menu entry of a card in this person's chat."""
        self._known(person)
        return await self._tapping.tap(person, card, press, choose, fill)

    async def open_home(self, person: str) -> bool:
        """Open the app."""
        self._known(person)
        acknowledged, _ = await self._callbacks.deliver(self._callbacks.event(person, "enter_agent", {"EventKey": ""}))
        return acknowledged

    async def customer_event(
        self,
        rep: str,
        external_id: str,
        kind: str = "add_external_contact",
        state: str = "",
        welcome: bool = True,
        source: str = "",
        fail_reason: str = "",
    ) -> bool:
        """Report a change between a member and a customer, and make it true in the address book."""
        self._known(rep)
        content = {"ChangeType": kind, "UserID": rep, "ExternalUserID": external_id}
        if kind in WELCOMED:
            self.contacts.follow(rep, external_id, state)
            content["State"] = state
            if welcome:
                content["WelcomeCode"] = self.contacts.new_welcome(external_id)
        elif kind in PARTING:
            self.contacts.part(rep, external_id)
        content |= {"Source": source} if source else {}
        content |= {"FailReason": fail_reason} if fail_reason else {}
        event = self._callbacks.event("sys", "change_external_contact", content, agent=False)
        acknowledged, _ = await self._callbacks.deliver(event)
        return acknowledged

    async def check_url(self) -> bool:
        """Return whether the callback URL passes the console's check."""
        return await self._callbacks.check_url()

    def visible(self, person: str) -> list[Message]:
        """Return this person's chats, oldest first; a changed card stands once, in its newest state."""
        return [message for message in self.world.messages if self._shows(message, person)]

    def _shows(self, message: Message, person: str) -> bool:
        if message.on != ON or message.serial in self._corp.recalled:
            return False
        if message.group is not None:
            return self.groups.is_in(person, message.group)
        if message.to != person:
            return False
        standing = self._shelf.standing(message.serial)
        if standing is None:
            return True
        return standing.message is message and not standing.serials & self._corp.recalled

    async def _message(self, person: str, kind: str, content: Mapping[str, str]) -> bool:
        acknowledged, reply = await self._callbacks.deliver(self._callbacks.message(person, kind, content))
        passive_text(self._corp, person, reply)
        return acknowledged

    def _known(self, person: str) -> None:
        if not self._corp.is_member(person):
            raise LookupError(f"没有这个人：{person}")
