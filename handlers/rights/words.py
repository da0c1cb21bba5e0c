"""Acts, reaches and roles in the words people read."""

from __future__ import annotations

from collections.abc import Mapping

from crm.people import Role
from crm.rights.reach import HIDDEN, Act, Reach
from crm.rights.rule import AT_LEAST

ACTS: Mapping[str, str] = {
    Act.SEE: "查看", Act.EDIT: "编辑", Act.DELETE: "删除", Act.RESTORE: "恢复", Act.EXPORT: "导出",
    Act.TOTALS: "看汇总", Act.COLLIDE: "查撞单",
    "field:channel": "线索来源渠道", "field:created_at": "首次接触时间",
}  # fmt: skip
REACHES: Mapping[str, str] = {
    Reach.NONE: "不可以", Reach.OWN: "自己的客户", Reach.TEAM: "本组的客户", Reach.ALL: "全部客户",
}  # fmt: skip
ROLES: Mapping[str, str] = {
    Role.SALES: "销售", Role.SUPERVISOR: "主管", Role.DIRECTOR: "总监", Role.ADMIN: "管理员",
    Role.MARKETING: "市场", Role.FINANCE: "财务", Role.SERVICE: "客服", Role.INTERN: "实习生",
}  # fmt: skip


def change_words(changes: Mapping[str, str]) -> str:
    """Return a rule's changes as one line: `查看：自己的客户；导出：不可以`."""
    return "；".join(f"{ACTS.get(act, act)}：{_to(act, value)}" for act, value in changes.items())


def _to(act: str, value: str) -> str:
    if act.startswith("field:"):
        return "隐藏" if value == HIDDEN else "可见"
    at_least = "至少" if value.endswith(AT_LEAST) and value != f"{Reach.ALL}{AT_LEAST}" else ""
    return at_least + REACHES.get(value.removesuffix(AT_LEAST), value)
