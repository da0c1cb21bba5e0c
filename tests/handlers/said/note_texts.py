"""The exact words of `handlers/texts/note_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "NOTE_WANTED": "请说跟进的内容，发文字或语音都行。",
    "NOTE_DONE": "这条已经保存过了。",
    "NO_CUSTOMER": "还不知道是哪位客户，请先说客户名。",
    "TURNED_INTO_NEWS": "这是您的客户，已转到跟进记录",
    "LEFT_OPEN": "好的，先不填。",
    "PICK_TAG": "请先勾选标签，再点一次。",
    "FILTER_OFF": "敏感词过滤没有开启，不能同步聊天内容。",
    "CLIP_TIME": "时间看不懂，没有同步。",
    "CLIP_EMPTY": "没有可同步的内容。",
    "CALL_NOTED": "已发到您的聊天里，点“保存纪要”就行。",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("note_lacks", [["联系人", "手机号"]], "还没保存，缺：联系人、手机号。请回复“联系人”。"),
    ("note_open", ["联系人、手机号"], "未保存，缺：联系人、手机号"),
    ("note_saved", ["10:05"], "已保存 10:05"),
    ("follow_up_saved", ["杭州测试", "寄样", "2026-11-25"], "已记录杭州测试的跟进，下一步：寄样（2026-11-25）。"),
    ("follow_up_saved", ["杭州测试", "", ""], "已记录杭州测试的跟进。"),
    ("follow_up_saved", ["", "寄样", ""], "跟进已记录，下一步：寄样。"),
    ("not_registered", ["宁德时代"], "宁德时代（未登记）"),
    ("follow_up_undone", ["", False], "跟进已撤销。"),
    ("follow_up_undone", ["杭州测试", True], "已撤销杭州测试的跟进，内容还在卡片上，改好可再提交。"),
    ("follow_up_undone", ["杭州测试", False], "已撤销杭州测试的跟进。"),
    ("undone_status", ["10:05"], "已撤销 10:05，可修改后再提交"),
    ("without_next_step", [["10:05 安克：已联系"]], "未填写下一步动作（1条）：\n10:05 安克：已联系"),
    ("without_next_step", [[]], "没有未填写下一步动作的跟进。"),
    ("first_contact_short", ["预算范围", 19], "预算范围至少20字，现在19字，请补充（可以发语音）。"),
    ("first_contact_count", [19], "19/20字，请多写一点"),
    ("first_contact_saved", ["杭州测试", "电话"], "已记录杭州测试的首次联系（电话）。"),
    ("ask_progress", ["预算范围"], "顺便补一项：预算范围是？下次跟进前要填好。"),
    ("progress_kept", ["预算范围"], "已记下预算范围。"),
    ("minutes_saved", [["样品需求", "交期紧张"], "10:05"], "已保存纪要 10:05，关注点：样品需求、交期紧张"),
    ("minutes_saved", [[], "10:05"], "已保存纪要 10:05"),
    ("tagged", [["样品需求", "交期紧张"], "10:05"], "已打标 10:05：样品需求、交期紧张"),
    ("tag_list", [["样品需求", "交期紧张"]], "共2个标签：样品需求、交期紧张"),
    ("act_done", ["已发送白皮书", "1/3", "10:05"], "已发送白皮书 10:05，需求深度分 1/3"),
    ("clip_kept", ["杭州测试", True], "已同步杭州测试的聊天片段，敏感内容已隐藏。"),
    ("clip_kept", ["杭州测试", False], "已同步杭州测试的聊天片段。"),
]
