"""Everything that orders nothing: one polite answer, news of somebody unnamed, or an honest `这句我没听懂`."""

from __future__ import annotations

import re

from crm.rights.entries import may_use
from handlers import manners, texts
from handlers.asides import asks, wants_time
from handlers.context import Talk
from handlers.customers.customer_meant import looked_at
from handlers.customers.lookup import look_up_number
from handlers.home import greet, take_name
from handlers.notes.follow_up import note_follow_up
from handlers.texts import customer_texts
from nlp.reading import Reading

_NUMBER = re.compile(r"1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}")


async def small_talk(talk: Talk, reading: Reading, text: str) -> None:
    """A greeting gets the home line, a known name its card, anything else an honest answer."""
    short = text.strip().rstrip("!！。.~～，, ")
    if manners.is_greeting(text):
        await greet(talk)
    elif (said := _polite_answer(text)) is not None:
        await talk.reply(said)
    elif _NUMBER.fullmatch(short):
        await look_up_number(talk, short)
    elif len(short) >= 2 and await take_name(talk, text):
        return
    elif may_use(talk.person, "intent:followup_note") and await _tells_news(talk, text):
        await note_follow_up(talk, reading, text)
    elif manners.is_rude(text):
        await talk.reply(texts.SORRY)
    elif manners.wants_report(text):
        await talk.reply(texts.REPORT_LATER)
    else:
        await talk.reply(customer_texts.QUESTION_FORM if asks(text) else texts.NOT_UNDERSTOOD)


def _polite_answer(text: str) -> str | None:
    """Return what is answered to words that say nothing; None: they say something."""
    if manners.is_thanks(text):
        return texts.THANKED
    if manners.is_polite(text):
        return texts.NOTED
    if wants_time(text.strip()):
        return texts.WAITING
    if manners.is_only_marks(text):
        return texts.HERE
    return None if manners.has_words(text) else texts.NOTED


async def _tells_news(talk: Talk, text: str) -> bool:
    """Return whether words without a company are news: of a person with a title, or of whom was looked at last."""
    return manners.tells_of_titled(text) or (manners.tells_of_unnamed(text) and await looked_at(talk) is not None)
