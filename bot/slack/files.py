"""Files on a Slack message: voice clips and attachments, as references to download. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bot.slack.fields import part_of, text_of
from handlers.inbound import MediaRef, VoiceNote

State = Literal["none", "pending", "preview", "final", "failed"]


def voice_note(files: Sequence[Mapping[str, Any]]) -> VoiceNote | None:
    """Return the voice clip. Only a transcript that was not cut off passes for its words."""
    clip = next((file for file in files if text_of(file, "subtype") == "slack_audio"), None)
    if clip is None:
        return None
    transcription = part_of(clip, "transcription")
    preview = part_of(transcription, "preview")
    words = text_of(preview, "content").strip() or None
    duration = clip.get("duration_ms")
    state = _state(text_of(transcription, "status"), words, bool(preview.get("has_more")))
    return VoiceNote(
        media=media_ref(clip),
        transcript=words if state == "final" else None,
        transcript_state=state,
        duration_ms=int(duration) if isinstance(duration, int | float) else None,
    )


def attachments(files: Sequence[Mapping[str, Any]]) -> tuple[MediaRef, ...]:
    """Return everything on the message that is not a voice clip."""
    return tuple(media_ref(file) for file in files if text_of(file, "subtype") != "slack_audio")


def media_ref(file: Mapping[str, Any]) -> MediaRef:
    """Return a reference; without an address (`check_file_info`, Slack Connect) it must be asked for by id."""
    size = file.get("size")
    return MediaRef(
        "slack",
        text_of(file, "url_private_download") or text_of(file, "url_private"),
        mime=text_of(file, "mimetype") or None,
        name=text_of(file, "name") or None,
        size=int(size) if isinstance(size, int) else None,
        extra={"file_id": text_of(file, "id")},
    )


def _state(status: str, words: str | None, more: bool) -> State:
    if status == "complete" and words:
        return "preview" if more else "final"
    if status == "processing":
        return "pending"
    return "failed" if status == "failed" else "none"
