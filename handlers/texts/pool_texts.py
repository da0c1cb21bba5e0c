"""What is said about the common pool."""

from __future__ import annotations

POOL_EMPTY = "公共池里现在没有可认领的线索。"
PICK_ONE = "请先选一条线索，再点一次。"


def released_from_you(lead: str) -> str:
    """The former owner is told why it is gone."""
    return f"线索{lead}48小时未标记已联系，已放入公共池，由同事认领。"


def claimed_by(name: str, at: str) -> str:
    """Status on everybody's card."""
    return f"已由{name}认领 {at}"


def claimed(lead: str) -> str:
    """Whoever claimed it reads what to do."""
    return f"已认领{lead}，请在2小时内联系，首次跟进请提到客户的历史行为。"


def taken_from_pool(lead: str, name: str) -> str:
    """The former owner is told who has it."""
    return f"您原来的线索{lead}已由{name}认领。"


def too_late(lead: str) -> str:
    """Somebody else was faster."""
    return f"{lead or '这条线索'}已被认领了。"


def in_pool(lead: str, source: str, behaviour: str) -> str:
    """One lead of the list."""
    return f"{lead}（来源 {source}，{behaviour}）"
