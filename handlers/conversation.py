"""From an event to its handler: who is it, what is it about, who answers. The worker calls `handle_event`."""

from __future__ import annotations

from collections.abc import Callable

from cards.controls import OPEN_FORM
from cards.token import BadToken, ButtonToken, ExpiredToken
from cards.wire import from_json
from crm.rights.entries import may_use
from handlers import texts
from handlers.answers import take_answer
from handlers.approvals import request as approval_request
from handlers.commands import take_command
from handlers.context import Talk, Tap, Work
from handlers.customers.customer import customer_event
from handlers.customers.value_change import put_right
from handlers.english import in_chinese
from handlers.home import greet
from handlers.inbound import Actor, CardAction, Conversation, CustomerEvent, InboundEvent, InboundMessage, Opened
from handlers.leads.voice_draft import no_words
from handlers.manners import is_polite
from handlers.notes.dictation import DICTATED, take_dictation
from handlers.notes.follow_up import opens_note
from handlers.notes.known_talk import talk_of_known
from handlers.phrases import say_phrase
from handlers.ports import Address
from handlers.rights.check import permitted
from handlers.rights.deletion import restore_said
from handlers.rights.step_up import take_code
from handlers.router import BUTTONS, CONFIRMED, INTENTS, STALE
from nlp.reading import Asked, Reading

LONGEST = 4000
TALK = frozenset({"capture_lead", "chitchat", "followup_note"})
OpenToken = Callable[[str], ButtonToken]


async def handle_event(work: Work, event: InboundEvent, open_token: OpenToken) -> None:
    """Handle one event within the worker's transaction. Everybody gets an answer; strangers see no data."""
    if isinstance(event, CustomerEvent):
        await customer_event(work, event)
        return
    if event.actor is None or event.conversation is None:
        return
    if isinstance(event, InboundMessage) and event.conversation.kind == "group" and not event.mentioned:
        return
    here = address_of(event.conversation, event.actor)
    person = await work.records.people.by_identity(event.actor.platform, event.actor.id)
    if person is None or not person.active or event.actor.external:
        await work.out.say(here, texts.UNKNOWN_PERSON)
        return
    await work.records.people.seen(person, event.actor.platform, work.now)
    here = Address(here.platform, here.kind, here.id, person.id if here.kind == "user" else None, here.thread)
    talk = Talk(work.now, work.records, work.out, work.around, person=person, here=here)
    if isinstance(event, InboundMessage):
        await hear(talk, event)
    elif isinstance(event, CardAction):
        await press(talk, event, open_token)
    elif isinstance(event, Opened):
        if event.menu_key is not None:
            await greet(talk)
    else:
        await talk.reply(texts.UNSUPPORTED)


async def hear(talk: Talk, message: InboundMessage) -> None:
    """Answer words, spoken or written: an open question first, then corrections, then commands."""
    voice = message.voice
    text = (voice.transcript or "" if voice is not None else message.text).strip()
    if voice is not None and not text:
        await no_words(talk, voice)
        return
    if not text:
        await talk.reply(texts.UNSUPPORTED if message.attachments else texts.EMPTY_MESSAGE)
        return
    if len(text) > LONGEST:
        await talk.reply(texts.TOO_LONG)
        return
    text = in_chinese(text)
    if await take_code(talk, text, CONFIRMED) or await take_command(talk, text):
        return
    if may_use(talk.person, "phrase") and (await restore_said(talk, text) or await say_phrase(talk, text)):
        return
    reading = talk.around.understanding.read(Asked(text, talk.now, "sales", "voice" if voice else "chat"))
    if await take_answer(talk, reading, text):
        return
    if may_use(talk.person, "phrase") and await put_right(talk, reading, text):
        return
    template = approval_request.requested(text, talk.around.templates)
    dictated = voice is not None and reading.intent in DICTATED and not opens_note(text)
    intent = _intent(reading, text)
    entry = "approval" if template is not None else "voice" if dictated else f"intent:{intent}"
    if not await permitted(talk, entry):
        return
    if template is not None:
        await approval_request.request_approval(talk, template, reading, text)
    elif voice is not None and dictated:
        await take_dictation(talk, voice, reading)
    elif (
        intent in TALK
        and not is_polite(text)
        and may_use(talk.person, "phrase")
        and await talk_of_known(talk, reading, text)
    ):
        return
    else:
        await INTENTS[intent](talk, reading, text)


async def press(talk: Talk, event: CardAction, open_token: OpenToken) -> None:
    """Answer a tap after checking seal, age, revision and right, in that order."""
    try:
        token = open_token(event.token)
    except ExpiredToken:
        await talk.reply(texts.CARD_EXPIRED)
        return
    except BadToken:
        await talk.audit(talk.person.id, "tap.refused", "token", talk.here.platform)
        await talk.reply(texts.CARD_UNREADABLE)
        return
    shelved = await talk.records.cards.get(token.card)
    if shelved is None or talk.person.id not in shelved.see:
        await talk.audit(talk.person.id, "tap.refused", f"card:{token.card}", talk.here.platform)
        await talk.reply(texts.CARD_FOREIGN)
        return
    card = from_json(shelved.body)
    may_press = shelved.press is None or talk.person.id in shelved.press
    if token.action == OPEN_FORM.key and event.modal_trigger is not None:
        await talk.out.ask_form(talk.here, card, event.modal_trigger)
        return
    handler = BUTTONS.get((card.kind, token.action))
    if handler is None:
        await talk.reply(texts.CARD_UNREADABLE)
        return
    if not await permitted(talk, f"card:{card.kind}"):
        return
    if card.rev != token.rev or not may_press:
        await talk.audit(talk.person.id, "tap.stale", f"card:{token.card}", talk.here.platform)
        handler = STALE.get(card.kind, card_changed)
    await handler(
        Tap(
            talk.now,
            talk.records,
            talk.out,
            talk.around,
            person=talk.person,
            here=talk.here,
            action=token.action,
            tapped=card,
            subject=shelved.subject,
            values=event.values,
            event=event,
        )
    )


def address_of(conversation: Conversation, actor: Actor) -> Address:
    """Return where an answer goes: the room it was said in, or the person's own chat."""
    if conversation.kind == "group":
        return Address(conversation.platform, "group", conversation.id, None, conversation.thread)
    return Address(conversation.platform, "user", actor.id, None, conversation.thread)


def _intent(reading: Reading, text: str) -> str:
    if text.strip() in ("取消", "丢弃", "不要了", "算了"):
        return "drop"
    if reading.intent == "chitchat" and reading.is_lead:
        return "capture_lead"
    return reading.intent if reading.intent in INTENTS else "chitchat"


async def card_changed(tap: Tap) -> None:
    """A tap on an old state, or by someone whose turn it is not."""
    await tap.reply(tap.tapped.status if tap.tapped.done and tap.tapped.status else texts.CARD_CHANGED)
