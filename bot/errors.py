"""What can go wrong when we talk to a platform, in the five kinds the outbox decides by."""

from __future__ import annotations


class RemoteError(Exception):
    """A platform did not do what was asked. `code` is the vendor's code, safe to log."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail


class RateLimited(RemoteError):
    """Too much; nothing was sent. Try again after `retry_after` seconds."""

    def __init__(self, retry_after: float, code: str = "rate_limited") -> None:
        super().__init__(code, f"retry after {retry_after:g} s")
        self.retry_after = retry_after


class AuthExpired(RemoteError):
    """The token was refused even after one refresh. Nothing was sent."""


class Rejected(RemoteError):
    """The platform understood and said no. Sending the same again cannot help."""


class NoHandle(Rejected):
    """The card can no longer be changed in place (code used or expired): send a short new message."""


class Unreachable(RemoteError):
    """We know that nothing arrived (connection refused, name not found, 5xx before acceptance): safe to retry."""


class Unknown(RemoteError):
    """We cannot know whether it arrived (timeout, cut connection). Reconcile before sending again."""
