"""SMS as the outbox sees it: `POST {url} {"to","text","key"}` with a bearer token; one key is delivered once."""

from __future__ import annotations

import aiohttp

from bot.errors import AuthExpired, Rejected
from bot.http_client import HttpClient
from bot.surface import Parcel, Part, Receipt
from config.platforms import SmsSettings
from handlers.inbound import InboundEvent, MediaRef

LONGEST = 300  # characters: five chained messages, as gateways take them
INTERVAL = 1.0  # one a second to the same phone; operators drop faster ones
REFUSED = (401, 403)


class SmsSurface:
    """Implements `bot.surface.Surface`. Only sentences; a phone number is the target's id."""

    platform = "sms"

    def __init__(self, settings: SmsSettings, session: aiohttp.ClientSession) -> None:
        self._url = settings.url
        self._token = settings.token
        self._http = HttpClient(session)

    def parts(self, parcel: Parcel) -> list[Part]:
        """Return the one message. Raises `Rejected` for what is no sentence."""
        if parcel.kind != "text":
            raise Rejected(f"no_{parcel.kind}_by_sms")
        return [Part("sms", {"to": parcel.target.id, "text": parcel.text[:LONGEST], "key": parcel.key})]

    async def post(self, parcel: Parcel, part: Part, index: int) -> Receipt:
        """Send it. The gateway knows the key, so that a repeat after a timeout reaches nobody twice."""
        headers = {"Authorization": f"Bearer {self._token.get_secret_value()}"}
        answer = await self._http.post(self._url, json_body=dict(part.body), headers=headers)
        if answer.status in REFUSED:
            raise AuthExpired(f"http_{answer.status}")
        if not 200 <= answer.status < 300:
            raise Rejected(f"http_{answer.status}")
        return Receipt(str(answer.json().get("id", "")))

    async def find_sent(self, parcel: Parcel, part: Part, index: int) -> Receipt | None:
        """Return None: the gateway itself drops a key that it has seen."""
        return None

    def gate_key(self, parcel: Parcel) -> tuple[str, float]:
        """Return one gate per phone."""
        return f"sms:{parcel.target.id}", INTERVAL

    async def fetch(self, media: MediaRef) -> bytes:
        """Raise `Rejected`: nothing comes in by SMS."""
        raise Rejected("no_media_by_sms")

    def parse(self, raw: bytes) -> list[InboundEvent]:
        """Return nothing: nothing comes in by SMS."""
        return []
