"""The exact words of `handlers/texts/customer_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "STAGE_REASON": "改阶段要写原因，一句话就行。",
    "QUESTION_FORM": "这个我还查不了。可以这样问：查 安克创新；显示报价中的客户；哪些客户一周没跟进。",
    "NO_TALK": "无数据",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("change_undone", ["华控仪表", ["预算", "手机号"]], "已撤销，华控仪表的预算、手机号改回原来的了。"),
    ("ask_stage_reason", ["杭州测试", "报价中"], "杭州测试改为报价中，请说一下原因，一句话就行。"),
    ("stage_already", ["杭州测试", "已流失"], "杭州测试已经是已流失。"),
    ("stage_changed", ["杭州测试", "初步接触", "需求确认"], "杭州测试的阶段：初步接触 → 需求确认，原因已记录。"),
    (
        "stage_moved",
        ["杭州测试", "初步接触", "需求确认"],
        "杭州测试主动询问报价或参数，阶段已从初步接触变为需求确认，请尽快跟进。",
    ),
    ("stage_moved", ["周砚", "需求确认", "需求确认"], "周砚又主动询问了报价或参数，请尽快跟进。"),
    ("customer_tagged", ["杭州测试", "价格敏感"], "杭州测试：价格敏感。"),
    ("talk_told", [2, 1, 9.5], "竞品提及2次，询问交付1次，价格词每百字9.5个"),
    ("keywords_of", ["杭州测试", ["样品", "交期"]], "杭州测试的关键词：样品、交期"),
    ("no_keywords", ["杭州测试"], "杭州测试还没有跟进内容，暂时没有关键词。"),
    (
        "question_unclear",
        [["“量子”", "区域“华东”"]],
        "“量子”、区域“华东”还不能用来筛选，请换个说法，比如：显示报价中的客户。",
    ),
    ("question_answered", ["阶段 报价中", 2, ["甲", "乙"]], "筛选条件：阶段 报价中\n共2位客户：\n甲\n乙"),
    ("contracts_answered", ["状态 到期", 1, ["甲"]], "筛选条件：状态 到期\n共1份合同：\n甲"),
    ("contracts_answered", ["状态 到期", 0, []], "筛选条件：状态 到期\n共0份合同。"),
    ("question_answered", ["无", 0, []], "筛选条件：无\n共0位客户。"),
]
