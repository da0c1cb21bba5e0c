"""`关键词 安克`: what the notes about a customer are about (issue of F10's tags)."""

from __future__ import annotations

from handlers import texts
from handlers.context import Talk
from handlers.customers.customer_meant import look_at, meant, name_of
from handlers.texts import customer_texts

NOTES = 50
MOST = 8


async def customer_keywords(talk: Talk, words: str) -> None:
    """Answer with the keywords of the customer's notes."""
    lead, others = await meant(talk, words)
    if lead is None or (
        words and not any(name and (name in words or words in name) for name in (lead.company, lead.contact))
    ):
        names = [name_of(other) for other in others]
        fitting = [name for name in names if words and words in name]
        if len(fitting) != 1:
            await talk.reply(texts.which_customer(fitting) if fitting else texts.nothing_found(words or "这位客户"))
            return
        lead = next(other for other in others if name_of(other) == fitting[0])
    await look_at(talk, lead)
    notes = await talk.records.notes.of_lead(lead.id, NOTES)
    told = ["，".join(filter(None, (note.text, note.solved, note.next_step))) for note in notes]
    found = talk.around.understanding.keywords(told, MOST, [lead.company, lead.contact])
    name = name_of(lead)
    await talk.reply(customer_texts.keywords_of(name, found) if found else customer_texts.no_keywords(name))
