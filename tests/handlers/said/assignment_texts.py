"""The exact words of `handlers/assignment_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "ASSIGN_FORM": "请这样说：分配 安克创新 给 张伟",
    "CROWDED": "现在人太多，这次没有处理，请稍后再试。",
    "NO_LEADS": "您名下还没有线索。",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    (
        "assigned_to_you",
        ["安克创新 王磊", "官网", "王芳"],
        "新线索已分配给您：安克创新 王磊（来源 官网，王芳分配），请在2小时内联系。",
    ),
    ("taken_from_you", ["安克创新", "李娜"], "您的线索安克创新已转给李娜。"),
    ("assign_done", ["安克创新", "李娜"], "已把安克创新分配给李娜，消息已发出。"),
    (
        "stage_changed_by",
        ["安克创新", "初步接触", "报价中", "王芳"],
        "王芳把您的线索安克创新从初步接触改为报价中。",
    ),
    ("lead_line", ["安克创新 王磊", "报价中", "11-20 10:05", True], "🔴未读 安克创新 王磊，报价中，11-20 10:05分配"),
    ("lead_line", ["安克创新", "报价中", "11-20 10:05", False], "安克创新，报价中，11-20 10:05分配"),
    ("lead_list", [["安克创新"], 1, "10:05"], "我的线索，未读1条（截至 10:05）\n安克创新"),
    ("lead_list", [["安克创新"], 0, "10:05"], "我的线索（截至 10:05）\n安克创新"),
]
