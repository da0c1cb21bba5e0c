"""What a voice note is taken for: news of a customer the speaker has, a greeting, or else a draft (F03)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crm.leads.draft import DROPPED, Draft
from crm.notes.follow_up import VOICE
from crm.rights.entries import may_use
from handlers.context import Talk
from handlers.inbound import VoiceNote
from handlers.leads.draft_card import draft_card
from handlers.leads.voice_draft import keep_voice
from handlers.manners import is_greeting, is_polite
from handlers.notes.follow_up import Came
from handlers.notes.known_talk import talk_of_known
from handlers.notes.promise import drop_promise
from handlers.small_talk import small_talk
from handlers.texts import note_texts, voice_texts
from handlers.voice_names import certain
from nlp.reading import Asked, Reading

_FILLERS = re.compile(r"(?:[嗯啊呃额哦噢唉诶喂]|那个|这个|就是|然后|[，,。.…！!？?\s])+")
DICTATED = frozenset({"capture_lead", "chitchat", "followup_note"})
"""Intents that a dictation may have without being an order."""


async def take_dictation(talk: Talk, voice: VoiceNote, reading: Reading) -> None:
    """Keep what was said, as typed words would be kept; what the speaker should check is told behind it."""
    text = voice.transcript or ""
    if is_greeting(text) or is_polite(text):
        await small_talk(talk, reading, text)
        return
    if _FILLERS.fullmatch(text):
        await talk.reply(voice_texts.NO_WORDS)
        return
    came = Came(VOICE, certain(voice.names))
    if may_use(talk.person, "phrase") and await talk_of_known(talk, reading, text, came):
        for warning in voice.warnings:
            if not any(f"“{name.heard}”" in warning for name in voice.names):
                await talk.reply(warning)
        return
    await keep_voice(talk, voice, reading)


async def turn_into_news(talk: Talk, draft: Draft, heard: Mapping[str, str]) -> bool:
    """A doubtful name of a voice draft was settled as a known customer's: its words are news of that customer.

    `heard` says how each settled name was heard. False: nobody known is meant, the draft stays.
    """
    text = draft.text
    for name, was in heard.items():
        text = text.replace(was, name) if was else text
    if draft.origin != "voice" or not may_use(talk.person, "phrase"):
        return False
    reading = talk.around.understanding.read(Asked(text, talk.now, "sales", "voice"))
    told = {name: was for name, was in heard.items() if was != name}
    if not await talk_of_known(talk, reading, text, Came(VOICE, told)):
        return False
    draft.state, draft.updated_at = DROPPED, talk.now
    await drop_promise(talk, draft.id)
    await talk.audit(talk.person.id, "draft.drop", f"draft:{draft.id}", talk.here.platform)
    card = await talk.card(f"draft-{draft.id}")
    if card is not None:
        shown = draft_card(draft, card.rev, card.link or "").settled(note_texts.TURNED_INTO_NEWS)
        await talk.keep(shown, f"draft:{draft.id}", [draft.owner])
        await talk.out.change(shown)
    return True
