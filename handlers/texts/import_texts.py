"""What is said about imports of tables."""

from __future__ import annotations

from collections.abc import Mapping

from crm.intake import sheet

IMPORT_NOTHING = "还没有导入过表格。"
IMPORT_MOVED = "这次导入已经处理过了。"


def import_counts(counts: Mapping[str, int]) -> str:
    """How many rows became what."""
    order = (sheet.MAKE, sheet.LINK, sheet.REPEAT, sheet.REFUSE, sheet.KEPT)
    said = [f"{verdict}{counts[verdict]}" for verdict in order if counts.get(verdict)]
    return "、".join(said) or "没有可用的行"


def import_line(name: str, state: str, counts: str, import_id: str) -> str:
    """One import in a list."""
    return f"{name}：{state}，{counts}（编号 {import_id}）"


def import_again(name: str, number: int, words: str) -> str:
    """A known customer stands in a table once more: what the row says becomes a follow-up."""
    return f"名单《{name}》第{number}行再次出现" + (f"：{words}" if words else "")


def import_for_owner(name: str, new: int, again: int) -> str:
    """An owner is told once about everything of theirs in a table."""
    told = [f"{new}位新客户归您"] if new else []
    told += [f"您的{again}位老客户又出现"] if again else []
    return f"名单《{name}》已导入，{'，'.join(told)}，请尽快联系。"


def import_started(by: str, at: str) -> str:
    """Status on a preview that was agreed to."""
    return f"{by}已确认 {at}，正在导入"


def import_dropped(by: str, at: str) -> str:
    """Status on a preview that was turned down."""
    return f"{by}已放弃 {at}，没有导入任何数据"


def import_undoing(by: str, at: str) -> str:
    """Status while an import is taken back."""
    return f"{by}已撤销 {at}，正在撤回"


def import_undone(removed: int, kept: int) -> str:
    """Status when an import was taken back."""
    left = f"，{kept}条已有人跟进，予以保留" if kept else ""
    return f"已撤回{removed}条新线索{left}"


def import_unusable(name: str, reason: str) -> str:
    """A file holds no table."""
    return f"名单《{name}》没有导入：{reason}。"[:120]


def import_reading(staged: int) -> str:
    """How far the reading of a file is."""
    return f"已读{staged}行" if staged else ""


def import_applying(applied: int, staged: int) -> str:
    """How far an import is."""
    return f"已导入{applied}行，共{staged}行"


def import_taking_back(undone: int, staged: int) -> str:
    """How far the way back is."""
    return f"已撤回{undone}行，共{staged}行"
