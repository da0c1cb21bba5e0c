"""What can go wrong with a clip. Every error carries one sentence for the person who spoke."""

from __future__ import annotations

from typing import ClassVar

DAMAGED = "语音文件损坏或下载失败，请再发一次"
NO_AUDIO = "这个文件里没有音频，请发语音或文字"
TOO_LARGE = "语音文件太大（超过20MB），请分段再发"
TOO_SLOW = "这段语音听不清楚，请再说一次或发文字"


class SpeechError(Exception):
    """A clip that gives no words. `user_text` is what the person reads; `str()` is the technical reason."""

    default_text: ClassVar[str] = ""

    def __init__(self, reason: str = "", user_text: str = "") -> None:
        super().__init__(reason or type(self).__name__)
        self.user_text = user_text or self.default_text


class SpeechUnavailable(SpeechError):
    """No model can be loaded: none configured, none installed, or its files do not match their hashes."""

    default_text = "语音识别未启用，请发文字"


class BadAudio(SpeechError):
    """The bytes are no speech we can decode, or decoding them killed or stalled the worker."""

    default_text = DAMAGED


class SpeechBusy(SpeechError):
    """The queue is full, or the clip waited longer than its age limit."""

    default_text = "正在听的语音太多，请稍后再发，或直接发文字"
