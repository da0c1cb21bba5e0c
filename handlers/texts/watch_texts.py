"""What the bot says about first contacts, silence, mutes and fuses."""

from __future__ import annotations

FUSE_BLOWN = "您已连续3次没有在2小时内首次联系，今天暂停分配新线索，明天自动恢复。需要帮助请找主管。"
NOT_FROZEN = "现在没有冻结，不用解禁。"


def released(name: str, at: str) -> str:
    """Status on the card of a fuse that was lifted."""
    return f"已由{name}解禁 {at}"


def lifted(name: str) -> str:
    """The person is told."""
    return f"{name}已为您解禁，可以继续接收新线索。"


def reassigned_to(name: str, at: str) -> str:
    """Status on the manager's card."""
    return f"已转派给{name} {at}"


def yours_now(by: str, customer: str) -> str:
    """The new owner is told."""
    return f"{by}把客户{customer}转派给您，请在2小时内联系。"


def passed_on(by: str, customer: str, to: str) -> str:
    """The former owner is told."""
    return f"{by}已把客户{customer}转派给{to}。"


def help_wanted(owner: str, customer: str) -> str:
    """The helper's to-do."""
    return f"协助{owner}跟进客户{customer}"


def help_asked(name: str, at: str) -> str:
    """Status on the manager's card."""
    return f"已请{name}协同支持 {at}"


def help_comes(name: str, customer: str) -> str:
    """The owner is told who helps."""
    return f"{name}会协助您跟进客户{customer}。"


def muted_at(at: str) -> str:
    """Status on a card whose reminders were closed."""
    return f"已关闭提醒 {at}"


def muted(customer: str) -> str:
    """A customer's reminders were closed by word."""
    return f"已关闭{customer}的所有提醒，首次联系超时和熔断照常。要恢复请说：恢复提醒 {customer}"


def unmuted(customer: str) -> str:
    """They are open again."""
    return f"已恢复{customer}的提醒。"


def not_muted(customer: str) -> str:
    """They were open all the time."""
    return f"{customer}的提醒本来就是开着的。"
