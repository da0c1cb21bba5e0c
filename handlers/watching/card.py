"""How a missed first contact (F40), 48 hours of silence (F42) and a blown fuse (F41) look to the manager."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cards.card import Action, Card, Choice, Field, Option
from crm.customers.first_contact import MISSES_IN_A_ROW, Watch
from crm.leads.lead import SHANGHAI, Lead
from crm.people import User
from handlers.customers.customer_meant import name_of
from handlers.leads.draft_card import spoken_time

MOST = 10
EMPTY = "—"
REASSIGN, HELP = Action("reassign", "转派", "primary"), Action("help", "需协同支持")
MUTE = Action("mute", "不再提醒")
RELEASE = Action("release", "解禁", "primary")


def first_contact_card(
    lead: Lead, row: Watch, owner: User | None, took: str, others: Sequence[User], link: str
) -> Card:
    """Return the escalation of a first contact that did not come. There is no button that silences it."""
    return Card(
        id=f"first-{lead.id}-{row.assigned_at:%y%m%d%H%M}",
        rev=1,
        kind="watch",
        title="2小时未首次联系",
        fields=(
            Field("客户", name_of(lead) or EMPTY),
            Field("负责人", owner.name if owner is not None else EMPTY),
            Field("分配时间", _at(row.assigned_at)),
            Field("已过", took, colour="red"),
        ),
        choices=_choice(others),
        actions=(REASSIGN, HELP),
        link=link,
    )


def silence_card(lead: Lead, owner: User | None, since: datetime, took: str, others: Sequence[User], link: str) -> Card:
    """Return the reminder of a customer nobody wrote anything about for 48 hours."""
    last = f"{_at(since)}，{took}" if lead.last_contact_at is not None else f"还没有跟进，{took}"
    when = spoken_time(lead.next_time) if lead.next_action else ""
    step = f"{lead.next_action}（{when}）" if when else lead.next_action
    return Card(
        id=f"silence-{lead.id}-{since:%y%m%d%H%M}",
        rev=1,
        kind="watch",
        title="48小时未跟进",
        fields=(
            Field("客户", name_of(lead) or EMPTY),
            Field("负责人", owner.name if owner is not None else EMPTY),
            Field("最后跟进", last),
            Field("下一步", step or EMPTY),
        ),
        choices=_choice(others),
        actions=(REASSIGN, HELP, MUTE),
        link=link,
    )


def fuse_card(person: User, day: str) -> Card:
    """Return the notice that somebody gets no new leads today, and the one button that lifts it."""
    return Card(
        id=f"fuse-{person.id}-{day}",
        rev=1,
        kind="fuse",
        title="漏跟熔断",
        summary="当日不再分配新线索，次日自动恢复；需要时可以解禁。",
        fields=(
            Field("销售", person.name),
            Field("连续漏跟", f"{MISSES_IN_A_ROW}次首次联系", colour="red"),
            Field("冻结日期", day),
        ),
        actions=(RELEASE,),
    )


def _choice(others: Sequence[User]) -> tuple[Choice, ...]:
    options = tuple(Option(f"u-{user.id}", user.name) for user in others[:MOST])
    return (Choice("to", "转给", options),) if options else ()


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%m-%d %H:%M}"
