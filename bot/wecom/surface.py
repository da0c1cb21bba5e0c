"""WeCom as the outbox sees it: the self-built app's chat with each member, its groups, and group webhooks.

When it is unknown whether a message arrived:
- to a person, it is sent again: WeCom drops a repeat with the same content within four hours (see `own_mark`);
- to a group or webhook there is no such check and no way to ask. A digest must not arrive twice, so a send in doubt
  counts as sent; the receipt says so (`in_doubt`). What surely did not arrive is no doubt and is sent again;
- an update may be repeated: its one-time code works once. If the code turns out used after a try in doubt, that try
  was the one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.errors import NoHandle, Rejected, Unknown
from bot.http_client import TIMEOUT, HttpClient
from bot.surface import Parcel, Part, Receipt
from bot.tokens import AccessTokens, TokenStore
from bot.wecom.api import Json, WeComApi
from bot.wecom.customers import external_contact
from bot.wecom.drawing import GROUP_SEND, UPDATE, WEBHOOK_SEND, WELCOME, draw
from bot.wecom.error_codes import check_receiver
from bot.wecom.files import with_media
from bot.wecom.parse import parse
from config.platforms import WeComSettings
from handlers.inbound import InboundEvent, MediaRef
from handlers.ports import Clock

MEMBER_INTERVAL = 2.0  # 30 a minute and member; more is dropped without a word.
GROUP_INTERVAL = 60 / (200 * 0.8)
WEBHOOK_INTERVAL = 60 / (20 * 0.8)
ALREADY_WELCOMED = "41051"
IN_DOUBT = Receipt("", {"in_doubt": "1"})
_REMEMBERED = 1000


class WeComSurface:
    """Implements `bot.surface.Surface`. `webhooks` maps the name of a room to its webhook key."""

    platform = "wecom"

    def __init__(
        self,
        settings: WeComSettings,
        clock: Clock,
        store: TokenStore,
        session: aiohttp.ClientSession,
        webhooks: Mapping[str, str],
        timeout: aiohttp.ClientTimeout = TIMEOUT,
    ) -> None:
        self._agent_id = settings.agent_id
        self._clock = clock
        self._webhooks = dict(webhooks)
        self._updates_in_doubt: dict[str, None] = {}
        self.api = WeComApi(settings, HttpClient(session, timeout), AccessTokens(store, clock))

    def parts(self, parcel: Parcel) -> list[Part]:
        """Draw the parcel. Raises `Rejected` for a kind WeCom does not have (`modal`)."""
        return draw(parcel, self._agent_id)

    async def post(self, parcel: Parcel, part: Part, index: int) -> Receipt:
        """Send one part once. Raises `NoHandle` when the card's one-time code is missing, used or expired."""
        if part.method == UPDATE and not part.body["response_code"]:
            raise NoHandle("no_code")
        try:
            answer = await self._send(parcel, part)
        except Unknown:
            self._remember_doubt(parcel, part)
            raise
        except Rejected as refusal:
            if self._done_before(parcel, part, refusal):
                return IN_DOUBT
            raise
        self._updates_in_doubt.pop(parcel.key, None)
        return _receipt(part, answer)

    async def find_sent(self, parcel: Parcel, part: Part, index: int) -> Receipt | None:
        """Return None where a repeat is harmless, `IN_DOUBT` for groups and webhooks. Asked only when in doubt."""
        return IN_DOUBT if part.method in {GROUP_SEND, WEBHOOK_SEND} else None

    def gate_key(self, parcel: Parcel) -> tuple[str, float]:
        """One gate per member, per group chat and per webhook. Vendor page: 频率限制."""
        target = parcel.target
        interval = {"user": MEMBER_INTERVAL, "group": GROUP_INTERVAL, "webhook": WEBHOOK_INTERVAL}[target.kind]
        return f"{self.api.app}:{target.kind}:{target.id}", interval

    async def fetch(self, media: MediaRef) -> bytes:
        """Download a voice note or picture; WeCom keeps them for three days."""
        if media.platform != self.platform:
            raise Rejected("foreign_media", media.platform)
        if media.expires_at is not None and media.expires_at <= self._clock.now():
            raise Rejected("expired_media")
        return await self.api.download(media.handle)

    async def customer_name(self, external_id: str) -> str:
        """Return what WeCom calls a customer of ours."""
        contact = await external_contact(self.api, external_id)
        return str(contact["external_contact"].get("name") or "")

    def parse(self, raw: bytes) -> list[InboundEvent]:
        """Read one stored event."""
        return parse(raw)

    async def _send(self, parcel: Parcel, part: Part) -> Json:
        if parcel.target.kind == "webhook":
            key = self._webhooks.get(parcel.target.id)
            if not key:
                raise Rejected("no_webhook", parcel.target.id)
            return await self.api.webhook(key, await with_media(self.api, parcel, part, key))
        answer = await self.api.call(part.method, await with_media(self.api, parcel, part))
        check_receiver(answer)
        return answer

    def _done_before(self, parcel: Parcel, part: Part, refusal: Rejected) -> bool:
        """Decide whether a refusal only says that it has been done: the code used by our own lost try, a greeting."""
        if part.method == WELCOME:
            return refusal.code == ALREADY_WELCOMED
        return isinstance(refusal, NoHandle) and parcel.key in self._updates_in_doubt

    def _remember_doubt(self, parcel: Parcel, part: Part) -> None:
        if part.method != UPDATE:
            return
        while len(self._updates_in_doubt) >= _REMEMBERED:
            del self._updates_in_doubt[next(iter(self._updates_in_doubt))]
        self._updates_in_doubt[parcel.key] = None


def _receipt(part: Part, answer: Json) -> Receipt:
    card: Mapping[str, Any] = part.body.get("template_card", {})
    found = {"response_code": answer.get("response_code"), "task_id": card.get("task_id")}
    return Receipt(str(answer.get("msgid") or ""), {name: str(value) for name, value in found.items() if value})
