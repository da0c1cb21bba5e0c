"""The exact words of `handlers/texts/absence_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "LEAVE_FORM": "请这样说：我请假到周五，审批交给冯雪",
    "NO_DELEGATE": "只能委托给同岗位的同事或您的主管。",
    "NOT_ON_LEAVE": "您没有登记请假。",
    "BACK": "欢迎回来，审批和提醒已恢复。",
    "HANDOVER_FORM": "请这样说：交接 张伟 给 李娜",
    "PICK_RECEIVER": "请先在“交接给”里选一位同事，再点确认。",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("on_leave", ["2026-11-25", "李娜", 3], "已登记请假到 2026-11-25，期间审批由李娜处理，已移交3张审批。"),
    ("nothing_to_hand_over", ["杭州测试"], "杭州测试名下没有可交接的内容。"),
    ("handed_over", ["张伟", 4, "王芳"], "王芳已把张伟的工作交接给您（4条线索，阶段不变），待办和提醒也一并转来。"),
    ("handover_undone", ["张伟", "李娜"], "已撤销：张伟交给李娜的内容已全部恢复。"),
]
