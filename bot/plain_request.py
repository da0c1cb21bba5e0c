"""The one form of request that platforms send all day, read strictly and whole (RFC 9112), and its answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus

from bot.webhook import BODY_AT_MOST, Reply

HEAD_AT_MOST = 8190
_FIELDS = re.compile(r"(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \t]*[\x21-\x7e](?:[\t\x20-\x7e]*)\r\n)+")
_HOST = re.compile(r"(?:[0-9A-Za-z._~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
# What asks for more than "take this and answer": a coded or chunked body, an interim answer, another protocol, an end.
_UNUSUAL = frozenset({"transfer-encoding", "content-encoding", "connection", "expect", "upgrade", "te", "trailer"})


def read(data: bytes) -> tuple[str, Mapping[str, str], bytes] | None:
    """Return the request line, the header values by lower-case name and the body.

    None when the bytes are not exactly one ordinary request: incomplete, followed by another, a repeated or folded
    field, anything but visible ASCII, a length that is not spelled plainly, a field that changes how it is to be read.
    """
    head, end, body = data.partition(b"\r\n\r\n")
    if not end or len(head) > HEAD_AT_MOST or len(body) > BODY_AT_MOST:
        return None
    line, _, fields = head.decode("latin-1").partition("\r\n")
    if not _FIELDS.fullmatch(fields + "\r\n"):
        return None
    named = [field.partition(":") for field in fields.split("\r\n")]
    headers = {name.lower(): value.strip(" \t") for name, _, value in named}
    if len(headers) != len(named) or not _UNUSUAL.isdisjoint(headers):
        return None
    if headers.get("content-length") != str(len(body)) or not _HOST.fullmatch(headers.get("host", "")):
        return None
    return line, headers, body


@lru_cache(maxsize=8)
def written(reply: Reply, second: int) -> bytes:
    """Return the whole response at that second since 1970; those of one second are alike."""
    text = reply.text.encode()
    head = (
        f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}\r\nContent-Length: {len(text)}\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\nDate: {formatdate(second, usegmt=True)}\r\n\r\n"
    )
    return head.encode() + text
