"""The simulated WeCom: one corp, one app, everybody's client. Written from the vendor's facts alone."""

from __future__ import annotations

import asyncio
import secrets
from string import ascii_letters, digits

from aiohttp import web

from simulator.listening import Listening
from simulator.message import Message
from simulator.wecom.agent import Agent
from simulator.wecom.api import LARGEST_BODY, Api
from simulator.wecom.callbacks import Callbacks
from simulator.wecom.clients import Clients
from simulator.wecom.corp import ON, Corp, Cut
from simulator.wecom.crypto import CallbackCrypto
from simulator.wecom.login import Login
from simulator.wecom.messages import AppMessages
from simulator.wecom.tokens import AccessTokens, Tickets
from simulator.world import World

CORP_ID = "ww5f3d0c8a7b6e9214"
AGENT_ID = 1000017


class WeComSimulator(Clients):
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
        self.corp_id, self.agent_id = corp_id, agent_id
        self.secret = secret or secrets.token_urlsafe(32)
        self.contact_secret = contact_secret or secrets.token_urlsafe(32)
        self.callback_token = callback_token or secrets.token_hex(12)
        self.aes_key = aes_key or "".join(secrets.choice(ascii_letters + digits) for _ in range(43))
        corp = Corp(world, corp_id, agent_id)
        super().__init__(corp, Callbacks(corp, CallbackCrypto(self.callback_token, self.aes_key, corp_id)))
        self.tokens = AccessTokens(world.now, corp_id, {"app": self.secret, "contact": self.contact_secret})
        self.tickets = Tickets(world.now, world.quota_now)
        self.login = Login(corp)
        self.messages = AppMessages(corp, self._drawer, self._shelf)
        self._api = self._routed()
        self._listening = Listening()
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

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/cgi-bin/{path:.+}", self._api.serve)
        app.router.add_get("/connect/oauth2/authorize", self.login.authorize)
        self._api.closing = asyncio.Event()
        self.url = f"http://{await self._listening.start(app, port)}"

    async def stop(self) -> None:
        """Close all connections."""
        self._api.closing.set()
        await self._callbacks.close()
        await self._listening.stop()

    def webhook_key(self, room_id: str) -> str:
        """Return the key of a room's group webhook, the same in every run. Raises `LookupError`."""
        return self.groups.webhook_key(room_id)

    def login_code(self, person: str) -> str:
        """Return an OAuth code for this person."""
        return self.login.code(person)

    def _routed(self) -> Api:
        api = Api(self._corp, self.tokens, self.media)
        api.opened = {"gettoken": self.tokens.get, "webhook/send": self.groups.send_by_webhook}
        api.secured = {
            "agent/get": Agent(self._corp).get,
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
