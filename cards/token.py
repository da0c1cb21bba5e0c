"""The signed text behind a button: which act, on which card, at which revision, until when.

Format `1.{action}.{card}.{rev}.{expiry, seconds, base 36}.{mac}`. The MAC is a truncated HMAC-SHA256 (80 bits).
It fits the tightest carrier, and a forged, foreign or expired one is refused before any rule is asked.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Sign = Callable[[str], str]

LIFETIME = timedelta(days=30)
_PART = re.compile(r"[0-9A-Za-z_:\-@]{1,96}")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class BadToken(ValueError):
    """The text was not made by us, or was changed."""


class ExpiredToken(BadToken):
    """Ours, but too old to act on."""


@dataclass(frozen=True, slots=True)
class ButtonToken:
    """What a pressed button says: `action` as in `Action.key`, the card and the revision it was drawn from."""

    action: str
    card: str
    rev: int


def seal(token: ButtonToken, expires_at: datetime, secret: bytes) -> str:
    """Return the text to put behind a button. Raises ValueError when a part has characters it may not have."""
    for part in (token.action, token.card):
        if not _PART.fullmatch(part):
            raise ValueError(f"not usable in a button: {part!r}")
    body = f"1.{token.action}.{token.card}.{token.rev}.{_base36(int(expires_at.timestamp()))}"
    return f"{body}.{_mac(body, secret)}"


def open_token(text: str, now: datetime, secret: bytes) -> ButtonToken:
    """Return what the button says. Raises BadToken for anything not sealed by us, ExpiredToken when too old."""
    body, _, mac = text.rpartition(".")
    if not hmac.compare_digest(mac.encode(), _mac(body, secret).encode()):
        raise BadToken("signature")
    parts = body.split(".")
    if len(parts) != 5 or parts[0] != "1":
        raise BadToken("form")
    if now > datetime.fromtimestamp(int(parts[4], 36), UTC):
        raise ExpiredToken("expired")
    return ButtonToken(parts[1], parts[2], int(parts[3]))


def signer(card_id: str, rev: int, expires_at: datetime, secret: bytes) -> Sign:
    """Return the function a renderer calls with an action key to get the text behind that button."""
    return lambda action: seal(ButtonToken(action, card_id, rev), expires_at, secret)


def _mac(body: str, secret: bytes) -> str:
    digest = hmac.new(secret, body.encode(), hashlib.sha256).digest()[:10]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _base36(number: int) -> str:
    out = ""
    while number:
        number, digit = divmod(number, 36)
        out = _DIGITS[digit] + out
    return out or "0"
