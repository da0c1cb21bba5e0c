"""The exact words of `handlers/texts/pool_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "POOL_EMPTY": "公共池里现在没有可认领的线索。",
    "PICK_ONE": "请先选一条线索，再点一次。",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("released_from_you", ["安克创新"], "线索安克创新48小时未标记已联系，已放入公共池，由同事认领。"),
    ("claimed_by", ["李娜", "10:05"], "已由李娜认领 10:05"),
    ("claimed", ["安克创新"], "已认领安克创新，请在2小时内联系，首次跟进请提到客户的历史行为。"),
    ("taken_from_pool", ["安克创新", "李娜"], "您原来的线索安克创新已由李娜认领。"),
    ("too_late", ["安克创新"], "安克创新已被认领了。"),
    ("too_late", [""], "这条线索已被认领了。"),
    ("in_pool", ["安克创新", "官网", "要100台样机"], "安克创新（来源 官网，要100台样机）"),
]
