"""A form with a file, read while it arrives: its fields stand before the file and are bounded, the file is not kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from web import sentences
from web.edge import LONGEST, Refused, Values, cleaned
from web.security import may_post
from web.session import Session

PIECE = 1 << 18
_MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Upload:
    """What a form sent: the fields before its file, the file's own name, and its bytes as they come."""

    values: Values
    name: str
    data: AsyncIterator[bytes]


async def read_upload(request: web.Request, session: Session, origin: str) -> Upload:
    """Return the form's fields and its file. Raises `Refused`: not our form (403), no form (415), no file (400).

    The session's token must come before the file, so that nothing of a foreign file is read.
    """
    if request.content_type != "multipart/form-data":
        raise Refused(415, sentences.UNREADABLE)
    values: dict[str, tuple[str, ...]] = {}
    try:
        parts = await request.multipart()
        for _ in range(_MOST_FIELDS):
            part = await parts.next()
            if not isinstance(part, BodyPartReader):
                break
            if part.filename is None:
                values[part.name or ""] = (await _field(part),)
                continue
            sent = request.headers.get("X-CSRF-Token") or "".join(values.get("csrf", ()))
            if not may_post(request, session, sent, origin):
                raise Refused(403, sentences.NOT_FROM_US)
            return Upload(values, cleaned(part.filename)[:255], _pieces(part))
    except ValueError as error:
        raise Refused(400, sentences.UNREADABLE) from error
    raise Refused(400, sentences.NO_FILE)


async def _field(part: BodyPartReader) -> str:
    read = bytearray()
    while piece := await part.read_chunk():
        read += piece
        if len(read) > LONGEST:
            raise Refused(413, sentences.UNREADABLE)
    return cleaned(read.decode("utf-8", "replace"))


async def _pieces(part: BodyPartReader) -> AsyncIterator[bytes]:
    while piece := await part.read_chunk(PIECE):
        yield bytes(piece)
