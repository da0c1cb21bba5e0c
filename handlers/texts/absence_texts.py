"""What the bot says when somebody is on leave, or hands their work over."""

from __future__ import annotations

LEAVE_FORM = "请这样说：我请假到周五，审批交给冯雪"
NO_DELEGATE = "只能委托给同岗位的同事或您的主管。"
NOT_ON_LEAVE = "您没有登记请假。"
BACK = "欢迎回来，审批和提醒已恢复。"
HANDOVER_FORM = "请这样说：交接 张伟 给 李娜"
PICK_RECEIVER = "请先在“交接给”里选一位同事，再点确认。"


def on_leave(until: str, delegate: str, moved: int) -> str:
    """A leave was kept."""
    who = f"，期间审批由{delegate}处理" if delegate else ""
    return f"已登记请假到 {until}{who}" + (f"，已移交{moved}张审批。" if moved else "。")


def nothing_to_hand_over(name: str) -> str:
    """There is nothing that could move."""
    return f"{name}名下没有可交接的内容。"


def handed_over(giver: str, leads: int, by: str) -> str:
    """The receiver is told."""
    return f"{by}已把{giver}的工作交接给您（{leads}条线索，阶段不变），待办和提醒也一并转来。"


def handover_undone(giver: str, receiver: str) -> str:
    """A hand-over was put back."""
    return f"已撤销：{giver}交给{receiver}的内容已全部恢复。"
