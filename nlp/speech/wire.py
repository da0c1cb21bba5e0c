"""The frames between the pool and its worker process: a JSON head and a body of bytes, both length-prefixed."""

from __future__ import annotations

import asyncio
import json
import struct
from typing import Any, BinaryIO

_HEAD = struct.Struct(">II")

Head = dict[str, Any]


def pack(head: Head, body: bytes = b"") -> bytes:
    """Return one frame."""
    encoded = json.dumps(head, ensure_ascii=False).encode()
    return _HEAD.pack(len(encoded), len(body)) + encoded + body


def read(stream: BinaryIO) -> tuple[Head, bytes] | None:
    """Return the next frame, or None at the end of the stream."""
    prefix = stream.read(_HEAD.size)
    if len(prefix) < _HEAD.size:
        return None
    head, body = _HEAD.unpack(prefix)
    encoded = stream.read(head)
    return dict(json.loads(encoded)), stream.read(body)


async def receive(stream: asyncio.StreamReader) -> Head:
    """Return the head of the next frame. Raises `asyncio.IncompleteReadError` when the other side is gone."""
    head, body = _HEAD.unpack(await stream.readexactly(_HEAD.size))
    encoded = await stream.readexactly(head)
    await stream.readexactly(body)
    return dict(json.loads(encoded))
