"""The exact words of `handlers/texts/reminder_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "REMIND_WHAT": "请说要提醒您做什么。",
    "REMIND_TIME": "什么时候提醒您？比如：明天9点。",
    "REMIND_PAST": "这个时间已经过了，请换一个时间。",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("reminder", ["给安克打电话"], "提醒：给安克打电话"),
    ("reminder_undone", ["给安克打电话"], "已撤销提醒：给安克打电话"),
    ("agenda", ["今天", ["11-20 18:00 寄样（杭州测试）"]], "今天的安排（1条）：\n11-20 18:00 寄样（杭州测试）"),
    ("agenda", ["明天", []], "明天没有安排。"),
]
