"""The exact words of `handlers/texts/__init__.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "UNKNOWN_PERSON": "您还没有开通跟进助手，请联系管理员开通。",
    "HOME": "你今天想聊哪个客户？",
    "HOME_HINT": "你今天想聊哪个客户？点名字，或直接说客户名。",
    "HELP": (
        "可以直接说：\n新线索 公司 联系人 手机号\n记录跟进 …\n查 公司名\n提醒我明天9点 …\n今天有什么安排\n"
        "申请折扣 公司 金额 …\n也可以发一段语音，我会存成草稿。\n说错了直接改：不是20万是12万；做错了回复“撤销”。"
    ),
    "NOT_UNDERSTOOD": "这句我没听懂。可以说“新线索 公司 联系人 手机号”，或回复“帮助”。",
    "UNSUPPORTED": "这种消息我还看不懂，请发文字或语音。",
    "TOO_LONG": "这条消息太长，我没有处理，请分开发（每条4000字以内）。",
    "EMPTY_MESSAGE": "没有看到内容，请发文字或语音。",
    "NO_SPEECH": "没有听到声音，请再说一次或发文字。",
    "CARD_CHANGED": "卡片已更新，请看最新的一张。",
    "CARD_EXPIRED": "这张卡片已过期，请重新发起。",
    "CARD_FOREIGN": "这张卡片不是给您的，无法操作。",
    "CARD_UNREADABLE": "这个按钮无效，请从最新的卡片操作。",
    "NOTHING_TO_CONFIRM": "现在没有待确认的内容。",
    "NOTHING_TO_UNDO": "没有可以撤销的操作。",
    "NOTHING_CHANGED": "没有改动。",
    "WAITING": "好的，找到了发我就行。",
    "WHO": "我是跟进助手，帮您记客户、写跟进、到点提醒。回复“帮助”看怎么说。",
    "THANKED": "不客气，有事随时说。",
    "NOTED": "好的。",
    "NOT_OFFERED": "这个操作暂时还不支持，请回复“帮助”看看我能做什么。",
    "ADMINS_ONLY": "这个操作只有管理员可以做。",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("failed", ["ab12"], "这条没处理成功，原文已保存，请稍后再试或联系管理员（编号 ab12）。"),
    ("which_customer", [["安克", "安科"]], "您说的是哪一位客户：安克、安科？"),
    ("nothing_found", ["安克"], "没有找到“安克”。"),
    (
        "number_unknown",
        ["13800001234"],
        "没有找到13800001234。要登记请说“新线索 公司 联系人 13800001234”。",
    ),
    ("done_by", ["杭州测试", "10:05"], "已由杭州测试完成 10:05"),
    ("dropped_at", ["10:05"], "已取消 10:05"),
    ("undone_at", ["10:05"], "已撤销 10:05"),
]
