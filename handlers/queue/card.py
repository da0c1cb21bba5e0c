"""The cards of the queue: standing still, with the way out of it (F101), and giving leads by hand (F34)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cards.card import Action, Card, Choice, Field, Option
from crm.leads.lead import SHANGHAI, Lead
from crm.leads.routing import BY_HAND_AFTER, RECOVERED_WITHIN
from crm.people import User
from handlers.customers.customer_meant import name_of
from handlers.texts import queue_texts as said

MOST, SHOWN = 10, 5
EMPTY = "—"
PAUSE, RESUME = Action("pause", "暂停自动分配", "primary"), Action("resume", "恢复自动分配", "primary")
FALLBACK, RERUN = Action("fallback", "转给兜底负责人"), Action("rerun", "重跑分配")
GIVE = Action("give", "分配", "primary")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known about a queue that stands still."""

    since: datetime
    waiting: int
    runs: int
    sources: Sequence[str]
    causes: Sequence[str]
    fallback: User | None
    paused: bool


def stall_card(
    card_id: str, rev: int, now: datetime, found: Standing, able: Sequence[User], status: str = "", source: str = ""
) -> Card:
    """Return the recovery card: what happened, why, who takes over, and each step on a button.

    With a `source` the queue does not stand: no branch fits that source, and the fallback owner takes it.
    """
    first = [found.fallback] if found.fallback is not None else []
    people = [*first, *(user for user in able if user not in first)][:MOST]
    chosen = (f"u-{found.fallback.id}",) if found.fallback is not None else ()
    options = tuple(Option(f"u-{user.id}", user.name) for user in people)
    return Card(
        id=card_id,
        rev=rev,
        kind="stall",
        title="分配未命中规则" if source else "分配停滞",
        status=status,
        summary=said.STEPS,
        fields=(
            Field(
                "未命中自" if source else "停滞自",
                said.stalled_for(clock(found.since), minutes(now - found.since)),
                colour="red",
            ),
            Field("待分配", f"{found.waiting}条"),
            Field("运行日志", said.run_log(found.runs, [source] if source else found.sources)),
            Field("可能原因", "；".join(found.causes) or EMPTY),
            Field("兜底负责人", found.fallback.name if found.fallback is not None else "未设置"),
            Field(
                "恢复目标", said.recover_by(clock(found.since + RECOVERED_WITHIN), clock(found.since + BY_HAND_AFTER))
            ),
        ),
        choices=(Choice("to", "兜底负责人", options, selected=chosen),) if options else (),
        actions=(RESUME if found.paused else PAUSE, FALLBACK, RERUN),
    )


def hand_card(card_id: str, count: int, leads: Sequence[Lead], to: Sequence[User], is_paused: bool) -> Card:
    """Return the queue as a card on which a manager gives leads one by one."""
    options = tuple(Option(f"l-{lead.id}", name_of(lead) or lead.id) for lead in leads[:MOST])
    people = tuple(Option(f"u-{user.id}", user.name) for user in to[:MOST])
    lines = tuple(
        Field(str(place), said.in_queue(name_of(lead) or lead.id, lead.channel, clock(lead.created_at)))
        for place, lead in enumerate(leads[:SHOWN], 1)
    )
    return Card(
        id=card_id,
        rev=1,
        kind="queue",
        title="手动分配",
        fields=(Field("待分配", f"{count}条", colour="red" if count else None), *lines),
        choices=(Choice("lead", "线索", options, selected=(options[0].id,)), Choice("to", "分给", people))
        if options and people
        else (),
        actions=(*((GIVE,) if options and people else ()), RESUME if is_paused else RERUN),
    )


def clock(moment: datetime) -> str:
    """Return the time of day in Shanghai."""
    return f"{moment.astimezone(SHANGHAI):%H:%M}"


def minutes(span: timedelta) -> int:
    """Return whole minutes."""
    return int(span.total_seconds() // 60)
