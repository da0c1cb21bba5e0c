"""A voice note becomes a saved draft with a to-do at once; one tap later makes it a lead (F03)."""

from __future__ import annotations

from crm.leads.draft import Todo
from crm.leads.lead import promised_moment
from handlers.context import Talk
from handlers.inbound import VoiceNote
from handlers.leads.draft_card import draft_card
from handlers.leads.lead_text import ask_unsure, draft_from
from handlers.texts import voice_texts
from handlers.voice_names import asked_about, take_names
from nlp.reading import Reading
from nlp.speech.guards import HEARD_NOTHING, NO_VOICE, NO_WORDS

UNHEARD = {HEARD_NOTHING: voice_texts.NO_SOUND, NO_VOICE: voice_texts.NO_VOICE, NO_WORDS: voice_texts.NO_WORDS}


async def keep_voice(talk: Talk, voice: VoiceNote, reading: Reading) -> None:
    """Store draft and to-do in the transaction that answers; the card may be tapped any time later."""
    text = voice.transcript or ""
    draft = draft_from(talk, reading, "voice", text)
    draft.raw = voice.raw_text or text
    draft.audio = voice.sha256 or ""
    take_names(draft, voice.names)
    draft.card_id = f"draft-{draft.id}"
    await talk.records.drafts.add(draft)
    if draft.todo or draft.next_time:
        await talk.records.drafts.add(
            Todo(
                id=talk.around.new_id(),
                owner=talk.person.id,
                what=draft.todo or text[:60],
                created_at=talk.now,
                due=draft.next_time,
                due_at=promised_moment(draft.next_time),
                draft_id=draft.id,
            )
        )
    await talk.audit(talk.person.id, "draft.voice", f"draft:{draft.id}", talk.here.platform)
    card = draft_card(draft, 1, talk.page(f"/cards/{draft.card_id}"))
    await talk.show(card, f"draft:{draft.id}")
    asked = asked_about(draft, voice.names)
    for warning in voice.warnings:
        if not any(f"“{heard}”" in warning for heard in asked):
            await talk.reply(warning)
    if draft.unsure:
        await ask_unsure(talk, draft)


async def no_words(talk: Talk, voice: VoiceNote) -> None:
    """Nothing was heard, or the clip could not be read: one clear sentence."""
    part = next((warning.partition("，")[0] for warning in voice.warnings if warning not in UNHEARD), "")
    heard = next((UNHEARD[warning] for warning in voice.warnings if warning in UNHEARD), voice_texts.NO_SOUND)
    await talk.reply(voice.problem or (voice_texts.nothing_in_part(part) if part else heard))
