"""Greetings, help, and everything we cannot read: always one polite answer."""

from __future__ import annotations

from handlers import texts
from handlers.context import Talk
from nlp.reading import Reading


async def greet(talk: Talk) -> None:
    """The home line (F51)."""
    await talk.reply(texts.HOME)


async def help_(talk: Talk, reading: Reading, text: str) -> None:
    """What can be said."""
    await talk.reply(texts.HELP)


async def small_talk(talk: Talk, reading: Reading, text: str) -> None:
    """A greeting gets the home line; anything else an honest answer."""
    short = text.strip().rstrip("!！。.~～")
    if len(short) <= 6 and any(word in short for word in ("你好", "您好", "早", "hi", "Hi", "hello", "在吗", "嗨")):
        await talk.reply(texts.HOME)
    else:
        await talk.reply(texts.NOT_UNDERSTOOD)
