"""The exact words of `handlers/texts/voice_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "LOST": "语音已过期或下载失败，请重新发一次。",
    "NO_SOUND": "没有听到声音，请再说一次或发文字。",
    "NO_VOICE": "没有听到人说话，请再说一次或发文字。",
    "NO_WORDS": "没有听清说了什么，请再说一次或发文字。",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    (
        "too_large",
        [120],
        "这段语音太长（约120分钟），没有听，原件还在聊天里。每段最多2分钟，请分段再发，或发文字。",
    ),
    ("too_large", [0], "这段语音太大（超过20MB），没有听，原件还在聊天里。每段最多2分钟，请分段再发，或发文字。"),
    (
        "nothing_in_part",
        ["只听了前120秒"],
        "只听了前120秒，没有听清说了什么，原件已保存。请分段再发，或发文字。",
    ),
]
