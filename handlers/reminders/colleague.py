"""`提醒李娜明天给安克发合同`: a colleague is reminded where the speaker may order that, else the speaker alone."""

from __future__ import annotations

import re

from crm.leads.draft import Todo
from crm.people import User
from crm.rights.entries import may_use
from crm.rights.reminding import may_remind
from handlers.context import Talk, Work
from handlers.texts import reminder_texts

_ORDER = re.compile(
    r"^\s*(?:麻烦|请|帮我|帮忙|你|到时候?|记得)*(?:(?P<plain>提醒)|通知|转告|告诉|[让叫喊])(?:一下|一声|下)?\s*(?P<rest>\S.*)$",
    re.S,
)


async def colleague_meant(talk: Talk, text: str) -> tuple[User | None, str]:
    """Return the one colleague whom the order names, and what stands behind the name. None: nobody, or two."""
    found = _ORDER.match(text)
    if found is None or found["rest"].startswith("我"):
        return None, ""
    rest = found["rest"]
    named = [user for user in await talk.records.people.everyone() if user.active and rest.startswith(user.name)]
    if len({user.id for user in named}) != 1:
        return None, rest if found["plain"] else ""
    return named[0], rest.removeprefix(named[0].name).lstrip(" ，,：:、")


async def hand_to(talk: Talk, todo: Todo, whom: User) -> None:
    """Make the to-do the colleague's. It stands beside the customer only where the colleague may see that one."""
    todo.owner, todo.asked_by = whom.id, talk.person.id
    if todo.lead_id is not None and await talk.records.rights.one(whom, todo.lead_id) is None:
        todo.lead_id = None


def why_only_you(talk: Talk, whom: User | None, named: str) -> str:
    """Return why only the speaker is reminded; nothing when the colleague is, or nobody else was named."""
    if whom is None:
        return reminder_texts.ONLY_YOU if named else ""
    if whom.id == talk.person.id or may_remind(talk.person, whom):
        return ""
    return reminder_texts.not_yours_to_remind(whom.name)


async def still_allowed(work: Work, todo: Todo, whom: User | None) -> bool:
    """Return whether the colleague may be reminded now, asked again at the act; if not, whoever ordered it is told."""
    by = await work.records.people.get(todo.asked_by)
    if whom is not None and by is not None and may_remind(by, whom) and may_use(by, "intent:remind"):
        return True
    if by is not None and by.active:
        await work.tell(by, reminder_texts.not_reminded(whom.name if whom is not None else "", todo.what))
    return False
