"""Opening WeCom callbacks: signature, freshness, replay, decryption. Whatever is wrong ends in `BadCallback`.

Vendor page: 回调和回复的加解密方案说明. The cipher is wechatpy's; it compares signatures in variable time and answers
garbage with half a dozen exception types, so the signature is checked here first and every exception is caught here.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, Self
from xml.parsers.expat import ExpatError

import xmltodict
from wechatpy.enterprise.crypto import WeChatCrypto
from wechatpy.exceptions import WeChatException

from handlers.ports import Clock

WINDOW = timedelta(seconds=300)
REMEMBERED = timedelta(minutes=10)
REMEMBERED_AT_MOST = 20_000
DELIVERIES = 4  # One and the vendor's three retries.
ECHO_AT_MOST = 128

Door = Literal["check", "event"]


class BadCallback(ValueError):
    """Not from WeCom, not for us, too old, or broken. `reason` is a fixed word, safe to log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Stamp:
    """The signed part of the query string."""

    signature: str
    timestamp: str
    nonce: str

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Read it; missing values become empty and fail later."""
        return cls(query.get("msg_signature", ""), query.get("timestamp", ""), query.get("nonce", ""))


class CallbackCrypto:
    """Opens what WeCom sends to one app. Raises ValueError for a token or key that cannot be right."""

    def __init__(self, token: str, aes_key: str, corp_id: str, clock: Clock) -> None:
        if not token or not corp_id or not re.fullmatch(r"[0-9A-Za-z]{43}", aes_key):
            raise ValueError("WeCom callback needs a token, a corp id and a 43 character EncodingAESKey")
        self._token = token
        self._cipher = WeChatCrypto(token, aes_key, corp_id)
        self._clock = clock
        self._seen = _ReplayMemory()

    def open_echo(self, stamp: Stamp, echo: str) -> str:
        """Return the text that proves to WeCom that this address is ours.

        An event and a URL check are signed alike. So that nobody can have a recorded event decrypted by sending it
        as a URL check, only a short text without markup is given back.
        """
        plain = self._open(stamp, echo, "check")
        if len(plain) > ECHO_AT_MOST or "<" in plain:
            raise BadCallback("not_an_echo")
        return plain

    def open_event(self, stamp: Stamp, body: bytes) -> bytes:
        """Return the decrypted XML of a posted envelope."""
        try:
            envelope = xmltodict.parse(body)["xml"]["Encrypt"]
        except (ExpatError, ValueError, LookupError, TypeError):
            raise BadCallback("envelope") from None
        if not isinstance(envelope, str):
            raise BadCallback("envelope")
        return self._open(stamp, envelope, "event").encode()

    def _open(self, stamp: Stamp, encrypted: str, door: Door) -> str:
        now = self._clock.now()
        self._check_signature(stamp, encrypted)
        self._check_age(stamp, now)
        if not self._seen.admit(stamp, door, now):
            raise BadCallback("replay")
        try:
            plain = self._cipher.check_signature(stamp.signature, stamp.timestamp, stamp.nonce, encrypted)
        except (WeChatException, LookupError, ValueError, TypeError, struct.error):
            raise BadCallback("ciphertext") from None
        return str(plain)

    def _check_signature(self, stamp: Stamp, encrypted: str) -> None:
        signed = "".join(sorted((self._token, stamp.timestamp, stamp.nonce, encrypted)))
        try:
            expected = hashlib.sha1(signed.encode(), usedforsecurity=False).hexdigest()
            genuine = hmac.compare_digest(expected.encode(), stamp.signature.encode())
        except UnicodeEncodeError:
            raise BadCallback("signature") from None
        if not genuine:
            raise BadCallback("signature")

    def _check_age(self, stamp: Stamp, now: datetime) -> None:
        if not re.fullmatch(r"[0-9]{1,11}", stamp.timestamp):
            raise BadCallback("timestamp")
        if abs(now - datetime.fromtimestamp(int(stamp.timestamp), UTC)) > WINDOW:
            raise BadCallback("stale")


class _ReplayMemory:
    """What was opened in the last ten minutes, and how often.

    The vendor repeats an unanswered event up to three times. A repeat is therefore let through as often as that;
    the inbox knows its key and keeps it from being handled twice. More repeats, or one at the other door, are not
    the vendor's.
    """

    def __init__(self) -> None:
        self._entries: dict[Stamp, tuple[Door, int, datetime]] = {}

    def admit(self, stamp: Stamp, door: Door, now: datetime) -> bool:
        self._forget(now)
        known, count, since = self._entries.get(stamp, (door, 0, now))
        if known != door or count >= DELIVERIES:
            return False
        self._entries[stamp] = (door, count + 1, since)
        return True

    def _forget(self, now: datetime) -> None:
        while self._entries:
            oldest = next(iter(self._entries))
            since = self._entries[oldest][2]
            if len(self._entries) < REMEMBERED_AT_MOST and now - since < REMEMBERED:
                return
            del self._entries[oldest]
