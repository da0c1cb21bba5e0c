"""The exact words of `handlers/texts/machine_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {}

SENTENCES: list[tuple[str, list[object], str]] = [
    (
        "time_fault",
        ["时区", "服务器 UTC+0", "服务器设 TZ=Asia/Shanghai"],
        "时区需要处理：服务器 UTC+0。服务器设 TZ=Asia/Shanghai。",
    ),
    (
        "logs_quiet",
        ["WARNING"],
        ("日志级别被调到 WARNING，日常记录已停止，出错可能看不到原因。如非必要请改回 INFO 并重启。"),
    ),
    ("logs_heard", ["WARNING"], "日志级别已恢复为 WARNING。"),
]
