"""Reading what the page sent. Everything unexpected is refused with one sentence."""

from __future__ import annotations

from typing import Any

from aiohttp import BodyPartReader, web

from simulator.console.local import Refused

LONGEST_AUDIO = 8 << 20


async def read_object(request: web.Request) -> dict[str, Any]:
    """Return a JSON body that is an object. Only `application/json` counts: other sites cannot send it unasked."""
    if request.content_type != "application/json":
        raise Refused(415, "请用 JSON 提交")
    try:
        body = await request.json()
    except ValueError:
        raise Refused(400, "内容不是 JSON") from None
    if not isinstance(body, dict):
        raise Refused(400, "内容不是 JSON 对象")
    return body


def text_of(body: dict[str, Any], key: str) -> str:
    """Return a value that must be there and be a text."""
    value = body.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Refused(400, f"缺少 {key}")
    return value.strip()


def texts_of(body: dict[str, Any], key: str) -> dict[str, str]:
    """Return a mapping of texts, empty when it is not there."""
    value = body.get(key) or {}
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise Refused(400, f"{key} 应是文字的对照表")
    return value


async def read_form(request: web.Request) -> tuple[dict[str, str], bytes]:
    """Return the texts of a multipart form and the content of its part `audio`."""
    if request.content_type != "multipart/form-data":
        raise Refused(415, "请用表单上传")
    texts: dict[str, str] = {}
    audio = b""
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise Refused(400, "表单读不懂")
        content = bytes(await part.read())
        if len(content) > LONGEST_AUDIO:
            raise Refused(413, "声音文件太大，请控制在 8 MB 以内")
        if part.name == "audio":
            audio = content
        elif part.name:
            texts[part.name] = content.decode(errors="replace")
    return texts, audio
