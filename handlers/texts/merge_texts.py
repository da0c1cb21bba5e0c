"""What is said about merging customers, taking that back, and doubtful groups."""

from __future__ import annotations

from collections.abc import Sequence

MERGE_FORM = "请这样说：合并 安克创新 和 Anker Inc.（前一个为主），或：把 甲 合并到 乙。"
MERGE_CHANGED = "客户资料刚有变化，已更新预览，请再看一眼。"
MERGE_GONE = "这些客户已经合并过，或者已经不在了。"
MERGE_ONE = "这几个名字已经是同一个客户，不用合并。"
SPLIT_FORM = "请说要拆分哪个客户，比如：拆分 安克创新。"
NO_REVIEWS = "现在没有待复核的疑似重复。"
STANDARD_FORM = "请这样说：标准名 ANKER=安克创新"
SPLIT_LATER = "这个客户后来又并入了别的客户，请先拆分后来那一次。"


def too_many_sides(most: int) -> str:
    """More customers than one card can show."""
    return f"一次最多合并{most}个客户，请分几次。"


def merged_at(at: str) -> str:
    """Status on the card of a merge that is done."""
    return f"已合并 {at}"


def split_at(at: str) -> str:
    """Status on the card of a merge that was taken back."""
    return f"已拆分 {at}"


def split_done(name: str, sides: int, records: int) -> str:
    """A merge was taken back."""
    return f"已拆分：{name}恢复为{sides}个客户，{records}条记录回到原处，之后补充的也各归各家。"


def split_told(name: str, person: str) -> str:
    """Owners are told of that."""
    return f"{person}已拆分客户{name}，您的客户已恢复原样。"


def merged_into(name: str, master: str) -> str:
    """A folded lead says where it went."""
    return f"{name}已并入{master}，跟进都在那里。"


def not_duplicate(name: str, at: str) -> str:
    """Status on a review card that was turned down."""
    return f"{name}判定不是重复 {at}，以后不再提示"


def reviews_waiting(names: Sequence[str], link: str) -> str:
    """What waits for this person, and where the board is."""
    return f"待复核{len(names)}组：{'；'.join(names)}。逐条处理：{link}"


def inquired_already(name: str, day: str, channel: str, owner: str, stage: str) -> str:
    """Somebody is about to quote a customer who has asked elsewhere (F17)."""
    where = f"由{owner}跟进，{stage}" if owner else "待分配"
    return f"注意：{name}已询过盘（{day} {channel}，{where}），报价前请先沟通，避免重复报价。"


def standard_kept(alias: str, standard: str, renamed: int) -> str:
    """A standard name was set by chat."""
    return f"已记下：{alias} 统一为{standard}" + (f"，{renamed}个客户已改名，原名保留。" if renamed else "。")
