"""Greetings, help, and everything we cannot read: always one polite answer, and a way to the customer meant (F51)."""

from __future__ import annotations

import re

from cards.card import Action, Card
from crm.leads.digest import TOP, top_overdue
from crm.leads.lead import CLOSED, Lead
from crm.rights.entries import may_use
from handlers import texts
from handlers.asides import asks, wants_time
from handlers.context import Talk, Tap
from handlers.customers.customer_card import show_customer
from handlers.customers.customer_meant import BOOK, name_of
from handlers.customers.lookup import look_up_number
from handlers.notes.follow_up import note_follow_up
from handlers.rights.visibility import visible_owners
from handlers.texts import customer_texts
from nlp.reading import Reading

PLACES = ("first", "second", "third")
LONGEST_NAME = 24
_THANKS = re.compile(
    r"(?:好的?|嗯+|ok)?[，,。\s]*(?:非常|太|多)?(?:谢谢|感谢|多谢|谢了|谢啦|辛苦|thanks?|thank you|3q)\S{0,4}", re.I
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_GREETING = re.compile(
    r"(?:@\S+\s+)?(?:你们?好|您好|大家好|哈喽|哈啰|嗨|喂|早|早安|早上好|上午好|中午好|下午好|晚上好|hi|hello|hey|在吗|在不在|在么)"
    r"(?:呀|啊|哦|哈|啦|么)?(?:[，,。!！\s]*(?:在吗|在不在|小助手|助手|今天\S{0,6}|新的一天\S{0,6}))?",
    re.I,
)
_HEARD = re.compile(
    r"(?:好+的?|收到|知道|明白|了解|行|嗯+|ok|okay|没事|不用|哈+|呵+|嘿+|再见|拜拜|晚安|下班|赞|厉害|不错|👍|👌)"
    r"(?:了|啦|哦|噢|呀|啊|的|吧)*(?:[，,。\s]*(?:好+的?|收到|知道|明白|了解)(?:了|啦)?)?",
    re.I,
)
_TOLD = re.compile(
    r"(?:[\u4e00-\u9fff](?:总|工|哥|姐|经理|主任|老师|老板|先生|女士|科长|处长|院长|厂长)|客户|对方|甲方)(?:那边|这边|他们)?"
    r"(?:今天|刚才?|又|还|也|已经)?(?:说|讲|让|问|表示|觉得|回复|反馈|答应|同意|希望|担心|没回|不接|要|想)"
)
_NUMBER = re.compile(r"1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}")


async def greet(talk: Talk) -> None:
    """The home line, with the three customers that need this person most as buttons."""
    top = await top_customers(talk)
    if not top:
        await talk.ask("home", "", texts.HOME)
        return
    buttons = tuple(Action(place, name_of(lead)) for place, lead in zip(PLACES, top, strict=False))
    card = Card(
        id=f"home-{talk.around.new_id()}",
        rev=1,
        kind="home",
        title=texts.HOME,
        summary=texts.HOME_HINT,
        actions=buttons,
    )
    await talk.show(card, "home:" + ",".join(lead.id for lead in top))
    await talk.wait_for("home", "")


async def tap_home(tap: Tap) -> None:
    """A name on the home card: that customer's card."""
    ids = tap.subject.removeprefix("home:").split(",")
    lead = await tap.records.leads.get(ids[PLACES.index(tap.action)])
    owners = await visible_owners(tap, tap.person)
    if lead is None or (owners is not None and lead.owner not in owners):
        await tap.reply(texts.CARD_FOREIGN)
        return
    await tap.records.trail.answered(tap.person.id, tap.here.platform)
    await show_customer(tap, lead)


async def top_customers(talk: Talk) -> list[Lead]:
    """Return up to three customers: the most overdue first, then those touched last."""
    owners = await visible_owners(talk, talk.person)
    book = await talk.records.leads.book(owners if owners is not None else [talk.person.id], BOOK)
    known = [lead for lead in book if lead.status != CLOSED and name_of(lead)]
    late = [item.lead for item in top_overdue(known, talk.now)]
    return [*late, *(lead for lead in known if lead not in late)][:TOP]


async def take_name(talk: Talk, text: str) -> bool:
    """Show the customer a bare name means. False: it is no name this person knows."""
    words = text.strip().rstrip("。.!！?？吧呢的")
    if not words or len(words) > LONGEST_NAME:
        return False
    owners = await visible_owners(talk, talk.person)
    found = [lead for lead in await talk.records.leads.named(words, owners, 6) if lead.status != CLOSED]
    if not found:
        return False
    exact = [lead for lead in found if words in (lead.company, lead.contact)] or found
    names = list(dict.fromkeys(name_of(lead) for lead in exact))
    if len(names) > 1:
        await talk.ask("home", "", texts.which_customer(names))
        return True
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    await show_customer(talk, exact[0])
    return True


async def help_(talk: Talk, reading: Reading, text: str) -> None:
    """What can be said."""
    await talk.reply(texts.HELP)


def is_greeting(text: str) -> bool:
    """Tell a greeting, with or without a word about the day behind it."""
    short = _CONTROL.sub("", text).strip().rstrip("!！。.~～，, ?？")
    return bool(_GREETING.fullmatch(short))


def is_polite(text: str) -> bool:
    """Tell thanks and nods from words that say something."""
    short = text.strip().rstrip("!！。.~～，, ")
    return bool(_THANKS.fullmatch(short) or _HEARD.fullmatch(short))


async def small_talk(talk: Talk, reading: Reading, text: str) -> None:
    """A greeting gets the home line, a known name its card, anything else an honest answer."""
    short = text.strip().rstrip("!！。.~～，, ")
    if is_greeting(text):
        await greet(talk)
    elif _THANKS.fullmatch(short):
        await talk.reply(texts.THANKED)
    elif _HEARD.fullmatch(short):
        await talk.reply(texts.NOTED)
    elif wants_time(short):
        await talk.reply(texts.WAITING)
    elif _NUMBER.fullmatch(short):
        await look_up_number(talk, short)
    elif len(short) >= 2 and await take_name(talk, text):
        return
    elif _TOLD.search(text) and may_use(talk.person, "intent:followup_note"):
        await note_follow_up(talk, reading, text)
    else:
        await talk.reply(customer_texts.QUESTION_FORM if asks(text) else texts.NOT_UNDERSTOOD)
