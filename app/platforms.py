"""Joins the chat platforms that are configured: surfaces to send by, routes and streams to receive by."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from bot.dingtalk.receive import StreamReceiver
from bot.dingtalk.stream import StreamClient
from bot.dingtalk.surface import DingTalkSurface
from bot.inbox_port import Inbox
from bot.mail.surface import MailSurface
from bot.slack.receive import slack_routes, slack_webhooks
from bot.slack.surface import SlackSurface
from bot.sms.surface import SmsSurface
from bot.surface import Surface
from bot.tokens import TokenStore
from bot.webhook import Webhook
from bot.wecom.receive import wecom_routes
from bot.wecom.surface import WeComSurface
from config.settings import Settings
from handlers.ports import Address, Clock
from handlers.surroundings import Room


@dataclass
class Platforms:
    """What is connected. `streams` are long-lived connections by name, one owner each.

    `one_way` is what only sends: mail and SMS. `webhooks` are those of the routes that may also be answered without the
    web framework, by path.
    """

    surfaces: dict[str, Surface] = field(default_factory=dict)
    one_way: dict[str, Surface] = field(default_factory=dict)
    routes: list[web.RouteDef] = field(default_factory=list)
    webhooks: dict[str, Webhook] = field(default_factory=dict)
    streams: dict[str, Callable[[], Awaitable[None]]] = field(default_factory=dict)
    wecom: WeComSurface | None = None


def join_platforms(
    settings: Settings,
    clock: Clock,
    store: TokenStore,
    http: aiohttp.ClientSession,
    inbox: Inbox,
) -> Platforms:
    """Return the platforms whose settings are there; a half-configured one raises ValueError at start."""
    joined = Platforms()
    if settings.wecom.on:
        webhooks = {room.name: room.wecom_webhook.get_secret_value() for room in settings.rooms}
        joined.wecom = WeComSurface(settings.wecom, clock, store, http, webhooks)
        joined.surfaces["wecom"] = joined.wecom
        joined.routes += wecom_routes(settings.wecom, clock, inbox)
    if settings.dingtalk.on:
        joined.surfaces["dingtalk"] = DingTalkSurface(settings.dingtalk, settings.rooms, http, clock, store)
        client = StreamClient(settings.dingtalk, StreamReceiver(inbox), http, clock)
        joined.streams["dingtalk"] = client.run
    if settings.slack.on:
        joined.surfaces["slack"] = SlackSurface(settings.slack, settings.rooms, http)
        joined.routes += slack_routes(settings.slack, clock, inbox)
        joined.webhooks.update(slack_webhooks(settings.slack, clock, inbox))
        if settings.slack.mode == "socket":
            # Bolt is large; a service without Socket Mode does not load it.
            from bot.slack.socket import SlackSocket

            joined.streams["slack"] = SlackSocket(settings.slack, inbox, clock).run
    if settings.mail.host:
        joined.one_way["mail"] = MailSurface(settings.mail, clock)
    if settings.sms.url:
        joined.one_way["sms"] = SmsSurface(settings.sms, http)
    return joined


def rooms_of(settings: Settings) -> tuple[Room, ...]:
    """Return the groups that get digests, each at its address on the digest's platform."""
    platform = settings.digest.platform
    return tuple(Room(room.name, room.team, Address(platform, "webhook", room.name)) for room in settings.rooms)
