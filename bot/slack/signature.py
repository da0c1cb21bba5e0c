"""Slack's request signature: https://docs.slack.dev/authentication/verifying-requests-from-slack."""

from __future__ import annotations

import hmac
from datetime import datetime

WINDOW_SECONDS = 300


def signed_by_slack(secret: str, timestamp: str, signature: str, body: bytes, now: datetime) -> bool:
    """Tell whether the raw body was signed with our secret within 300 s of `now`. Never raises; no secret: False."""
    if not secret or len(timestamp) > 12 or not (timestamp.isascii() and timestamp.isdigit()):
        return False
    if abs(now.timestamp() - int(timestamp)) > WINDOW_SECONDS:
        return False
    digest = hmac.digest(secret.encode(), f"v0:{timestamp}:".encode() + body, "sha256").hex()
    return hmac.compare_digest(f"v0={digest}".encode(), signature.encode())
