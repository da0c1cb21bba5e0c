"""What WeCom's `errcode` means for us. Vendor page: 全局错误码."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.errors import AuthExpired, NoHandle, RateLimited, Rejected, RemoteError, Unreachable

TOKEN_REFUSED = frozenset({40001, 40014, 41001, 42001})
TOO_MUCH = frozenset({45009, 45033})
BUSY = frozenset({-1, 41096})
CARD_CODE_USED = frozenset({42017})
MINUTE = 60.0
DETAIL_AT_MOST = 200


def check(answer: Mapping[str, Any]) -> None:
    """Raise what the answer says went wrong; return when nothing did.

    40001 on an ordinary call is a token of a secret that was changed: one renewal settles it. From `gettoken`
    it means a wrong secret, see `check_token`.
    """
    code = _code(answer)
    if code:
        raise _error(code, str(answer.get("errmsg", ""))[:DETAIL_AT_MOST])


def check_token(answer: Mapping[str, Any]) -> None:
    """Like `check`, for `gettoken`, where no token can have expired: its refusals are settings to correct."""
    try:
        check(answer)
    except AuthExpired as refused:
        raise Rejected(refused.code, refused.detail) from None


def check_receiver(answer: Mapping[str, Any]) -> None:
    """Raise `Rejected` when the call went through but the one receiver got nothing."""
    for name in ("invaliduser", "unlicenseduser"):
        if answer.get(name):
            raise Rejected(name)


def _code(answer: Mapping[str, Any]) -> int:
    try:
        return int(answer.get("errcode", 0))
    except (TypeError, ValueError):
        return -1


def _error(code: int, detail: str) -> RemoteError:
    if code in TOKEN_REFUSED:
        return AuthExpired(str(code), detail)
    if code in TOO_MUCH:
        return RateLimited(MINUTE, str(code))
    if code in BUSY:
        return Unreachable(str(code), detail)
    if code in CARD_CODE_USED:
        return NoHandle(str(code), detail)
    return Rejected(str(code), detail)
