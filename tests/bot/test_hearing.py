"""A voice note that cannot be fetched: every door says whether it is over the limit or gone, and what to do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.errors import Rejected
from bot.hearing import Hearing
from handlers.inbound import PLATFORMS, Actor, Conversation, InboundMessage, MediaRef, Platform, VoiceNote

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TWO_HOURS = 7_200_000
TOO_LONG = "这段语音太长（约120分钟），没有听，原件还在聊天里。每段最多2分钟，请分段再发，或发文字。"
TOO_LARGE = "这段语音太大（超过20MB），没有听，原件还在聊天里。每段最多2分钟，请分段再发，或发文字。"
LOST = "语音已过期或下载失败，请重新发一次。"


class Refusing:
    """A platform that gives no file."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.asked = 0

    async def fetch(self, media: MediaRef) -> bytes:
        self.asked += 1
        raise Rejected(self.code)


def note(platform: Platform, duration_ms: int | None = None, size: int | None = None) -> InboundMessage:
    """Return a clip sent on this platform."""
    where = Conversation(platform, "t", "zhangwei", "dm")
    voice = VoiceNote(MediaRef(platform, "handle", size=size), duration_ms=duration_ms)
    return InboundMessage("key", where, Actor(platform, "t", "zhangwei"), NOW, voice=voice)


async def said(door: Refusing, message: InboundMessage) -> str:
    """Return the sentence of a note that gives no words; nothing but the platform is asked."""
    nothing: Any = None
    surfaces: Any = {message.actor.platform: door}
    heard = await Hearing(surfaces, nothing, nothing, nothing).prepare(message)
    assert isinstance(heard, InboundMessage) and heard.voice is not None and not heard.voice.transcript
    return heard.voice.problem or ""


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_two_hours_are_too_long(platform: Platform) -> None:
    assert await said(Refusing("too_large"), note(platform, TWO_HOURS)) == TOO_LONG


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_without_a_length_the_size_is_named(platform: Platform) -> None:
    assert await said(Refusing("too_large"), note(platform)) == TOO_LARGE


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_clip_that_is_gone_is_to_be_sent_again(platform: Platform) -> None:
    assert await said(Refusing("file_http_404"), note(platform, TWO_HOURS)) == LOST


async def test_what_is_told_to_be_over_the_limit_is_not_even_fetched() -> None:
    door = Refusing("never")
    assert await said(door, note("slack", TWO_HOURS, size=60 * 1024 * 1024)) == TOO_LONG
    assert door.asked == 0
