"""The exact words of `handlers/texts/merge_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "MERGE_FORM": "请这样说：合并 安克创新 和 Anker Inc.（前一个为主），或：把 甲 合并到 乙。",
    "MERGE_CHANGED": "客户资料刚有变化，已更新预览，请再看一眼。",
    "MERGE_GONE": "这些客户已经合并过，或者已经不在了。",
    "MERGE_ONE": "这几个名字已经是同一个客户，不用合并。",
    "NO_REVIEWS": "现在没有待复核的疑似重复。",
    "STANDARD_FORM": "请这样说：标准名 ANKER=安克创新",
    "SPLIT_FORM": "请说要拆分哪个客户，比如：拆分 安克创新。",
    "SPLIT_LATER": "这个客户后来又并入了别的客户，请先拆分后来那一次。",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("too_many_sides", [20], "一次最多合并20个客户，请分几次。"),
    ("not_duplicate", ["王芳", "10:05"], "王芳判定不是重复 10:05，以后不再提示"),
    (
        "reviews_waiting",
        [["甲、乙", "丙、丁"], "x.cn/duplicates"],
        "待复核2组：甲、乙；丙、丁。逐条处理：x.cn/duplicates",
    ),
    (
        "inquired_already",
        ["安克创新", "2026-11-20", "官网", "李娜", "报价中"],
        "注意：安克创新已询过盘（2026-11-20 官网，由李娜跟进，报价中），报价前请先沟通，避免重复报价。",
    ),
    (
        "inquired_already",
        ["安克创新", "2026-11-20", "官网", "", "初步接触"],
        "注意：安克创新已询过盘（2026-11-20 官网，待分配），报价前请先沟通，避免重复报价。",
    ),
    ("standard_kept", ["ANKER", "安克创新", 2], "已记下：ANKER 统一为安克创新，2个客户已改名，原名保留。"),
    ("standard_kept", ["ANKER", "安克创新", 0], "已记下：ANKER 统一为安克创新。"),
    ("merged_at", ["10:05"], "已合并 10:05"),
    ("split_at", ["10:05"], "已拆分 10:05"),
    ("split_done", ["安克创新", 2, 9], "已拆分：安克创新恢复为2个客户，9条记录回到原处，之后补充的也各归各家。"),
    ("split_told", ["安克创新", "王芳"], "王芳已拆分客户安克创新，您的客户已恢复原样。"),
    ("merged_into", ["Anker Inc.", "安克创新"], "Anker Inc.已并入安克创新，跟进都在那里。"),
]
