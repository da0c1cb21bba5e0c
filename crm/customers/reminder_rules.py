"""The rules under which somebody is reminded of something, and which of these reminders can be closed (F43)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """What people call the rule; whether `静音` closes it for one customer."""

    name: str
    mutable: bool = False


RULES: Mapping[str, ReminderRule] = {
    "reminder": ReminderRule("到点提醒", True),
    "F04": ReminderRule("昨日未闭环线索TOP3"),
    "F31": ReminderRule("48小时未联系退回公共池"),
    "F40": ReminderRule("2小时未首次联系"),
    "F41": ReminderRule("漏跟熔断"),
    "F42": ReminderRule("48小时未跟进", True),
    "F73": ReminderRule("续费提醒", True),
    "F79": ReminderRule("审批超时移交"),
    "F101": ReminderRule("线索分配停滞"),
}
"""The escalation of a first contact, the fuse and the morning card cannot be closed, or the fuse would be void."""
