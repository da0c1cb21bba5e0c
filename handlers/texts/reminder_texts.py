"""What the bot says about reminders."""

from __future__ import annotations

from collections.abc import Sequence

REMIND_WHAT = "请说要提醒您做什么。"
REMIND_TIME = "什么时候提醒您？比如：明天9点。"
REMIND_PAST = "这个时间已经过了，请换一个时间。"


def reminder(what: str) -> str:
    """The moment has come."""
    return f"提醒：{what}"


def reminder_undone(what: str) -> str:
    """A reminder was taken back by word."""
    return f"已撤销提醒：{what}"


def agenda(day: str, lines: Sequence[str]) -> str:
    """What is to be done on a day."""
    return f"{day}的安排（{len(lines)}条）：\n" + "\n".join(lines) if lines else f"{day}没有安排。"
