"""Fixed openings that say exactly what is wanted, looked at before anything is guessed."""

from __future__ import annotations

import re

from crm.leads.stage import read_stage
from crm.notes.behaviour import TAGS
from crm.notes.depth import ACTS
from handlers import texts
from handlers.asides import takes_back
from handlers.context import Talk
from handlers.customers.customer_card import act_by_word
from handlers.customers.customer_meant import BOOK, name_of
from handlers.customers.keywords import customer_keywords
from handlers.customers.lookup import look_up_called
from handlers.customers.question import list_by_question
from handlers.customers.this_one import ABOUT_THIS_ONE, LAST_TALK, show_this_one, tell_last_talk
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
from handlers.texts import lead_texts, note_texts
from handlers.words import approve_by_word, open_draft, undo_by_word
from nlp.reading import Reading

LISTED = 10
SHORT = 30
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
    r"|^\s*(?P<who>[^\s,，。?？]{2,20}?)(?:现在|目前)?(?:是|归)?(?:谁|哪位|哪个人?)在?(?:负责|跟进?|对接|管)(?:着|的)?[呢呀啊]?\s*[?？]?\s*$"
)
_LISTED = re.compile(
    r"(?:客户|线索|合同|商机)(?:都?有(?:哪些|几[个家]|多少|谁)|列表|名单)?[?？。]*\s*$|多少|几[个家条]|新增"
)
_STAGE = re.compile(
    r"^\s*(?:把)?阶段\s*(?:改成|改为|改到|换成|调成|调整为|变成|设为)\s*(?P<stage>[\u4e00-\u9fff]{1,6})[吧了。]*\s*$"
)
_RIGHT = re.compile(
    r"^\s*(?:(?:全部?|都|全都)(?:是)?(?:对的?|没错|正确|没问题)|就这样|没毛病|就是这样)[了吧的]*[。!！~]*\s*$"
)
_WRONG = re.compile(
    r"^\s*(?:不对|错了|不是这[个样]|搞错了|弄错了|说错了|记错了|有问题|不是)[了吧啊呀]*[,，。!！~]*\s*$"
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
    if LAST_TALK.match(text):
        await tell_last_talk(talk)
        return True
    if ABOUT_THIS_ONE.match(text):
        await show_this_one(talk)
        return True
    if len(text) <= SHORT and _LISTED.search(text) and await list_by_question(talk, text):
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
    if (found := _STAGE.match(text)) is not None and read_stage(found["stage"]) is None:
        await talk.reply(lead_texts.STAGE_REFUSED)
        return True
    if _RIGHT.match(text):
        if not await _submit_by_word(talk):
            await approve_by_word(talk, Reading(), text)
        return True
    if _WRONG.match(text) and await _asked(talk) != "sure":
        await talk.reply(texts.WHAT_IS_WRONG)
        return True
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
        whose = found["whose"] or found["who"]
        if whose is None:
            return await look_up_called(talk, found["how"], others=False)
        if not await look_up_called(talk, whose, others=True):
            await talk.reply(texts.nothing_found(whose))
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


async def _asked(talk: Talk) -> str:
    """Return what the bot asked this person here, while it waits for an answer."""
    question = await talk.records.trail.question(talk.person.id, talk.here.platform, talk.now)
    return question.about if question is not None else ""


async def _submit_by_word(talk: Talk) -> bool:
    """`提交` saves the open follow-up, unless a lead's draft was touched later. False: neither waits, or the draft."""
    note, draft = await open_note_of(talk), await open_draft(talk)
    if note is None and draft is None and not await _asked(talk):
        await talk.reply(texts.NOTHING_TO_CONFIRM)
        return True
    if note is None or (draft is not None and (draft.updated_at, draft.id) > (note.updated_at, note.id)):
        return False
    await submit(talk, note, await talk.card(note_card_id(note)), by_word=True)
    return True
