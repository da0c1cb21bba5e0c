"""The exact words of `handlers/texts/watch_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "FUSE_BLOWN": "您已连续3次没有在2小时内首次联系，今天暂停分配新线索，明天自动恢复。需要帮助请找主管。",
    "NOT_FROZEN": "现在没有冻结，不用解禁。",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("released", ["王芳", "10:05"], "已由王芳解禁 10:05"),
    ("lifted", ["王芳"], "王芳已为您解禁，可以继续接收新线索。"),
    ("reassigned_to", ["李娜", "10:05"], "已转派给李娜 10:05"),
    ("yours_now", ["王芳", "安克"], "王芳把客户安克转派给您，请在2小时内联系。"),
    ("passed_on", ["王芳", "安克", "李娜"], "王芳已把客户安克转派给李娜。"),
    ("help_wanted", ["张伟", "安克"], "协助张伟跟进客户安克"),
    ("help_asked", ["李娜", "10:05"], "已请李娜协同支持 10:05"),
    ("help_comes", ["李娜", "安克"], "李娜会协助您跟进客户安克。"),
    ("muted_at", ["10:05"], "已关闭提醒 10:05"),
    ("muted", ["安克"], "已关闭安克的所有提醒，首次联系超时和熔断照常。要恢复请说：恢复提醒 安克"),
    ("unmuted", ["安克"], "已恢复安克的提醒。"),
    ("not_muted", ["安克"], "安克的提醒本来就是开着的。"),
]
