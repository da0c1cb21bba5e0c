"""What the API answers: always HTTP 200 with an `errcode` (platforms.md 1.3)."""

from __future__ import annotations

from typing import Any

Answer = dict[str, Any]

MEANINGS = {
    40001: "invalid credential",
    40003: "invalid userid",
    40007: "invalid media_id",
    40013: "invalid corpid",
    40014: "invalid access_token",
    40029: "invalid oauth_code",
    40058: "invalid request parameter",
    41001: "access_token missing",
    41050: "invalid welcome_code or welcome_code expired",
    41051: "externaluser has started chatting, or the welcome message was sent",
    42001: "access_token expired",
    42003: "oauth_code expired",
    42017: "response_code or button key unknown",
    45009: "api freq out of limit",
    48002: "api forbidden",
    50001: "redirect_url domain not registered",
    60111: "userid not found",
    81013: "user & party & tag all invalid",
    84061: "not external contact relationship",
    93000: "invalid webhook key",
    301002: "not allow operate another agent with this accesstoken",
}


class Refusal(Exception):
    """The API says no. `code` is the vendor's, `detail` says what was wrong in this call."""

    def __init__(self, code: int, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{MEANINGS[code]}: {detail}" if detail else MEANINGS[code])

    def answer(self) -> Answer:
        """Return the body of the answer."""
        return {"errcode": self.code, "errmsg": str(self)}


def ok(**values: Any) -> Answer:
    """Return a successful body with `values`."""
    return {"errcode": 0, "errmsg": "ok", **values}
