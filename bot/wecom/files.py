"""Files and pictures: WeCom wants them uploaded first and sends them by media id. Vendor page: 上传临时素材."""

from __future__ import annotations

import hashlib

from bot.errors import Rejected, Unknown, Unreachable
from bot.surface import Parcel, Part
from bot.wecom.api import Json, WeComApi

UPLOAD_LIFE = 3 * 24 * 3600.0  # Seconds.
SMALLEST = 5
LARGEST = 20 * 1024 * 1024


async def with_media(api: WeComApi, parcel: Parcel, part: Part, webhook_key: str | None = None) -> Json:
    """Return the body to post, with the media id filled in if it sends a file.

    The app's upload is kept for its life: the same file sent again has the same id, so that WeCom sees a repeat as
    one. A failed upload sends nothing, whatever the reason.
    """
    kind = str(part.body.get("msgtype", ""))
    if kind not in {"file", "image"}:
        return dict(part.body)
    if not SMALLEST < len(parcel.file_bytes) <= LARGEST:
        raise Rejected("file_size", f"{len(parcel.file_bytes)} bytes")
    if webhook_key is None:
        media_id = await _uploaded(api, kind, parcel)
    else:
        media_id = await _uploaded_for_webhook(api, webhook_key, parcel)
    return {**part.body, kind: {"media_id": media_id}}


async def _uploaded(api: WeComApi, kind: str, parcel: Parcel) -> str:
    async def fetch() -> tuple[str, float]:
        return await api.upload(kind, parcel.file_name, parcel.file_bytes), UPLOAD_LIFE

    digest = hashlib.sha256(f"{parcel.file_name}\n".encode() + parcel.file_bytes).hexdigest()
    return await api.lent(f"media:{digest}", fetch)


async def _uploaded_for_webhook(api: WeComApi, key: str, parcel: Parcel) -> str:
    try:
        return await api.webhook_upload(key, parcel.file_name, parcel.file_bytes)
    except Unknown as doubt:
        raise Unreachable(doubt.code, "while uploading") from None
