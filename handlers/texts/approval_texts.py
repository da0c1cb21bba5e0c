"""What the bot says about approvals: asked for, decided, moved on, reminded of."""

from __future__ import annotations

from collections.abc import Sequence

REASON_WANTED = "请回复拒绝的原因，一句话就行。"
PICK_COLLEAGUE = "请先在“转给”里选一位同事，再点一次。"
NO_APPROVERS = "暂时没有可处理的审批人，已通知管理员，您的申请已保存。"
NOT_AN_APPROVER = "这位同事不在这张审批的处理组里。"


def approval_sent(number: str, group: str) -> str:
    """The requester is told where the request went."""
    return f"审批 {number} 已提交给{group}，有结果会告诉您。"


def may_not_ask(name: str) -> str:
    """Somebody asked for what their role may not ask for."""
    return f"您的角色不能申请{name}，请联系主管。"


def no_such_approval(number: str) -> str:
    """A number that is unknown, or not this person's."""
    return f"没有找到审批 {number}。"


def approval_decided(number: str, name: str, verdict: str, reason: str) -> str:
    """The requester is told how it ended."""
    return f"审批 {number} 已由{name}{verdict}。" + (f"理由：{reason}" if reason else "")


def one_more(number: str, agreed: int, need: int) -> str:
    """One of several consents was given."""
    return f"审批 {number} 已记录您的同意（{agreed}/{need}），还需另一位同意才会生效。"


def next_level(number: str, group: str) -> str:
    """The requester is told that a level agreed and the next one decides."""
    return f"审批 {number} 已通过一级，现由{group}处理。"


def approval_withdrawn(number: str, name: str) -> str:
    """Those asked are told that a request was taken back."""
    return f"审批 {number} 已由{name}撤回。"


def approval_void(number: str) -> str:
    """A request was agreed to, but what it asked for is no longer there or no longer allowed."""
    return f"审批 {number} 已同意，但内容已变化或权限已收回，没有执行，请重新申请。"


def discount_granted(number: str) -> str:
    """The requester may quote the discount."""
    return f"审批 {number} 的折扣已生效，已为您建好报价待办。"


def webhook_changed(number: str) -> str:
    """The two-person rule was met and the setting applied (F84)."""
    return f"审批 {number} 已由两人同意，配置变更已生效，防复发记录已入知识库。"


def webhook_agreed(number: str) -> str:
    """The two-person rule was met for what is set at the channel itself (F84)."""
    return f"审批 {number} 已由两人同意，防复发记录已入知识库。这项变更在渠道方后台设置，请您现在去改。"


def no_such_field(field: str, fields: Sequence[str]) -> str:
    """A key of a channel cannot be read as a field we do not have (F84)."""
    return f"没有「{field}」这一项。可以映射到：{'、'.join(fields)}。"


def approval_reminder(number: str, subject: str, minutes: int) -> str:
    """Whoever has an approval is reminded before the limit."""
    left = f"{minutes // 60}小时{minutes % 60}分" if minutes >= 60 else f"{minutes}分钟"
    return f"审批 {number}（{subject[:30]}）还有{left}到时限，请尽快处理。"


def approval_moved(number: str, name: str, why: str) -> str:
    """The requester and the new owner are told that it moved on."""
    return f"审批 {number} 已移交给{name}处理：{why}。"


def approval_escalated(number: str, why: str) -> str:
    """Those above are told that nobody in the group is there."""
    return f"审批 {number} 超时无人处理：{why}，请安排。"


def nobody_decides(group: str, subject: str) -> str:
    """Administrators are told that a group is empty (F80)."""
    return f"{group}组没有可处理的人，“{subject}”无人审批，请安排。"


def approver_left(number: str, name: str, to: str) -> str:
    """The requester is told that an approver left and who has it now (F80)."""
    return f"审批 {number} 的处理人{name}已离职，已移交给{to}处理，时限重新计算。"


def group_empty(number: str, group: str) -> str:
    """Administrators are told that nobody is left to decide (F80)."""
    return f"审批 {number}：{group}组已没有可处理的人，请您处理或安排，系统不会自动通过。"


def blocking_advice(group: str, hour: int) -> str:
    """What could be done about a group in which approvals lie (F82)."""
    return (
        f"建议：{hour}点前后为{group}安排专人，或增加审批人。"
        "替代方案：小额审批改由主管直接批；请假前先说“我请假到周五，审批交给同事”。"
    )
