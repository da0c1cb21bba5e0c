"""What is said about master data: the nightly report, and customers somebody else has spoken with today."""

from __future__ import annotations

from collections.abc import Mapping

CALL_WHOM = "请说要联系谁，比如：外呼 安克创新"


def no_difference(day: str, compared: int) -> str:
    """The line of a night without differences."""
    return f"主数据比对 {day}：{compared}位客户在多个系统，没有差异。"


def difference_line(who: str, field: str, values: Mapping[str, str], winner: str, states: Mapping[str, str]) -> str:
    """One difference in the report."""
    held = "，".join(f"{system} {value}" for system, value in sorted(values.items()))
    after = "，".join(f"{system}{state}" for system, state in sorted(states.items()))
    return f"{who} {field}：{held}。以{winner}为准，{after}"


def unread_system(system: str) -> str:
    """A system could not be read that night."""
    return f"{system}今晚没有读到，用的是上次的数据"


def spoken_today(at: str, team: str, name: str, customer: str) -> str:
    """Somebody of another team has spoken with this customer today: no second call."""
    who = f"{team}{name}" if team else name
    return f"今天{at} {who}已联系过{customer}，请不要再打，有事先和{name}沟通。"


def may_call(customer: str) -> str:
    """Nobody else has spoken with the customer today; the call is written down."""
    return f"可以联系{customer}，已记下这次外呼。"


def master_updated(customer: str, field: str, value: str, system: str) -> str:
    """The owner is told that another system knew better."""
    return f"{customer}的{field}已按{system}的最新资料更新为{value}。"
