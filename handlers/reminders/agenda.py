"""`今天有什么安排`: what this person promised to do, day by day, and what is late."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from crm.leads.lead import CLOSED, promised_moment
from handlers.context import SHANGHAI, Talk
from handlers.customers.customer_meant import BOOK, name_of
from handlers.texts import reminder_texts

LATE = timedelta(days=7)
LISTED = 10
ASKED = re.compile(
    r"^\s*(?:我|看看?|查一?下)?(?P<day>今[天日]|明[天日]|后天|[本这下]周)(?:我)?(?:都)?(?:还)?"
    r"(?:有?(?:什么|哪些|啥)?(?:安排|待办|日程|计划|工作)|[该要]?(?:做|跟进?|联系|拜访|见)(?:什么|谁|哪些|哪几|啥)\S{0,4})(?:吗|呢|啊|呀)?\s*[?？。]?\s*$"
    r"|^\s*(?:我的|查看|看看)?(?:待办|日程)(?:事项|列表)?\s*[?？。]?\s*$"
)
_LAST = {"今": 0, "明": 1, "后": 2}


async def tell_agenda(talk: Talk, day: str) -> None:
    """List the open to-dos and the customers' next steps of that day or week; of today also what is late."""
    first, last = _span(talk.now, day)
    since = talk.now - LATE if first.date() == talk.now.astimezone(SHANGHAI).date() else first
    todos = await talk.records.notes.open_todos(talk.person.id, since, last, LISTED)
    leads = {lead.id: lead for lead in await talk.records.leads.book([talk.person.id], BOOK) if lead.status != CLOSED}
    rows = [(todo.due_at, todo.what, name_of(leads.get(todo.lead_id or ""))) for todo in todos if todo.due_at]
    told = {todo.lead_id for todo in todos}
    for lead in leads.values():
        at = promised_moment(lead.next_time)
        if lead.next_action and at is not None and since <= at < last and lead.id not in told:
            rows.append((at, lead.next_action, name_of(lead)))
    lines = [_line(talk, at, what, name) for at, what, name in sorted(rows, key=lambda row: row[0])[:LISTED]]
    await talk.reply(reminder_texts.agenda(day or "今天", lines))


def _span(now: datetime, day: str) -> tuple[datetime, datetime]:
    """Return the first and the first no longer meant moment of `今天`, `明天`, `后天` or `本周`."""
    today = datetime.combine(now.astimezone(SHANGHAI).date(), time(), SHANGHAI)
    if day.startswith("下"):
        monday = today + timedelta(days=7 - today.weekday())
        return monday, monday + timedelta(days=7)
    if day.endswith("周"):
        return today, today + timedelta(days=7 - today.weekday())
    first = today + timedelta(days=_LAST.get(day[:1], 0))
    return first, first + timedelta(days=1)


def _line(talk: Talk, at: datetime, what: str, name: str) -> str:
    late = "（已过期）" if at < talk.now else ""
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M} {what}{f'（{name}）' if name and name not in what else ''}{late}"
