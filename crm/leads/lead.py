"""Leads: the three fields that matter (F01), what is missing, and when the next step is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm.leads.stage import Stage

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_CONTACT_LIMIT = timedelta(hours=2)  # F40
SILENCE_LIMIT = timedelta(hours=48)  # F42
END_OF_DAY = time(18, 0)

OPEN, INCOMPLETE, CLOSED = "跟进中", "待补全", "已关闭"


@dataclass
class Lead:
    """One prospect in somebody's care. Moments are aware UTC; `next_time` is as promised (date or ISO moment).

    `raw_company` is the name as typed where `company` is the standard one (F16); `master` the lead this one is folded
    under (F14).
    """

    id: str
    company: str
    contact: str
    phone: str
    owner: str
    created_at: datetime
    updated_at: datetime
    title: str = ""
    email: str = ""
    wechat: str = ""
    avatar: str = ""
    stage: str = Stage.FIRST_CONTACT.value
    status: str = OPEN
    channel: str = "未知"
    score: int | None = None
    tags: list[str] = field(default_factory=list)
    next_action: str = ""
    next_time: str = ""
    budget: float | None = None
    account_id: str | None = None
    last_contact_at: datetime | None = None
    due_at: datetime | None = None
    decision_role: str = ""
    asked_field: str = ""
    content_sent: str = ""
    sent_time: datetime | None = None
    acts: list[str] = field(default_factory=list)
    depth_score: str = "0/3"
    moved_at: datetime | None = None
    phone_key: str = ""
    mail_key: str = ""
    raw_company: str = ""
    master: str | None = None


def missing_fields(company: str, contact: str, phone: str) -> tuple[str, ...]:
    """Return the labels of F01's fields that are still empty, in the order they are asked for."""
    wanted = (("客户公司", company), ("联系人", contact), ("手机号", phone))
    return tuple(label for label, value in wanted if not value)


def promised_moment(next_time: str) -> datetime | None:
    """Return when a promise is due: the minute if one was given, else 18:00 of that day in Shanghai."""
    if not next_time:
        return None
    if len(next_time) == 10:
        return datetime.combine(date.fromisoformat(next_time), END_OF_DAY, SHANGHAI)
    moment = datetime.fromisoformat(next_time)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def next_due(lead: Lead) -> tuple[datetime, str]:
    """Return when this lead's next step is due, and why.

    A promise counts first; without one, a lead never contacted is due 2 h after it came in (F40) and a
    contacted one 48 h after the last contact (F42). See docs/rules/morning-digest.md.
    """
    promised = promised_moment(lead.next_time)
    if promised is not None:
        return promised, "约定的下一步"
    if lead.last_contact_at is None:
        return lead.created_at + FIRST_CONTACT_LIMIT, "2小时内首次联系"
    return lead.last_contact_at + SILENCE_LIMIT, "48小时内跟进"
