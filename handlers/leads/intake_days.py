"""Each day of each channel closed: what it says it sent, what came, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from crm.intake.judging import LINKED, MADE, QUARANTINED, REPEATED
from crm.people import Role
from handlers.context import SHANGHAI, Work
from handlers.texts import intake_texts

DAYS_OPEN = 7
UNSAID, AGREED, DIFFERENT = "未报发送数", "一致", "不一致"
NOTHING: Mapping[str, int] = {"received": 0, MADE: 0, LINKED: 0, QUARANTINED: 0, REPEATED: 0}


async def close_days(work: Work, titles: Mapping[str, str]) -> None:
    """Write the rows of the last week: what each channel says it sent, what came, and what became of it.

    A week, because a channel may say late what it sent and the service may have been down. A difference is told once.
    """
    today = work.now.astimezone(SHANGHAI).date()
    for back in range(DAYS_OPEN, 0, -1):
        await _close_day(work, today - timedelta(days=back), titles)


async def _close_day(work: Work, day: date, titles: Mapping[str, str]) -> None:
    counted = await work.records.intake.counts(_midnight(day), _midnight(day + timedelta(days=1)))
    standing = await work.records.intake.day(day.isoformat())
    for name in sorted({*counted, *standing}):
        counts = counted.get(name, NOTHING)
        said, before = standing.get(name, (None, ""))
        verdict = UNSAID if said is None else AGREED if said == counts["received"] else DIFFERENT
        await work.records.intake.put_day(name, day.isoformat(), counts, verdict, work.now)
        if verdict == DIFFERENT != before:
            text = intake_texts.intake_differs(titles.get(name, name), day.isoformat(), said or 0, counts["received"])
            await work.tell_role(Role.ADMIN, text)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
