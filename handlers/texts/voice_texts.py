"""What the bot says about a voice note that gives no words: what was heard, what is kept, what to do."""

from __future__ import annotations

LOST = "语音已过期或下载失败，请重新发一次。"
NO_SOUND = "没有听到声音，请再说一次或发文字。"
NO_VOICE = "没有听到人说话，请再说一次或发文字。"
NO_WORDS = "没有听清说了什么，请再说一次或发文字。"


def too_large(minutes: int) -> str:
    """A recording that is over the limit and was not fetched; `minutes` is 0 where the platform does not say."""
    told = f"这段语音太长（约{minutes}分钟）" if minutes else "这段语音太大（超过20MB）"
    return f"{told}，没有听，原件还在聊天里。每段最多2分钟，请分段再发，或发文字。"


def nothing_in_part(part: str) -> str:
    """The heard part of a long recording held no words: `part` says which it was."""
    return f"{part}，没有听清说了什么，原件已保存。请分段再发，或发文字。"
