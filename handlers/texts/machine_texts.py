"""What administrators are told of the machine itself: its clock and its logs."""

from __future__ import annotations


def time_fault(name: str, found: str, advice: str) -> str:
    """Administrators are told what is wrong with zones or the calendar (F74)."""
    return f"{name}需要处理：{found}。{advice}。"


def logs_quiet(level: str) -> str:
    """The logs were turned down."""
    return f"日志级别被调到 {level}，日常记录已停止，出错可能看不到原因。如非必要请改回 INFO 并重启。"


def logs_heard(level: str) -> str:
    """The logs are back."""
    return f"日志级别已恢复为 {level}。"
