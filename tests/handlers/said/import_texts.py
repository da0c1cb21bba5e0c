"""The exact words of `handlers/texts/import_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "IMPORT_NOTHING": "还没有导入过表格。",
    "IMPORT_MOVED": "这次导入已经处理过了。",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("import_counts", [{"新建": 3, "退回": 1}], "新建3、退回1"),
    ("import_counts", [{}], "没有可用的行"),
    ("import_line", ["展会.xlsx", "已导入", "新建3", "a1b2"], "展会.xlsx：已导入，新建3（编号 a1b2）"),
    ("import_again", ["展会.xlsx", 5, ""], "名单《展会.xlsx》第5行再次出现"),
    ("import_again", ["展会.xlsx", 5, "留言：要样品"], "名单《展会.xlsx》第5行再次出现：留言：要样品"),
    ("import_for_owner", ["展会.xlsx", 3, 0], "名单《展会.xlsx》已导入，3位新客户归您，请尽快联系。"),
    (
        "import_for_owner",
        ["展会.xlsx", 3, 2],
        "名单《展会.xlsx》已导入，3位新客户归您，您的2位老客户又出现，请尽快联系。",
    ),
    ("import_started", ["周敏", "10:05"], "周敏已确认 10:05，正在导入"),
    ("import_dropped", ["周敏", "10:05"], "周敏已放弃 10:05，没有导入任何数据"),
    ("import_undoing", ["周敏", "10:05"], "周敏已撤销 10:05，正在撤回"),
    ("import_undone", [3, 0], "已撤回3条新线索"),
    ("import_undone", [3, 1], "已撤回3条新线索，1条已有人跟进，予以保留"),
    ("import_unusable", ["展会.xlsx", "文件是空的"], "名单《展会.xlsx》没有导入：文件是空的。"),
    ("import_reading", [0], ""),
    ("import_reading", [3], "已读3行"),
    ("import_applying", [1, 3], "已导入1行，共3行"),
    ("import_taking_back", [1, 3], "已撤回1行，共3行"),
]
