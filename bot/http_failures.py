"""What a failed HTTP exchange says about the request: did it surely not arrive, or can nobody know."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp

from bot.errors import RateLimited, Rejected, RemoteError, Unknown, Unreachable

DEFAULT_PAUSE = 60.0  # Seconds, for a vendor that names none.


def meaning(failure: Exception) -> RemoteError:
    """Return what to raise for a transport failure. Names its kind only: its text may hold an address with a token."""
    name = type(failure).__name__
    if isinstance(failure, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return Unreachable("no_connection", name)
    if isinstance(failure, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError):
        return Rejected("bad_url", name)
    if isinstance(failure, TimeoutError):
        return Unknown("timeout", name)
    return Unknown("cut_off", name)


def check_status(status: int, headers: Mapping[str, str]) -> None:
    """Raise `RateLimited` for 429 and `Unknown` for 5xx; other statuses have an answer to read."""
    if status == 429:
        raise RateLimited(_pause(headers.get("Retry-After", "")), "http_429")
    if status >= 500:
        raise Unknown(f"http_{status}")


def _pause(seconds: str) -> float:
    return float(seconds) if seconds.isascii() and seconds.isdigit() else DEFAULT_PAUSE
