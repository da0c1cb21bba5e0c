"""What the bot says about leads from marketing channels."""

from __future__ import annotations


def intake_waiting(source: str, lead_id: str) -> str:
    """Marketing is told of a lead that nobody has yet; whose it is is not theirs to see."""
    return f"{source}来了1条新线索，待分配（编号 {lead_id}）。"


def intake_quarantined(channel: str, reason: str, row_id: str) -> str:
    """Marketing is told of a payload that cannot become a lead."""
    return f"{channel}有1条留资进了隔离区：{reason}（编号 {row_id}），原文已保存。"


def intake_unmapped(channel: str, keys: str, at: str, name: str, key: str) -> str:
    """Administrators are told of keys that nobody mapped (F22)."""
    return (
        f"发现未映射字段：{channel} 的 {keys}，首次出现 {at}。线索照常入库，认不出的来源记为未知。"
        f"映射后自动补上：genjin intake-map {name} {key}=字段"
    )


def intake_again(source: str, note: str) -> str:
    """The follow-up of a known customer who left their details again."""
    return f"再次从{source}留资" + (f"：{note}" if note else "")


def intake_met_again(name: str, source: str) -> str:
    """The owner is told of that."""
    return f"您的客户{name}又从{source}留资，请尽快联系。"


def intake_differs(channel: str, day: str, sent: int, received: int) -> str:
    """Administrators are told of a day whose numbers do not agree."""
    return f"{channel} {day} 对账不一致：发送{sent}条，收到{received}条，请核对。"
