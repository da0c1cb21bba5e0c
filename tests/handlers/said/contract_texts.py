"""The exact words of `handlers/texts/contract_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "CONTRACT_FORM": "请这样说：登记合同 客户名称 金额 签约2026-11-20 到期2027-11-19",
    "END_WANTED": "合同已保存，还缺到期日，请回复日期，比如 2027-11-19。",
    "NO_END_MISSING": "没有到期日为空的合同。",
    "AMOUNT_FORM": "请这样说：改合同金额 合同编号 15万",
    "AMOUNT_MOVED": "合同金额已被改动，请核对后重新发起。",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("amount_changed", ["20261120-001", "15万"], "合同 20261120-001 的金额已改为 15万。"),
    ("ends_estimated", [6], "已为6份合同估填到期日（今天+365天）并重跑，任务已生成。请尽快核实。"),
    ("renewals_run", [5, 1], "续费提醒已重跑：成功5，失败1。"),
    ("renewal_planned", ["20261120-001", "2026-12-01"], "合同 20261120-001 的到期日已补，续费提醒在 2026-12-01。"),
]
