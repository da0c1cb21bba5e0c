"""DingTalk's refusals in the kinds the outbox decides by. Codes: https://open.dingtalk.com/document/orgapp/error-codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.errors import AuthExpired, RateLimited, Rejected, RemoteError, Unknown
from bot.http_client import Answer

MONTH_USED_UP = 3600.0
ADDRESS_BLOCKED = 300.0
MUTED = 600.0
BUSY = 2.0

_OLD_TOKEN_CODES = {"40014", "42001", "40001", "88"}
_MONTHLY = ("ApiCountLimit", "90020")
_TOO_FAST = ("QpsLimit", "Throttling", "flowControl", "90002", "90018", "90019")
_ROBOT_MUTED = ("130101", "410100")


def read_new(answer: Answer) -> dict[str, Any]:
    """Return the body of a 2xx answer of api.dingtalk.com. Raises the error any other answer means."""
    body = _body(answer)
    if 200 <= answer.status < 300:
        return body
    raise _meaning(str(body.get("code") or f"http_{answer.status}"), answer.status)


def read_old(answer: Answer) -> dict[str, Any]:
    """Return the body of an answer of oapi.dingtalk.com with `errcode` 0. Raises the error any other means."""
    body = _body(answer)
    code = str(body.get("errcode", f"http_{answer.status}"))
    if code == "0" and answer.status == 200:
        return body
    raise _meaning(code, answer.status)


def _body(answer: Answer) -> dict[str, Any]:
    """An address that calls too often gets a web page or status 1111 instead of an error body, for five minutes."""
    try:
        body = answer.json()
    except Unknown:
        if 400 <= answer.status < 500:
            raise RateLimited(ADDRESS_BLOCKED, "address_blocked") from None
        raise
    if str(body.get("status")) == "1111":
        raise RateLimited(ADDRESS_BLOCKED, "address_blocked")
    return body


def _meaning(code: str, status: int) -> RemoteError:
    if status == 401 or "InvalidAuthentication" in code or code in _OLD_TOKEN_CODES:
        return AuthExpired(code)
    if any(mark in code for mark in _MONTHLY):
        return RateLimited(MONTH_USED_UP, code)
    if code in _ROBOT_MUTED:
        return RateLimited(MUTED, code)
    if status == 429 or any(mark.lower() in code.lower() for mark in _TOO_FAST):
        return RateLimited(BUSY, code)
    return Rejected(code)


def check_receivers(body: Mapping[str, Any], user: str) -> None:
    """Raise when a send that was accepted as a whole left out its only receiver."""
    if user in (body.get("invalidStaffIdList") or ()):
        raise Rejected("invalid_staff_id")
    if user in (body.get("flowControlledStaffIdList") or ()):
        raise RateLimited(60.0, "flow_controlled")


def check_delivered(body: Mapping[str, Any]) -> None:
    """Raise unless every place of a card says success: HTTP 200 alone does not mean delivered."""
    result = body.get("result")
    places = result.get("deliverResults") if isinstance(result, Mapping) else None
    for place in places or ():
        if isinstance(place, Mapping) and place.get("success") in (False, "false"):
            raise Rejected("not_delivered", str(place.get("errorMsg") or "")[:120])
