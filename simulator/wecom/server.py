"""The simulated WeCom: one corp, one app, everybody's client. Written from the vendor's facts alone."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable, Mapping
from string import ascii_letters, digits

from aiohttp import web

from simulator.message import Message
from simulator.wecom.amr import to_amr
from simulator.wecom.api import LARGEST_BODY, Api
from simulator.wecom.callbacks import Callbacks
from simulator.wecom.contacts import Contacts, Customer, Follower
from simulator.wecom.corp import ON, Corp, Cut
from simulator.wecom.crypto import CallbackCrypto
from simulator.wecom.groups import Groups
from simulator.wecom.login import Login
from simulator.wecom.media import MediaStore
from simulator.wecom.message_view import MessageView
from simulator.wecom.messages import AppMessages
from simulator.wecom.shelf import Shelf
from simulator.wecom.tapping import Tapping, passive_text
from simulator.wecom.tokens import AccessTokens, Tickets
from simulator.world import World

CORP_ID = "ww5f3d0c8a7b6e9214"
AGENT_ID = 1000017
WELCOMED = ("add_external_contact", "add_half_external_contact")
PARTING = ("del_external_contact", "del_follow_user")


class WeComSimulator:
    """Serves the API at `{url}/cgi-bin/`, the OAuth page at `{url}/connect/oauth2/authorize`; acts for people.

    `cut` lists texts that did not fit on the screen, `dropped` messages above a member's limit, `problems` replies
    of the bot that the platform could not use. Secrets and keys that are not given are drawn at random.
    """

    name = ON

    def __init__(
        self,
        world: World,
        corp_id: str = CORP_ID,
        agent_id: int = AGENT_ID,
        secret: str = "",
        callback_token: str = "",
        aes_key: str = "",
        callback_url: str | None = None,
        contact_secret: str = "",
    ) -> None:
        self.url = ""
        self.world = world
        self.corp_id, self.agent_id = corp_id, agent_id
        self.secret = secret or secrets.token_urlsafe(32)
        self.contact_secret = contact_secret or secrets.token_urlsafe(32)
        self.callback_token = callback_token or secrets.token_hex(12)
        self.aes_key = aes_key or "".join(secrets.choice(ascii_letters + digits) for _ in range(43))
        self._corp = Corp(world, corp_id, agent_id)
        self._callbacks = Callbacks(self._corp, CallbackCrypto(self.callback_token, self.aes_key, corp_id))
        self.media = MediaStore(self._corp)
        self.tokens = AccessTokens(world.now, corp_id, {"app": self.secret, "contact": self.contact_secret})
        self.tickets = Tickets(world.now, world.quota_now)
        self.login = Login(self._corp)
        self.contacts = Contacts(self._corp)
        self._shelf = Shelf(self._corp)
        drawer = MessageView(self._corp, self.media)
        self.messages = AppMessages(self._corp, drawer, self._shelf)
        self.groups = Groups(self._corp, drawer, self.media)
        self._tapping = Tapping(self._corp, self._shelf, self._callbacks)
        self._api = self._routed()
        self._runner: web.AppRunner | None = None
        self.callback_url = callback_url

    @property
    def callback_url(self) -> str | None:
        """Where events go; without it the app may not send interactive cards."""
        return self._callbacks.url

    @callback_url.setter
    def callback_url(self, url: str | None) -> None:
        self._callbacks.url = url
        self.messages.has_callback = url is not None

    @property
    def deadline_seconds(self) -> float:
        """How long the bot may take to acknowledge, in real seconds."""
        return self._callbacks.deadline_seconds

    @deadline_seconds.setter
    def deadline_seconds(self, seconds: float) -> None:
        self._callbacks.deadline_seconds = seconds

    @property
    def cut(self) -> list[Cut]:
        """Return all texts that were longer than the screen shows."""
        return self._corp.cut

    @property
    def dropped(self) -> list[Message]:
        """Return the messages that vanished because a member got too many."""
        return self._corp.dropped

    @property
    def problems(self) -> list[str]:
        """Return what the platform could not read of the bot's replies."""
        return self._corp.problems

    @property
    def customers(self) -> Mapping[str, Customer]:
        """Return the customers by external_userid."""
        return self.contacts.customers

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/cgi-bin/{path:.+}", self._api.serve)
        app.router.add_get("/connect/oauth2/authorize", self.login.authorize)
        self._api.closing = asyncio.Event()
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Close all connections."""
        self._api.closing.set()
        await self._callbacks.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def webhook_key(self, room_id: str) -> str:
        """Return the key of a room's group webhook, the same in every run. Raises `LookupError`."""
        return self.groups.webhook_key(room_id)

    def login_code(self, person: str) -> str:
        """Return an OAuth code for this person."""
        return self.login.code(person)

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

    def _routed(self) -> Api:
        api = Api(self._corp, self.tokens, self.media)
        api.opened = {"gettoken": self.tokens.get, "webhook/send": self.groups.send_by_webhook}
        api.secured = {
            "message/send": self.messages.send,
            "message/recall": self.messages.recall,
            "message/update_template_card": self.messages.update,
            "appchat/create": self.groups.create_chat,
            "appchat/send": self.groups.send_to_chat,
            "externalcontact/get": self.contacts.get,
            "externalcontact/list": self.contacts.list,
            "externalcontact/send_welcome_msg": self.contacts.welcome,
            "auth/getuserinfo": self.login.user_info,
            "get_jsapi_ticket": self.tickets.of_corp,
            "ticket/get": self.tickets.of_agent,
        }
        api.uploads = {
            "media/upload": lambda call, name, content: self.media.uploaded(call.query.get("type", ""), name, content),
            "webhook/upload_media": self.groups.upload_by_webhook,
        }
        return api
