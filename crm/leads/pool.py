"""The common pool (F31): what nobody contacted in 48 hours goes there, and a colleague of the team may claim it."""

from __future__ import annotations

from datetime import datetime, timedelta

from crm.customers.first_contact import Watch
from crm.leads.assignment import OWNERS
from crm.people import User

RELEASE_AFTER = timedelta(hours=48)
A_DAY = 3
"""F45: each claims three."""
POOL, RELEASE = "公共池", "release"


def released(watch: Watch | None, owner: str, now: datetime) -> bool:
    """Decide whether somebody has had a lead for 48 hours without marking it 已联系. Plain hours, not working time."""
    if watch is None or not owner or watch.owner != owner or watch.contacted_at is not None:
        return False
    return now >= watch.assigned_at + RELEASE_AFTER


def may_claim(person: User, former: str, team: str, frozen: bool, today: int) -> str:
    """Return why a person may not claim a lead that `former` of this team had, or an empty text.

    `today`: how many they have claimed today; `frozen`: their fuse is blown (F41).
    """
    if not person.active or person.role not in OWNERS or (team and person.team != team):
        return "这条线索只能由本区域的销售认领。"
    if person.id == former:
        return "这条线索刚从您名下释放，请留给同事认领。"
    if frozen:
        return "您今天已暂停接收新线索，不能认领。"
    return f"每人每天最多认领{A_DAY}条，明天再来。" if today >= A_DAY else ""
