"""How DingTalk says no: the new API with a status and a code, the old API with 200 and an errcode."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web


class Refused(Exception):
    """An answer other than the one asked for; `body` is sent as JSON with `status`."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(str(body))
        self.status = status
        self.body = body


def api_error(status: int, code: str, message: str) -> Refused:
    """Return an error of api.dingtalk.com."""
    return Refused(status, {"code": code, "message": message, "requestid": "sim-request"})


def oapi_error(errcode: int, errmsg: str) -> Refused:
    """Return an error of oapi.dingtalk.com; those come with HTTP 200."""
    return Refused(200, {"errcode": errcode, "errmsg": errmsg})


async def json_body(request: web.Request) -> dict[str, Any]:
    """Return the request's JSON object. Raises Refused when it is anything else."""
    try:
        body = json.loads(await request.text())
    except ValueError:
        raise api_error(400, "InvalidParameter.JSON", "the body is not JSON") from None
    if not isinstance(body, dict):
        raise api_error(400, "InvalidParameter.JSON", "the body is not an object")
    return body
