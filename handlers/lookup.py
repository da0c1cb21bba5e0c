"""`查 安克`: what this person may see of a customer; another's customer is answered like one that does not exist."""

from __future__ import annotations

from handlers import texts
from handlers.collision import tell_collision
from handlers.context import Talk
from handlers.customer_card import show_customer
from nlp.reading import Reading


async def look_up(talk: Talk, reading: Reading, text: str) -> None:
    """Answer with one customer card, a list of names to choose from, or an honest no."""
    words = (reading.slots.get("customer") or reading.company or _bare(text))[:40]
    if not words:
        await talk.reply(texts.HOME)
        return
    found = await talk.records.rights.named(talk.person, words, 6)
    names = list(dict.fromkeys(lead.company or lead.contact for lead in found))
    if not found:
        if not await tell_collision(talk, words):
            await talk.reply(texts.nothing_found(words))
    elif len(names) > 1:
        await talk.ask("home", "", texts.which_customer(names))
    else:
        await show_customer(talk, found[0])


def _bare(text: str) -> str:
    return text.strip().removeprefix("查").removeprefix("询").removeprefix("一下").strip()
