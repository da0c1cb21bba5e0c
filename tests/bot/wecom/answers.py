"""What WeCom answers: well, and with a code."""

from __future__ import annotations

from typing import Any

OK = {"errcode": 0, "errmsg": "ok"}


def error(code: int) -> dict[str, Any]:
    return {"errcode": code, "errmsg": "said no"}
