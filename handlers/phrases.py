"""Fixed openings that say exactly what is wanted, looked at before anything is guessed."""

from __future__ import annotations

import re

from crm.notes.behaviour import TAGS
from crm.notes.depth import ACTS
from handlers import texts
from handlers.asides import takes_back
from handlers.context import Talk
from handlers.customers.customer_card import act_by_word
from handlers.customers.customer_meant import BOOK, name_of
from handlers.customers.keywords import customer_keywords
from handlers.customers.lookup import look_up_called
from handlers.leads.not_a_lead import refusal
from handlers.notes import first_contact
from handlers.notes.known_talk import talk_of_this_one
from handlers.notes.note_card import note_card_id
from handlers.notes.note_submit import open_note_of, submit
from handlers.queue.assignment import hand_on
from handlers.reminders import agenda
from handlers.reminders.cancelling import CANCELLED, cancel_by_word
from handlers.reminders.reminder import order_by_word
from handlers.reminders.why import WHY, tell_why
from handlers.rights.visibility import visible_owners
from handlers.texts import note_texts
from handlers.words import open_draft, undo_by_word
from nlp.reading import Reading

LISTED = 10
_KEYWORDS = re.compile(r"^\s*(?:查一?下?)?(?:关键词|关键字)[\s:：]*(?P<name>\S.*)?$")
_UNSTEPPED = re.compile(
    r"^\s*(?:查(?:看|一下)?|列出|筛选)?\s*(?:未填写?|没填|缺)下一步(?:动作)?(?:的?(?:客户|跟进|记录))?\s*$"
)
_TAG_LIST = re.compile(r"^\s*(?:全部|所有|预置)?(?:客户|行为)?标签(?:列表|有哪些)?\s*[?？]?\s*$")
_FIRST = re.compile(r"^\s*首次联系(?:记录|客户)?(?:[\s:：,，]+(?P<words>.*))?$", re.S)
_LABELS = "|".join(re.escape(act.label) for act in ACTS)
_ACT = re.compile(rf"^\s*(?:给.{{1,16}})?已?(?:{_LABELS})(?:\s*(?:给|[:：])?\s*\S{{1,24}})?\s*$")
_ASKED_AFTER = re.compile(
    r"^\s*(?:(?:现在|目前)?(?:是)?谁在?(?:负责|跟进?|对接|管)(?:着|的是)?\s*(?P<whose>[^\s,，。?？]{2,20}?)"
    r"|(?P<how>[^\s,，。?？]{2,20}?)(?:那边|这边|现在|目前|最近|的)?(?:是)?(?:什么|啥|怎么?样|咋样|如何)(?:情况|进展|状态|阶段)?)"
    r"(?:了|啦|呢|呀|啊)?\s*[?？]?\s*$"
)
_WHO = re.compile(
    r"^\s*[你您](?:是(?:谁|什么|哪位|机器人|真人|干嘛|做什么)|叫(?:什么|啥))\S{0,6}$|^\s*(?:自我介绍|介绍一?下(?:你|自己))\S{0,4}$"
)
_SUBMIT = re.compile(r"^\s*(?:提交|确认|保存|确认提交)[。!！~]*\s*$")


async def say_phrase(talk: Talk, text: str) -> bool:
    """Answer a fixed opening. False: the message is none."""
    refused = refusal(text)
    if refused:
        await talk.reply(refused)
        return True
    if len(text) > 1000:
        return False
    if takes_back(text):
        await undo_by_word(talk, Reading(), text)
        return True
    if _WHO.match(text):
        await talk.reply(texts.WHO)
        return True
    if WHY.match(text):
        await tell_why(talk, text)
        return True
    if CANCELLED.match(text) and await cancel_by_word(talk, text):
        return True
    if await order_by_word(talk, text):
        return True
    if await hand_on(talk, text):
        return True
    if _SUBMIT.match(text):
        return await _submit_by_word(talk)
    if _UNSTEPPED.match(text):
        await list_without_next_step(talk)
    elif (found := _KEYWORDS.match(text)) is not None:
        await customer_keywords(talk, (found["name"] or "").strip())
    elif _TAG_LIST.match(text):
        await talk.reply(note_texts.tag_list(TAGS))
    elif (found := _FIRST.match(text)) is not None:
        await first_contact.tell_first_contact(talk, (found["words"] or "").strip())
    elif (found := agenda.ASKED.match(text)) is not None:
        await agenda.tell_agenda(talk, found["day"] or "")
    elif _ACT.match(text):
        await act_by_word(talk, text)
    elif (found := _ASKED_AFTER.match(text)) is not None:
        return await look_up_called(talk, found["whose"] or found["how"], found["whose"] is not None)
    else:
        return await talk_of_this_one(talk, text)
    return True


async def list_without_next_step(talk: Talk) -> None:
    """`未填写下一步动作`: stored follow-ups that name no next step, the newest first (F06)."""
    owners = await visible_owners(talk, talk.person)
    notes = await talk.records.notes.without_next_step(owners, LISTED)
    leads = {lead.id: lead for lead in await talk.records.leads.book(owners or [talk.person.id], BOOK)}
    lines = [
        f"{talk.day_and_clock(note.at)} {name_of(leads.get(note.lead_id or '')) or '未关联客户'}：{note.text[:30]}"
        for note in notes
    ]
    await talk.reply(note_texts.without_next_step(lines))


async def _submit_by_word(talk: Talk) -> bool:
    """`提交` saves the open follow-up, unless a lead's draft was touched later."""
    note, draft = await open_note_of(talk), await open_draft(talk)
    if note is None or (draft is not None and (draft.updated_at, draft.id) > (note.updated_at, note.id)):
        return False
    await submit(talk, note, await talk.card(note_card_id(note)), by_word=True)
    return True
