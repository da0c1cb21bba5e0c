"""Slack's refusals in the kinds the outbox decides by. Codes: each method's page under https://docs.slack.dev."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import AuthExpired, NoHandle, RateLimited, Rejected, RemoteError, Unknown, Unreachable

CALL_SECONDS = 10.0
UPLOAD_SECONDS = 60.0
DEFAULT_PAUSE = 30.0
_AUTH = {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "no_permission"}
_GONE = {"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"}
_DOUBT = {"internal_error", "fatal_error", "request_timeout"}


async def asked(call: Awaitable[Any], seconds: float | None = None) -> dict[str, Any]:
    """Return the answer of one Web API call made with the SDK, within 10 s or `seconds`. Raises only `bot.errors`."""
    try:
        async with asyncio.timeout(seconds or CALL_SECONDS):
            answer = await call
    except SlackApiError as error:
        raise _meaning(error) from None
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise Unreachable("no_connection", type(error).__name__) from None
    except TimeoutError:
        raise Unknown("timeout") from None
    except (aiohttp.ClientError, SlackClientError, OSError) as error:
        raise Unknown("cut_off", type(error).__name__) from None
    return dict(answer.data) if isinstance(answer.data, dict) else {}


def _meaning(error: SlackApiError) -> RemoteError:
    response: Any = error.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    body = getattr(response, "data", None)
    code = str(body.get("error") or f"http_{status}") if isinstance(body, dict) else f"http_{status}"
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return RateLimited(_pause(response), code)
    if code in _AUTH:
        return AuthExpired(code)
    if code in _GONE:
        return NoHandle(code)
    if code == "service_unavailable":
        return Unreachable(code)
    if code in _DOUBT or status >= 500 or code.startswith("http_2"):
        return Unknown(code)
    return Rejected(code)


def _pause(response: Any) -> float:
    seconds = str((getattr(response, "headers", None) or {}).get("Retry-After", ""))
    return float(seconds) if seconds.isascii() and seconds.isdigit() else DEFAULT_PAUSE
