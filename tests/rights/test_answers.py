"""F94 over everything the bot asks: the words that answer a question change nothing of a customer that is not theirs.

A question may wait for half an hour, in which the customer can go to somebody else, or the right to change can be
taken away. So each answer is tried on customers that the person may not see, and, by one who may see everybody's and
change nobody's, on all of them; with every sentence and button too. A new question without a line here fails the build.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import product

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from cards.token import ButtonToken
from crm.customers.door import HELD
from crm.leads.draft import Draft, Todo
from crm.notes.follow_up import FIRST, Note
from crm.people import Role, User
from crm.rights.reach import Act, Reach
from crm.trail import Question
from handlers.answers import ANSWERS
from handlers.conversation import hear, press
from handlers.inbound import Actor, CardAction, InboundMessage
from handlers.router import BUTTONS
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords
from tests.rights import world
from tests.rights.test_everywhere import HERE, SAID, SUBJECTS, VALUES, forbidden, of, person_of, told_too_much, tried
from tests.rights.world import GONE, MATE, NOW, OTHER, Mouth, fill, name, shelve, talk_in

ASKED: dict[str, tuple[str, str]] = {
    "contract_end": ("c-{}", "2027-11-19"),
    "door": ("door-{}", "关联"),
    "draft_fields": ("d-{}", "13600001111"),
    "first_summary": ("n-{}", "今天电话沟通了交付时间和付款方式还有培训安排"),
    "home": ("", "{name}"),
    "lead_fields": ("l-{}", "13600001111"),
    "note_extra": ("n-{}", "50万"),
    "note_next_step": ("n-{}", "客户下周内部评审"),
    "note_promised_time": ("n-{}", "下周三"),
    "note_solved": ("n-{}", "讲清楚了价格构成"),
    "note_text": ("", "{name}今天聊了价格，下周三寄样"),
    "progress": ("l-{}:budget", "50万"),
    "reject_reason": ("a-{}", "价格太低"),
    "remind_time": ("t-{}", "明天下午三点"),
    "remind_what": ("2026-11-21T15:00:00+08:00", "给{name}打电话"),
    "stage_reason": ("l-{}:QUOTING", "客户要正式报价"),
    "sure": ("d-{}", "是"),
}
"""What each question is about, and words that answer it."""

WATCHER = User("finance", "问finance", Role.FINANCE, "华东组", grants={Act.SEE.value: Reach.ALL.value})
"""Somebody to whom a rule gave the sight of all customers, and nothing else."""

OWNED = (MATE, GONE, OTHER)
PAPERS = ("note:", "draft:", "todo:")
"""The person's own work about a customer: it may change, the customer may not."""


def test_every_question_is_tried() -> None:
    assert set(ASKED) == ANSWERS


async def test_no_answer_reaches_a_customer_out_of_sight(database: Database) -> None:
    map_records()
    wrong: list[str] = []
    async with database.sessions() as session:
        await fill(session)
        for role, about in product(Role, sorted(ANSWERS)):
            for key in forbidden(role):
                changed, mouth = await answered(session, person_of(role), about, ASKED[about][0].format(key), key)
                where = f"{role} answers {about} of {key}"
                assert mouth.sent, f"{where}: no answer"
                wrong += told_too_much(mouth, key, where) + [f"{where} changed {one}" for one in changed]
        await session.rollback()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("person", [person_of(Role.SALES), WATCHER], ids=["gone since", "seen only"])
async def test_what_was_begun_changes_nothing_that_is_not_the_persons_to_change(
    database: Database, person: User
) -> None:
    map_records()
    wrong: list[str] = []
    async with database.sessions() as session:
        await fill(session)
        doors = await put_into_hands(session, person)
        for about, key in product(sorted(ANSWERS), OWNED):
            subject = doors[key] if about == "door" else ASKED[about][0].format(key)
            changed, mouth = await answered(session, person, about, subject, key)
            assert mouth.sent, f"{about} of {key}: no answer"
            wrong += [f"answering {about} changed {one}" for one in changed if not one.startswith(PAPERS)]
        await session.rollback()
    assert not wrong, "\n".join(wrong)


async def test_who_may_only_see_changes_nothing_by_any_sentence_or_button(database: Database) -> None:
    map_records()
    wrong: list[str] = []
    async with database.sessions() as session:
        await fill(session)
        for entry, key in product(SAID, OWNED):
            text = SAID[entry].format(name(key), "自家", owner=world.OWNERS[key], me="问finance")
            talk, mouth = talk_in(session, WATCHER)
            message = InboundMessage("k", HERE, Actor("wecom", "c", WATCHER.id), NOW, text)
            changed = of(key, await tried(session, partial(hear, talk, message)))
            assert mouth.sent, f"{entry}: no answer"
            wrong += [f"`{text}` changed {one}" for one in changed]
        event = CardAction("k", "sealed", Actor("wecom", "c", WATCHER.id), HERE, NOW, VALUES)
        for (kind, action), key in product(BUTTONS, OWNED):
            subject = SUBJECTS[kind].format(key, owner=world.OWNERS[key])
            card = await shelve(SessionRecords(session), kind, subject, [WATCHER.id])
            talk, _ = talk_in(session, WATCHER)
            token = ButtonToken(action, card.id, 1)
            changed = of(key, await tried(session, partial(press, talk, event, {"sealed": token}.__getitem__)))
            wrong += [f"{kind}.{action} changed {one}" for one in changed]
        await session.rollback()
    assert not wrong, "\n".join(wrong)


async def answered(session: AsyncSession, person: User, about: str, subject: str, key: str) -> tuple[set[str], Mouth]:
    """Let the person answer an open question; return which records of the customer it changed, and what was said."""
    talk, mouth = talk_in(session, person)
    question = Question(person.id, "wecom", about, subject, NOW + timedelta(minutes=9))
    words = ASKED[about][1].format(name=name(key))
    message = InboundMessage("k", HERE, Actor("wecom", "c", person.id), NOW, words)

    async def ask_and_hear() -> None:
        await talk.records.trail.ask(question)
        note = await talk.records.notes.get(f"n-{key}")
        if note is not None and note.owner == person.id and about == "first_summary":
            note.state = FIRST
        await hear(talk, message)

    return of(key, await tried(session, ask_and_hear)), mouth


async def put_into_hands(session: AsyncSession, person: User) -> dict[str, str]:
    """Give the person what talk about each customer left: a note to complete, a change held back, a to-do.

    Returns the card at the door (F15) by customer.
    """
    records, doors = SessionRecords(session), {}
    for key in OWNED:
        note = await session.get_one(Note, f"n-{key}")
        draft = await session.get_one(Draft, f"d-{key}")
        todo = await session.get_one(Todo, f"t-{key}")
        note.owner = draft.owner = todo.owner = person.id
        note.solved, note.next_step, note.promised_time = "讲清楚了价格", "客户内部评审", "2026-11-25"
        draft.state, draft.lead_id, draft.phone = HELD, f"l-{key}", "13600001111"
        doors[key] = (await shelve(records, "door", f"draft:d-{key}", [person.id])).id
    await session.flush()
    return doors
