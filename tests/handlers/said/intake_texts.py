"""The exact words of `handlers/texts/intake_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("intake_waiting", ["官网", "a1b2"], "官网来了1条新线索，待分配（编号 a1b2）。"),
    (
        "intake_quarantined",
        ["抖音", "没有手机号", "a1b2"],
        "抖音有1条留资进了隔离区：没有手机号（编号 a1b2），原文已保存。",
    ),
    (
        "intake_unmapped",
        ["官网", "source_channel", "2026-11-20 10:23", "website", "source_channel"],
        "发现未映射字段：官网 的 source_channel，首次出现 2026-11-20 10:23。线索照常入库，认不出的来源记为未知。"
        "映射后自动补上：genjin intake-map website source_channel=字段",
    ),
    ("intake_again", ["官网", ""], "再次从官网留资"),
    ("intake_again", ["官网", "要样品"], "再次从官网留资：要样品"),
    ("intake_met_again", ["安克创新", "官网"], "您的客户安克创新又从官网留资，请尽快联系。"),
    ("intake_differs", ["官网", "2026-11-20", 5, 4], "官网 2026-11-20 对账不一致：发送5条，收到4条，请核对。"),
]
