"""What the bot says about contracts, their amounts, their ends and the reminders to renew them."""

from __future__ import annotations

CONTRACT_FORM = "请这样说：登记合同 客户名称 金额 签约2026-11-20 到期2027-11-19"
END_WANTED = "合同已保存，还缺到期日，请回复日期，比如 2027-11-19。"
NO_END_MISSING = "没有到期日为空的合同。"
AMOUNT_FORM = "请这样说：改合同金额 合同编号 15万"
AMOUNT_MOVED = "合同金额已被改动，请核对后重新发起。"


def amount_changed(number: str, amount: str) -> str:
    """A contract has another amount."""
    return f"合同 {number} 的金额已改为 {amount}。"


def ends_estimated(count: int) -> str:
    """The repair of empty ends and the run after it."""
    return f"已为{count}份合同估填到期日（今天+365天）并重跑，任务已生成。请尽快核实。"


def renewals_run(done: int, failed: int) -> str:
    """A run of the renewal reminders."""
    return f"续费提醒已重跑：成功{done}，失败{failed}。"


def renewal_planned(number: str, day: str) -> str:
    """An end was completed."""
    return f"合同 {number} 的到期日已补，续费提醒在 {day}。"
