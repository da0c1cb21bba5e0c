"""What the bot says about rules on rights (F98) and the monthly check of rights (F97)."""

from __future__ import annotations

from collections.abc import Sequence

RULE_FORM = "请把权限说成一句，比如：销售只能看自己的客户；主管可以导出本组的客户；客服不能看线索来源。"
RULE_SCOPE = "是自己的、本组的，还是全部客户？请说完整，比如：销售只能看自己的客户。"
RULE_NO_EFFECT = "这条规则不会改变任何人的权限，没有保存。"
RULE_HINT = "确认后立即生效，可以撤销。"
RULE_MOVED = "预览之后权限又变过，请按新的预览核对后再确认。"
RULE_OLD = "这份预览已超过24小时，请重新说一遍。"
NO_RULES = "没有另设的权限规则，按默认权限执行。"
EVERYBODY_EDITS = "注意：这样等于全员可编辑，曾因此误删过327个客户。"
SCAN_SUBJECT = "权限检查：发现越权"


def rule_who(names: Sequence[str]) -> str:
    """It is not clear whose rights are meant."""
    return f"是指谁？请说清楚：{'、'.join(names)}。" if names else "没有找到这个角色或同事，请说清楚是谁。"


def rule_set(version: int, people: int) -> str:
    """A rule is in force."""
    return f"权限规则第{version}版已生效，涉及{people}人。"


def rule_undone(version: int) -> str:
    """A rule was taken back."""
    return f"权限规则第{version}版已撤销。"


def rule_line(version: int, rule: str, at: str) -> str:
    """One rule in the list of those in force."""
    return f"第{version}版 {rule}（{at}）"


def gains(name: str, rows: int) -> str:
    """Somebody gets to see more."""
    return f"{name} +{rows}条"


def loses(name: str, rows: int) -> str:
    """Somebody gets to see less."""
    return f"{name} -{rows}条"


def over_reach(name: str, role: str, what: str, everything: bool) -> str:
    """One finding of the monthly check."""
    return f"{role}{name}持有「客户库管理」：{what}" if everything else f"{role}{name}超出角色权限：{what}"


def left_with_tokens(name: str, tokens: int) -> str:
    """Somebody who left could still get in through a program."""
    return f"{name}已离职，仍有{tokens}个接口令牌，请收回"


def scan_result(lines: Sequence[str]) -> str:
    """What the monthly check found."""
    return "每月权限检查发现越权：\n" + "\n".join(lines) + "\n如非本意，请说“查看权限规则”并撤销。"
