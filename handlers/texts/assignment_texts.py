"""What is said when leads change hands or state."""

from __future__ import annotations

from collections.abc import Sequence

ASSIGN_FORM = "请这样说：分配 安克创新 给 张伟"
CROWDED = "现在人太多，这次没有处理，请稍后再试。"
NO_LEADS = "您名下还没有线索。"


def assigned_to_you(lead: str, source: str, by: str) -> str:
    """The new owner reads it at once (F24)."""
    return f"新线索已分配给您：{lead}（来源 {source}，{by}分配），请在2小时内联系。"


def taken_from_you(lead: str, to: str) -> str:
    """The owner before is told."""
    return f"您的线索{lead}已转给{to}。"


def assign_done(lead: str, to: str) -> str:
    """Whoever assigned reads what was done."""
    return f"已把{lead}分配给{to}，消息已发出。"


def owner_frozen(owner: str) -> str:
    """New leads are not for somebody whose fuse is blown, until the manager lifts it (F41)."""
    return f"{owner}今天漏跟熔断，暂停分配新线索。请主管先在「漏跟熔断」卡片上点「解禁」，或分给别人。"


def stage_changed_by(lead: str, before: str, after: str, by: str) -> str:
    """The owner is told that somebody else changed the stage of their lead."""
    return f"{by}把您的线索{lead}从{before}改为{after}。"


def lead_line(lead: str, stage: str, at: str, unread: bool) -> str:
    """One line of the list."""
    return f"{'🔴未读 ' if unread else ''}{lead}，{stage}，{at}分配"


def lead_list(lines: Sequence[str], unread: int, at: str) -> str:
    """One's leads, the age of the data beside them."""
    head = f"我的线索，未读{unread}条" if unread else "我的线索"
    return "\n".join([f"{head}（截至 {at}）", *lines])
