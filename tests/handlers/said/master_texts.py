"""The exact words of `handlers/texts/master_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "CALL_WHOM": "请说要联系谁，比如：外呼 安克创新",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("no_difference", ["2026-11-21", 2], "主数据比对 2026-11-21：2位客户在多个系统，没有差异。"),
    (
        "difference_line",
        ["王磊", "姓名", {"crm": "王磊", "erp": "王雷"}, "crm", {"erp": "无写入授权"}],
        "王磊 姓名：crm 王磊，erp 王雷。以crm为准，erp无写入授权",
    ),
    ("unread_system", ["erp"], "erp今晚没有读到，用的是上次的数据"),
    (
        "spoken_today",
        ["10:05", "华南组", "陈晨", "安克创新"],
        "今天10:05 华南组陈晨已联系过安克创新，请不要再打，有事先和陈晨沟通。",
    ),
    ("may_call", ["安克创新"], "可以联系安克创新，已记下这次外呼。"),
    (
        "master_updated",
        ["安克创新", "姓名", "王雷", "erp"],
        "安克创新的姓名已按erp的最新资料更新为王雷。",
    ),
]
